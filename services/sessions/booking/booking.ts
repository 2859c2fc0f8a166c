import type { Person } from "../../people/schema.js";
import type { SessionsContext } from "../context.js";
import type { BookingView } from "./views.js";

/** Places: booking, giving back, moving, waiting in line. */
export class Booking {
  constructor(protected readonly context: SessionsContext) {}

  /**
   * The session that the person is booked in, waits for or had in this occurrence; or the one named. Undefined where
   * there is nothing of theirs, or no such session.
   */
  async view(_person: Person, _occurrenceId: string, _session?: string): Promise<BookingView | undefined> {
    return undefined;
  }
}
