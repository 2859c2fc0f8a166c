import { ExpectedError } from "../../kernel/errors.js";
import { Shared } from "../../kernel/shared.js";
import { audienceInWords } from "../../partnership/names.js";
import { matches } from "../../people/rules.js";
import { type Person, personKey } from "../../people/schema.js";
import { type SessionsContext, sessionOf } from "../context.js";
import type { Changed } from "../ports.js";
import type { Occurrence, Series } from "../schema.js";
import { startOf } from "../times-rules.js";
import { tendTimer } from "../timetable.js";
import { Looking } from "./looking.js";
import { openBookingOf } from "./places-rules.js";
import * as register from "./register-rules.js";
import type { BookingReply, Refusal } from "./views.js";

/** Which session of which occurrence. */
export interface SessionId {
  readonly occurrence: string;
  readonly session: string;
}

/** Places: booking, giving back, moving, waiting in line. */
export class Booking extends Looking {
  readonly #tend: Shared<void>;

  constructor(context: SessionsContext) {
    super(context);
    this.#tend = new Shared((id) => context.timers.soon(tendTimer(id, context.clock.now())));
  }

  /**
   * A place in the session, or one in its line. `elsewhere`: the answer is not in the person's own chat, which is to
   * tell them then. Who holds a place in another session of the occurrence is asked whether they want to move.
   */
  book(person: Person, at: SessionId, { elsewhere }: { readonly elsewhere: boolean }): Promise<BookingReply> {
    return this.#change(person, at, (occurrence, now) => {
      this.#requireAudience(person, occurrence.series);
      const { next, result } = register.book(occurrence, this.#booker(person, elsewhere), at.session, now);
      return changed(next, result.outcome === "line-full" ? "line-full" : undefined);
    });
  }

  /** To this session from the one that they hold; where it is full, they wait for it and keep what they have. */
  moveTo(person: Person, at: SessionId, { elsewhere }: { readonly elsewhere: boolean }): Promise<BookingReply> {
    return this.#change(person, at, (occurrence, now) => {
      this.#requireAudience(person, occurrence.series);
      const { next, result } = register.moveTo(occurrence, this.#booker(person, elsewhere), at.session, now);
      if (result.outcome === "line-full") return changed(next, "line-full");
      return changed(
        next,
        result.outcome === "closed" && holdsBegun(occurrence, person, now) ? "holds-begun" : undefined,
      );
    });
  }

  giveBack(person: Person, at: SessionId): Promise<BookingReply> {
    return this.#change(person, at, (occurrence, now) => {
      const { next, result } = register.giveBack(occurrence, personKey(person), at.session, now);
      return changed(next, result === "closed" ? "begun" : undefined);
    });
  }

  /** Takes the place that is kept for them. */
  accept(person: Person, at: SessionId): Promise<BookingReply> {
    return this.#change(person, at, (occurrence, now) => {
      const { next, result } = register.accept(occurrence, this.#booker(person, false), at.session, now);
      return changed(next, NOT_ACCEPTED[result]);
    });
  }

  /** Leaves the line, with or without an offer. */
  decline(person: Person, at: SessionId): Promise<BookingReply> {
    return this.#change(person, at, (occurrence) =>
      changed(register.decline(occurrence, personKey(person), at.session).next, undefined),
    );
  }

  /** They can come at the time that the session was moved to. */
  confirm(person: Person, at: SessionId): Promise<BookingReply> {
    return this.#change(person, at, (occurrence, now) => {
      const { next, result } = register.confirm(occurrence, personKey(person), at.session, now);
      return changed(next, result === "closed" ? "begun" : undefined);
    });
  }

  async #change(
    person: Person,
    at: SessionId,
    rule: (occurrence: Occurrence, now: Date) => Changed<Refusal | undefined>,
  ): Promise<BookingReply> {
    const { occurrences, clock } = this.context;
    const now = clock.now();
    const done = await occurrences.change(at.occurrence, (before) => {
      requireVisible(before, at.session);
      const { next, result: refusal } = rule(before, now);
      return { ...(next && { next }), result: { refusal, occurrence: next ?? before } };
    });
    // Also where nothing changed: whoever changed it before may have been cut short.
    const tended = this.#tend.get(at.occurrence);
    const [view] = await Promise.all([this.viewOf(done.occurrence, at.session, personKey(person), now), tended]);
    return { view, ...(done.refusal && { refusal: done.refusal }) };
  }

  #booker(person: Person, untold: boolean): register.Booker {
    return { person: personKey(person), partner: person.partner, untold };
  }

  #requireAudience(person: Person, { title, audience }: Series): void {
    if (matches(person, audience)) return;
    const whom = audienceInWords(this.context.partnership, audience);
    throw new ExpectedError("not-open", `${title} is for ${whom}. Type sessions to see what you can book.`);
  }
}

const NOT_ACCEPTED = {
  booked: undefined,
  closed: undefined,
  "too-late": "offer-over",
  "no-offer": "no-offer",
} as const;

function changed(next: Occurrence | undefined, result: Refusal | undefined): Changed<Refusal | undefined> {
  return { ...(next && { next }), result };
}

/** What is planned only is for coordinators, and there is nothing to be pressed on it. */
function requireVisible(occurrence: Occurrence, session: string): void {
  sessionOf(occurrence, session);
  if (occurrence.status === "planned")
    throw new ExpectedError("not-open", "This session is not announced yet. Type sessions to see what is coming.");
}

function holdsBegun(occurrence: Occurrence, person: Person, now: Date): boolean {
  const held = openBookingOf(occurrence, personKey(person));
  const session = occurrence.sessions.find(({ id }) => id === held?.session);
  return session !== undefined && startOf(session) <= now;
}
