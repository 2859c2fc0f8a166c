import { type Limit, Throttle } from "../../bot/local/double/limits.js";

/** A conversation id that begins with it has its messages' arrival written down. */
export const DUE = "due:";

/** A conversation's id as the connector for benchmarks reads it: the tenant stands in it. */
export function conversationIdOf(who: { readonly tenantId: string; readonly objectId: string }, due = false): string {
  return `${due ? DUE : ""}${who.tenantId}:${who.objectId}`;
}

export interface TenantTally {
  readonly taken: number;
  readonly refused: number;
}

/** Times are milliseconds since 1970. */
export interface Tally {
  readonly taken: number;
  readonly refused: number;
  readonly updated: number;
  readonly created: number;
  /** In how many conversations messages were taken. */
  readonly conversations: number;
  /** Messages beyond the first of a conversation, over all of them. */
  readonly extra: number;
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
  readonly tenants: Readonly<Record<string, TenantTally>>;
  /** Conversation id and time of each message taken where arrival is written down, in order. */
  readonly due: readonly (readonly [conversation: string, at: number])[];
}

/** What a connector took and refused. */
export class Book {
  private readonly throttle: Throttle;
  private readonly taken = new Map<string, number>();
  private readonly tenants = new Map<string, { taken: number; refused: number }>();
  private readonly due: [string, number][] = [];
  private total = 0;
  private refused = 0;
  private firstAt: number | undefined;
  private lastAt: number | undefined;
  updated = 0;
  created = 0;

  /** At most `perSecond` messages a tenant in any second; undefined: as many as come. */
  constructor(perSecond?: number) {
    const limits: Limit[] = perSecond === undefined ? [] : [{ calls: perSecond, ms: 1000 }];
    this.throttle = new Throttle(limits);
  }

  /** Writes down a message for that conversation; false when it is one too many for its tenant. */
  admit(conversation: string, at: number): boolean {
    const tenant = tenantIn(conversation);
    const tally = this.tenants.get(tenant) ?? { taken: 0, refused: 0 };
    this.tenants.set(tenant, tally);
    if (!this.throttle.admit(tenant, at)) {
      tally.refused += 1;
      this.refused += 1;
      return false;
    }
    tally.taken += 1;
    this.total += 1;
    this.firstAt ??= at;
    this.lastAt = at;
    this.taken.set(conversation, (this.taken.get(conversation) ?? 0) + 1);
    if (conversation.startsWith(DUE)) this.due.push([conversation, at]);
    return true;
  }

  /** How many messages each conversation took. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.taken);
  }

  tally(): Tally {
    const { refused, updated, created, firstAt, lastAt, due } = this;
    const conversations = this.taken.size;
    const tenants = Object.fromEntries(this.tenants);
    const extra = this.total - conversations;
    return { taken: this.total, refused, updated, created, conversations, extra, firstAt, lastAt, tenants, due };
  }
}

function tenantIn(conversation: string): string {
  const begin = conversation.startsWith(DUE) ? DUE.length : 0;
  const end = conversation.indexOf(":", begin);
  return conversation.slice(begin, end < 0 ? undefined : end);
}
