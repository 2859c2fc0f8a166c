/** A Teams channel that posts of one kind go to. */
export interface Channel {
  /** What coordinators call it: a series, `board` or `announcements`; lower case. */
  readonly name: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly title: string;
  /** Teams' id of the team that the channel belongs to, where known. */
  readonly teamId?: string;
}

export interface ChannelStore {
  save(channel: Channel): Promise<void>;
  find(name: string): Promise<Channel | undefined>;
  all(): Promise<Channel[]>;
  /** The channel was deleted; returns how many names it had. */
  removeConversation(conversationId: string): Promise<number>;
  /** The bot was removed from the team, or the team is gone: forgets its channels; returns how many. */
  removeTeam(teamId: string): Promise<number>;
}
