import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import { Attendance } from "./attendance/attendance.js";
import { Booking } from "./booking/booking.js";
import { Leaving } from "./booking/leaving.js";
import type { SessionsContext } from "./context.js";
import { SessionData } from "./personal-data.js";
import { Planning } from "./planning/planning.js";
import { Reporting } from "./report/reporting.js";
import { bookingsPurge } from "./retention.js";
import { Rota } from "./rota/rota.js";
import { Announcing } from "./tending/announcing.js";
import { Reminding } from "./tending/reminding.js";
import { Tending } from "./tending/tending.js";
import { KINDS } from "./timetable.js";

/** Sessions of every series, from booking to attendance. */
export class Sessions {
  readonly planning: Planning;
  readonly booking: Booking;
  readonly leaving: Leaving;
  readonly announcing: Announcing;
  readonly tending: Tending;
  readonly reminding: Reminding;
  readonly attendance: Attendance;
  readonly rota: Rota;
  readonly reporting: Reporting;
  readonly personalData: PersonalData;
  readonly purges: readonly Purgeable[];

  constructor(context: SessionsContext) {
    this.planning = new Planning(context);
    this.booking = new Booking(context);
    this.leaving = new Leaving(context);
    this.announcing = new Announcing(context);
    this.tending = new Tending(context);
    this.reminding = new Reminding(context);
    this.attendance = new Attendance(context);
    this.rota = new Rota(context);
    this.reporting = new Reporting(context);
    this.personalData = new SessionData(context);
    this.purges = [bookingsPurge(context)];
  }

  /** What happens by itself begins. */
  async start(): Promise<void> {
    await Promise.all([this.planning.start(), this.rota.start()]);
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.announce]: async ({ subject }, now) => {
        await this.announcing.announce(subject, now);
        return undefined;
      },
      [KINDS.tend]: ({ subject }, now) => this.tending.tend(subject, now),
      [KINDS.remind]: ({ subject }, now) => this.reminding.remindWhenDue(subject, now),
      ...this.attendance.handlers,
      ...this.rota.handlers,
      [KINDS.plan]: async (_, now) => {
        await this.planning.keepAhead(now);
        await this.leaving.freePlaces(now);
        return this.planning.keeping.next(now);
      },
    };
  }
}
