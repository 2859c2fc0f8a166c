/** A Teams channel that posts of one kind go to. */
export interface Channel {
  /** What coordinators call it: a series, `board` or `announcements`; lower case. */
  readonly name: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly title: string;
}

export interface ChannelStore {
  save(channel: Channel): Promise<void>;
  find(name: string): Promise<Channel | undefined>;
  all(): Promise<Channel[]>;
  /** The bot was removed from the team: forgets its channels; returns how many. */
  removeConversation(conversationId: string): Promise<number>;
}
