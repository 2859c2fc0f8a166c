import { createHash, randomUUID } from "node:crypto";
import { type PersonId, personKey } from "../../../services/people/schema.js";

/** As much of a Bot Framework activity as the double reads and writes. */
export interface Activity {
  type: string;
  id?: string;
  name?: string;
  text?: string;
  from?: Account;
  recipient?: Account;
  conversation?: Conversation;
  value?: unknown;
  attachments?: readonly { contentType: string; content?: unknown }[];
  replyToId?: string;
  [member: string]: unknown;
}

export interface Account {
  id: string;
  name?: string;
  aadObjectId?: string;
  tenantId?: string;
  role?: string;
}

export interface Conversation {
  id: string;
  tenantId?: string;
  conversationType?: "personal" | "groupChat" | "channel";
  isGroup?: boolean;
  name?: string;
}

export const CARD_TYPE = "application/vnd.microsoft.card.adaptive";

/** One person as Teams knows them: `userId` is `29:…`, unique to this bot and person. */
export interface TeamsAccount extends PersonId {
  readonly name: string;
  readonly userId: string;
}

/** An id that is the same after every restart: for somebody's `user`, their personal `chat`, and so on. */
export function stableId(purpose: string, who: PersonId): string {
  return createHash("sha256")
    .update(`${purpose} ${personKey(who)}`)
    .digest("base64url");
}

/** What is the same in every activity that Teams sends in somebody's name. */
export function activityFrom(
  person: TeamsAccount,
  bot: Account,
  serviceUrl: string,
  conversation: Conversation,
): Activity {
  const now = new Date().toISOString();
  return {
    type: "message",
    id: activityId(),
    channelId: "msteams",
    serviceUrl,
    timestamp: now,
    localTimestamp: now,
    locale: "en-GB",
    from: { id: person.userId, name: person.name, aadObjectId: person.objectId },
    recipient: bot,
    conversation: { ...conversation, tenantId: person.tenantId },
    channelData: { tenant: { id: person.tenantId } },
    entities: [{ type: "clientInfo", locale: "en-GB", country: "GB", platform: "Web", timezone: "Europe/London" }],
  };
}

/** Teams' ids are milliseconds; ours are unique too when two are made in the same one. */
export function activityId(): string {
  return `${Date.now()}-${randomUUID().slice(0, 8)}`;
}
