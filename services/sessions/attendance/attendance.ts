import type { SessionsContext } from "../context.js";

/** Who came: codes, the list afterwards, corrections, the end of every booking. */
export class Attendance {
  constructor(protected readonly context: SessionsContext) {}
}
