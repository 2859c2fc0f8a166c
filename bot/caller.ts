import { type PersonId, personIdSchema } from "../services/people/schema.js";
import type { Place } from "./capability.js";
import type { Inbound } from "./gate.js";

/** Who an activity comes from and where, as far as the activity says. */
export interface Caller {
  /** Missing where Teams gave no Entra object id. */
  readonly person: PersonId | undefined;
  /** Unique to this bot (`29:…`). */
  readonly userId: string;
  readonly place: Place;
  /** The message whose button was pressed, or that was replied to. */
  readonly messageId: string | undefined;
}

export function callerOf(activity: Inbound): Caller {
  return {
    person: personIdIn(activity.conversation.tenantId, activity.from.aadObjectId),
    userId: activity.from.id,
    place: placeOf(activity),
    messageId: activity.replyToId,
  };
}

export function personIdIn(tenantId: string, objectId: string | undefined): PersonId | undefined {
  return personIdSchema.safeParse({ tenantId, objectId }).data;
}

export function placeOf(activity: Inbound): Place {
  const { conversation, channelData, serviceUrl } = activity;
  const { tenantId } = conversation;
  if (conversation.conversationType === "channel") {
    const title = channelData?.channel?.name ?? channelData?.team?.name ?? conversation.name ?? "this channel";
    // A message in a channel comes from its own thread; posts of ours begin new ones.
    const conversationId = channelData?.channel?.id ?? conversation.id.replace(/;messageid=.*$/, "");
    const teamId = channelData?.team?.id;
    return { kind: "channel", tenantId, serviceUrl, conversationId, title, ...(teamId ? { teamId } : {}) };
  }
  if (conversation.conversationType === "groupChat") {
    return {
      kind: "group",
      tenantId,
      serviceUrl,
      conversationId: conversation.id,
      title: conversation.name ?? "this chat",
    };
  }
  return { kind: "personal", tenantId, serviceUrl, conversationId: conversation.id };
}
