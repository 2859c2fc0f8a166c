import type { SessionsContext } from "../context.js";

/** What works: bookings and attendance, and what wordings do. */
export class Reporting {
  constructor(protected readonly context: SessionsContext) {}
}
