import { Mix, type Portion } from "../chance.js";

/** What can go wrong between the bot and Teams. */
export type Fault =
  /** The call is done late, and answered then. */
  | { readonly kind: "delay"; readonly ms: number }
  /** The call is done at once, and answered late. */
  | { readonly kind: "slow-answer"; readonly ms: number }
  /** Teams refuses; nothing is posted. */
  | { readonly kind: "refusal"; readonly status: number; readonly code: string; readonly retryAfterSeconds?: number }
  /** The connection breaks before anything is posted. */
  | { readonly kind: "reset" }
  /** The message is posted, but the bot never hears of it: the connection breaks after `ms`. */
  | { readonly kind: "lost-answer"; readonly ms: number }
  /** The message is posted twice. */
  | { readonly kind: "duplicate" };

export const delay = (ms: number): Fault => ({ kind: "delay", ms });
export const slowAnswer = (ms: number): Fault => ({ kind: "slow-answer", ms });

/** For a mix: so many milliseconds, for example `between(20, 200, slowAnswer)`. */
export function between(least: number, most: number, fault: (ms: number) => Fault): (chance: number) => Fault {
  return (chance) => fault(Math.round(least + chance * (most - least)));
}

export const reset = (): Fault => ({ kind: "reset" });
export const lostAnswer = (ms = 0): Fault => ({ kind: "lost-answer", ms });
export const duplicate = (): Fault => ({ kind: "duplicate" });

/** 429; without `retryAfterSeconds` the header is missing, as it often is. */
export const tooMany = (retryAfterSeconds?: number): Fault => ({
  kind: "refusal",
  status: 429,
  code: "TooManyRequests",
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** Trouble on Teams' side that passes. */
export const trouble = (status: 412 | 500 | 502 | 503 | 504 = 503): Fault => ({
  kind: "refusal",
  status,
  code: "ServiceError",
});

const FINAL = {
  BotDisabledByAdmin: 403,
  BotNotInConversationRoster: 403,
  ConversationBlockedByUser: 403,
  ForbiddenOperationException: 403,
  NotEnoughPermissions: 403,
  MessageWritesBlocked: 403,
  ConversationNotFound: 404,
  ActivityNotFoundInConversation: 404,
  MessageSizeTooBig: 413,
  BadSyntax: 400,
  Unauthorized: 401,
} as const;

/** An error that no retry helps against. */
export const refused = (code: keyof typeof FINAL): Fault => ({ kind: "refusal", status: FINAL[code], code });

/** A call that the bot makes. */
export type Operation = "create" | "send" | "update" | "delete" | "members";

/** Which calls a fault is for; what is left out matches all. */
export interface Where {
  readonly operation?: Operation;
  readonly tenantId?: string;
  readonly objectId?: string;
}

export interface Call {
  readonly operation: Operation;
  readonly tenantId: string | undefined;
  readonly objectId: string | undefined;
}

/** The faults that a test or the local house has switched on. */
export class Faults {
  private rules: { readonly fault: Fault; readonly where: Where; left: number }[] = [];
  private chance: Mix<Fault, Where> | undefined;
  private readonly seen = new Map<string, number>();

  /** For the next `times` calls that match. */
  next(fault: Fault, where: Where = {}, times = 1): void {
    if (times <= 0) return;
    this.rules.push({ fault, where, left: times });
  }

  /** Until {@link clear}, or until what is returned is called. */
  always(fault: Fault, where: Where = {}): () => void {
    const rule = { fault, where, left: Number.POSITIVE_INFINITY };
    this.rules.push(rule);
    return () => {
      this.rules = this.rules.filter((other) => other !== rule);
    };
  }

  /**
   * Faults by chance until {@link clear}, behind what {@link next} and {@link always} say. With the same seed a person's
   * first, second … call of a kind meets the same again, in whatever order the calls of different people come.
   */
  mix(seed: string | number, portions: readonly Portion<Fault, Where>[]): void {
    this.chance = new Mix(seed, portions);
    this.seen.clear();
  }

  clear(): void {
    this.rules = [];
    this.chance = undefined;
  }

  /** What happens to this call; counts the rule's uses. */
  take(call: Call): Fault | undefined {
    const rule = this.rules.find(({ where }) => matches(where, call));
    if (!rule) return this.chance?.drawn(this.nameOf(call), (where) => matches(where, call));
    rule.left -= 1;
    if (rule.left === 0) this.rules = this.rules.filter((other) => other !== rule);
    return rule.fault;
  }

  private nameOf({ operation, tenantId = "", objectId = "" }: Call): string {
    const name = `${operation} ${tenantId} ${objectId}`;
    const before = this.seen.get(name) ?? 0;
    this.seen.set(name, before + 1);
    return `${name} ${before}`;
  }
}

function matches(where: Where, call: Call): boolean {
  return (
    (where.operation === undefined || where.operation === call.operation) &&
    (where.tenantId === undefined || where.tenantId === call.tenantId) &&
    (where.objectId === undefined || where.objectId === call.objectId)
  );
}
