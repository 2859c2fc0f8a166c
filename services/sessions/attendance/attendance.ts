import type { Person } from "../../people/schema.js";
import type { Handler } from "../../schedule/ports.js";
import type { SessionsContext } from "../context.js";
import { KINDS } from "../timetable.js";
import { headOf, mayLead } from "./access.js";
import { Ending } from "./ending.js";
import { EVALUATE, Evaluating } from "./evaluating.js";
import { Listing } from "./listing.js";
import { Presence } from "./presence.js";
import type { CodeView, SessionHead } from "./views.js";

/** Who came: codes, the list afterwards, corrections, the end of every booking. */
export class Attendance {
  readonly presence: Presence;
  readonly listing: Listing;
  readonly #ending: Ending;
  readonly #evaluating: Evaluating;

  constructor(private readonly context: SessionsContext) {
    this.presence = new Presence(context);
    this.listing = new Listing(context);
    this.#ending = new Ending(context);
    this.#evaluating = new Evaluating(context);
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.begin]: ({ subject }, now) => this.#ending.begin(subject, now),
      [KINDS.after]: ({ subject }, now) => this.#ending.after(subject, now),
      [KINDS.close]: ({ subject }, now) => this.#ending.close(subject, now),
      [EVALUATE]: ({ subject }) => this.#evaluating.ask(subject),
    };
  }

  /** The code, for who leads; undefined while there is none, and where it is not theirs to see. */
  async code(person: Person, occurrenceId: string, sessionId: string): Promise<CodeView | undefined> {
    const occurrence = await this.context.occurrences.find(occurrenceId);
    const session = occurrence?.sessions.find(({ id }) => id === sessionId);
    if (!occurrence || !session?.code || session.calledOffAt || !mayLead(person, session)) return undefined;
    return { ...headOf({ occurrence, session }), code: session.code };
  }

  /** What a session is called; undefined where it isn't there any more. */
  async head(occurrenceId: string, sessionId: string): Promise<SessionHead | undefined> {
    const occurrence = await this.context.occurrences.find(occurrenceId);
    const session = occurrence?.sessions.find(({ id }) => id === sessionId);
    return occurrence && session && headOf({ occurrence, session });
  }
}
