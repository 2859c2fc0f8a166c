import type { SessionsContext } from "../context.js";

/** Places: booking, giving back, moving, waiting in line. */
export class Booking {
  constructor(protected readonly context: SessionsContext) {}
}
