import type { Booking, Occurrence } from "../schema.js";
import { marked } from "./marks-rules.js";

/**
 * Bookings whose people are to be told of them in their own chat, told together. Which ones is settled before anything
 * is sent, so that whoever is cut short tells the same ones again, under the same number.
 */
export interface Batch {
  /** From 1. */
  readonly nth: number;
  /** Those among the first so many bookings. */
  readonly size: number;
  readonly isTold: boolean;
  /** Sessions whose people have been told: who comes into one of them then is for the next batch. */
  readonly told: string;
}

/** The last batch; undefined where there was none yet. */
export function batchOf({ marks }: Occurrence): Batch | undefined {
  const found = marks.map((mark) => mark.split(".")).find(([what]) => what === "batch");
  const [, nth, size, state, told = ""] = found ?? [];
  return found && { nth: Number(nth), size: Number(size), isTold: state === "told", told };
}

/** With a new batch, where somebody is to be told and the last batch is done. */
export function withBatch(occurrence: Occurrence): Occurrence {
  const { bookings } = occurrence;
  const batch = batchOf(occurrence);
  const isUnderWay = batch && !batch.isTold && untoldIn(occurrence, batch).length > 0;
  if (isUnderWay || !bookings.some(isUntold)) return occurrence;
  return withMark(occurrence, { nth: (batch?.nth ?? 0) + 1, size: bookings.length, isTold: false, told: "" });
}

export function untoldIn({ bookings }: Occurrence, { size, isTold, told }: Batch): Booking[] {
  return isTold ? [] : bookings.slice(0, size).filter((one) => isUntold(one) && !told.includes(one.session));
}

/** These of the batch, all in that session, have been told; who has moved into it meanwhile has not. */
export function withTold(
  occurrence: Occurrence,
  { nth, size }: Batch,
  session: string,
  them: readonly Booking[],
): Occurrence {
  const batch = batchOf(occurrence);
  if (batch?.nth !== nth) return occurrence;
  const isOfThem = ({ id, sequence }: Booking) => them.some((one) => one.id === id && one.sequence === sequence);
  const bookings = occurrence.bookings.map((one) => (isUntold(one) && isOfThem(one) ? { ...one, untold: false } : one));
  const next = { ...occurrence, bookings };
  const told = batch.told.includes(session) ? batch.told : batch.told + session;
  const isTold = untoldIn(next, { nth, size, isTold: false, told }).length === 0;
  return withMark(next, { nth, size, isTold, told });
}

function isUntold({ untold }: Booking): boolean {
  return untold;
}

function withMark(occurrence: Occurrence, { nth, size, isTold, told }: Batch): Occurrence {
  const before = occurrence.marks.find((mark) => mark.startsWith("batch."));
  return marked(occurrence, `batch.${nth}.${size}.${isTold ? "told" : "new"}.${told}`, before);
}
