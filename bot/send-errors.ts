import type { SendOutcome } from "../services/delivery/ports.js";
import type { Reason } from "../services/delivery/schema.js";

/** What a failed try means for the delivery, by Microsoft's list of what may be tried again. */
export function outcomeOf(error: unknown): SendOutcome {
  const status = statusOf(error);
  if (status === undefined) return again(error, !hasNotLeft(error));
  if (AGAIN.has(status)) return again(error, AMBIGUOUS.has(status));
  return { kind: "final", reason: reasonOf(status, codeOf(error)) };
}

export function isThrottle(outcome: SendOutcome): boolean {
  return outcome.kind === "retry" && outcome.throttled;
}

const AGAIN: ReadonlySet<number> = new Set([412, 429, 502, 503, 504]);
/** Answers that a gateway gives although the message may have passed. Not 503: with it a service says that it did nothing. */
const AMBIGUOUS: ReadonlySet<number> = new Set([502, 504]);
const NEVER_ARRIVED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

const REASON_OF_CODE: Readonly<Record<string, Reason>> = {
  BotDisabledByAdmin: "blocked-by-administrator",
  NotEnoughPermissions: "blocked-by-administrator",
  ConversationBlockedByUser: "blocked-by-person",
  MessageWritesBlocked: "blocked-by-person",
  BotNotInConversationRoster: "not-installed",
  ForbiddenOperationException: "not-installed",
  ConversationNotFound: "not-installed",
};

/** Nobody was reached; or there was no token to send it with: the errors of MSAL, and no others, have an `errorCode`. */
function hasNotLeft(error: unknown): boolean {
  const { errorCode } = error as { errorCode?: unknown };
  return typeof errorCode === "string" || NEVER_ARRIVED.has(codeOf(error) ?? "");
}

function reasonOf(status: number, code: string | undefined): Reason {
  return REASON_OF_CODE[code ?? ""] ?? (status === 403 || status === 404 ? "not-installed" : "rejected");
}

function again(error: unknown, uncertain: boolean): SendOutcome {
  return { kind: "retry", afterMs: retryAfter(error), throttled: statusOf(error) === 429, uncertain };
}

interface RestError {
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly details?: { readonly error?: { readonly code?: unknown; readonly innerHttpError?: unknown } };
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

function statusOf(error: unknown): number | undefined {
  const { statusCode } = error as RestError;
  return typeof statusCode === "number" ? statusCode : undefined;
}

/** Teams' own code where the body has one, else Node's. */
function codeOf(error: unknown): string | undefined {
  const { code, details } = error as RestError;
  const inner = details?.error?.code ?? code;
  return typeof inner === "string" ? inner : undefined;
}

/** Seconds or a date; undefined when not said. */
function retryAfter(error: unknown): number | undefined {
  const said = (error as RestError).response?.headers?.get("retry-after");
  if (!said) return undefined;
  const seconds = Number(said);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
