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
}

/** The last batch; undefined where there was none yet. */
export function batchOf({ marks }: Occurrence): Batch | undefined {
  const found = marks.map((mark) => mark.split(".")).find(([what]) => what === "batch");
  return found && { nth: Number(found[1]), size: Number(found[2]), isTold: found[3] === "told" };
}

/** With a new batch, where somebody is to be told and the last batch is done. */
export function withBatch(occurrence: Occurrence): Occurrence {
  const { bookings } = occurrence;
  const batch = batchOf(occurrence);
  const isUnderWay = batch && !batch.isTold && untoldIn(occurrence, batch).length > 0;
  if (isUnderWay || !bookings.some(isUntold)) return occurrence;
  return withMark(occurrence, { nth: (batch?.nth ?? 0) + 1, size: bookings.length, isTold: false });
}

export function untoldIn({ bookings }: Occurrence, { size, isTold }: Batch): Booking[] {
  return isTold ? [] : bookings.slice(0, size).filter(isUntold);
}

/** Those of the batch in that session have been told. */
export function withTold(occurrence: Occurrence, { nth, size }: Batch, session: string): Occurrence {
  if (batchOf(occurrence)?.nth !== nth) return occurrence;
  const bookings = occurrence.bookings.map((one, index) =>
    index < size && one.session === session && isUntold(one) ? { ...one, untold: false } : one,
  );
  const isTold = !bookings.slice(0, size).some(isUntold);
  return withMark({ ...occurrence, bookings }, { nth, size, isTold });
}

function isUntold({ untold }: Booking): boolean {
  return untold;
}

function withMark(occurrence: Occurrence, { nth, size, isTold }: Batch): Occurrence {
  const before = occurrence.marks.find((mark) => mark.startsWith("batch."));
  return marked(occurrence, `batch.${nth}.${size}.${isTold ? "told" : "new"}`, before);
}
