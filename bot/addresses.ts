import type { ChannelStore } from "../services/channels/ports.js";
import type { AddressStore } from "../services/delivery/ports.js";
import { callerOf, personIdIn, placeOf } from "./caller.js";
import type { Inbound } from "./gate.js";

/**
 * Where people and channels can be written to, kept current from what Teams tells. Card buttons are not looked at: an
 * anonymous answer must leave no trace, and no time of writing, in another table.
 */
export class Addresses {
  constructor(
    private readonly people: AddressStore,
    private readonly channels: ChannelStore,
  ) {}

  /** Somebody wrote a message, in their own chat or in a channel. */
  async wroteTo(activity: Inbound): Promise<void> {
    const { person, userId, place } = callerOf(activity);
    if (place.kind !== "personal") return this.channelSeen(activity);
    if (person) await this.reachable(activity, person, userId);
  }

  /** The app was added for a person or a team, or taken away. Upgrades change nothing but the newest address. */
  async installationChanged(activity: Inbound): Promise<void> {
    const added = activity.action?.startsWith("add") ?? false;
    const place = placeOf(activity);
    if (place.kind === "personal") return added ? this.wroteTo(activity) : this.uninstalled(activity);
    if (!added && activity.action === "remove") await this.teamLost(activity);
  }

  /** Members came or went, or a team or channel was renamed or deleted. */
  async conversationChanged(activity: Inbound): Promise<void> {
    for (const member of activity.membersAdded ?? []) {
      const person = personIdIn(activity.conversation.tenantId, member.aadObjectId);
      if (person && member.id !== activity.recipient.id) await this.reachable(activity, person, member.id);
    }
    if (activity.membersRemoved?.some((member) => member.id === activity.recipient.id)) await this.teamLost(activity);
    switch (activity.channelData?.eventType) {
      case "channelDeleted":
        await this.channels.removeConversation(activity.channelData.channel?.id ?? "");
        return;
      case "channelRenamed":
        return this.channelSeen(activity);
      case "teamDeleted":
      case "teamHardDeleted":
        return this.teamLost(activity);
      default:
    }
  }

  private async reachable(
    activity: Inbound,
    person: NonNullable<ReturnType<typeof personIdIn>>,
    userId: string,
  ): Promise<void> {
    const place = placeOf(activity);
    // Somebody met in a team has perhaps no chat with the bot yet; one is opened when there is something to say.
    const conversationId =
      place.kind === "personal" ? place.conversationId : ((await this.people.find(person))?.conversationId ?? "");
    await this.people.save({ person, serviceUrl: activity.serviceUrl, conversationId, userId, state: "reachable" });
  }

  private async uninstalled(activity: Inbound): Promise<void> {
    const { person } = callerOf(activity);
    const known = person && (await this.people.find(person));
    if (known) await this.people.save({ ...known, state: "not-installed" });
  }

  private async channelSeen(activity: Inbound): Promise<void> {
    const { conversationId, serviceUrl } = placeOf(activity);
    const name = activity.channelData?.channel?.name;
    for (const channel of await this.channels.all()) {
      if (channel.conversationId !== conversationId) continue;
      const title = name ?? channel.title;
      if (channel.serviceUrl !== serviceUrl || channel.title !== title)
        await this.channels.save({ ...channel, serviceUrl, title });
    }
  }

  /** The team's id is that of its first channel. */
  private async teamLost(activity: Inbound): Promise<void> {
    const teamId = activity.channelData?.team?.id ?? placeOf(activity).conversationId;
    await this.channels.removeTeam(teamId);
  }
}
