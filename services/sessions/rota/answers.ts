import { dateOf, dayAndMonth } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { type Person, type PersonId, personIdOf, personKey } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { found, headOf } from "../attendance/access.js";
import type { SessionHead } from "../attendance/views.js";
import type { SessionsContext } from "../context.js";
import { leadersOf } from "../people-rules.js";
import type { Lead } from "../schema.js";
import { startOf } from "../times-rules.js";
import { tendTimer } from "../timetable.js";
import type { Asking } from "./asking.js";
import {
  ahead,
  campaigns,
  facilitatorsOf,
  namesOf,
  type Place,
  peopleByEmail,
  refOf,
  sessionsIn,
} from "./facilitators.js";
import { accept, answerSwap, askSwap, couldSwap, gapOf, leadOf, pass, swapWanted } from "./rota-rules.js";
import type { LeadAskView, LeadLine, LeadStanding, SwapNews, SwapView } from "./views.js";

const DAY_MS = 24 * 3_600_000;

/** What facilitators say when they are asked, and swaps between them. */
export class Answers {
  constructor(
    private readonly context: SessionsContext,
    private readonly asking: Asking,
  ) {}

  /** What this person is asked about a session; undefined when nothing is to be answered any more. */
  async asked(person: Person, occurrenceId: string, sessionId: string): Promise<LeadAskView | undefined> {
    const place = await this.#place(occurrenceId, sessionId);
    if (!place) return undefined;
    const standing = this.#standing(person, place);
    return standing === "asked" || standing === "swap-asked" ? this.#askView(person, place) : undefined;
  }

  /** Where this person stands with a session, for what takes the place of a question. */
  async standing(
    person: Person,
    occurrenceId: string,
    sessionId: string,
  ): Promise<{ readonly head: SessionHead; readonly standing: LeadStanding } | undefined> {
    const place = await this.#place(occurrenceId, sessionId);
    if (!place || !mayKnow(person, place)) return undefined;
    return { head: headOf(place), standing: this.#standing(person, place) };
  }

  async accept(person: Person, occurrenceId: string, sessionId: string): Promise<void> {
    const now = this.context.clock.now();
    const outcome = await this.context.occurrences.change(occurrenceId, (one) =>
      accept(one, sessionId, personKey(person), now),
    );
    if (outcome === "not-asked") throw over();
    if (outcome === "taken") {
      throw new ExpectedError("already-done", "Somebody else leads this session by now, or is asked. Thank you!");
    }
    await this.#changed(occurrenceId);
  }

  /** Not this time, or not after all: the next one is asked. */
  async pass(person: Person, occurrenceId: string, sessionId: string): Promise<SessionHead> {
    const now = this.context.clock.now();
    const place = await found(this.context, occurrenceId, sessionId);
    const outcome = await this.context.occurrences.change(occurrenceId, (one) =>
      pass(one, sessionId, personKey(person), now),
    );
    if (outcome === "not-asked") throw over();
    await this.#changed(occurrenceId);
    return headOf(place);
  }

  /** What this person leads, from now on, earliest first. */
  async leading(person: Person): Promise<LeadLine[]> {
    const places = await this.#toCome();
    const own = places.filter(({ session }) => leadOf(session, personKey(person))?.state === "accepted");
    return Promise.all(
      own.map(async (place) => {
        const swapWith = leadOf(place.session, personKey(person))?.swapWith;
        const [name] = swapWith === undefined ? [] : await namesOf(this.context, [swapWith]);
        return { ...headOf(place), others: await this.#others(person, place), swapWith: name };
      }),
    );
  }

  /** Sessions that this person has been asked to lead, or to take over, and not answered. */
  async waiting(person: Person): Promise<{ readonly view: LeadAskView; readonly due: Date }[]> {
    const places = await this.#toCome();
    const open = places.filter((place) => ["asked", "swap-asked"].includes(this.#standing(person, place)));
    return Promise.all(
      open.map(async (place) => {
        const view = await this.#askView(person, place);
        return { view, due: view.answerUntil ?? startOf(place.session) };
      }),
    );
  }

  /** The form to choose a colleague; `wrong`: nobody of the list was chosen. */
  async swapForm(person: Person, occurrenceId: string, sessionId: string, wrong = false): Promise<SwapView> {
    const place = await found(this.context, occurrenceId, sessionId);
    const people = await this.#candidates(person, place);
    return {
      ...headOf(place),
      candidates: people.map((one) => ({ ref: refOf(one), name: one.name })),
      error: wrong ? "Choose a colleague from the list." : undefined,
    };
  }

  /** Asks a colleague to lead it instead; the form again where nobody of the list was chosen. */
  async askSwap(
    person: Person,
    occurrenceId: string,
    sessionId: string,
    ref: string,
  ): Promise<SwapView | { readonly head: SessionHead; readonly name: string }> {
    const place = await found(this.context, occurrenceId, sessionId);
    const to = (await this.#candidates(person, place)).find((one) => refOf(one) === ref);
    if (!to) return this.swapForm(person, occurrenceId, sessionId, true);
    const now = this.context.clock.now();
    const swap = { from: personKey(person), to: personKey(to) };
    const outcome = await this.context.occurrences.change(occurrenceId, (one) => askSwap(one, sessionId, swap, now));
    if (outcome === "not-possible") throw over();
    await this.#write(place, campaigns.swap(place, to, dateOf(now)), "sessions.lead-swap", "asks", to);
    return { head: headOf(place), name: to.name };
  }

  async answerSwap(person: Person, occurrenceId: string, sessionId: string, yes: boolean): Promise<SessionHead> {
    const place = await found(this.context, occurrenceId, sessionId);
    if (!mayKnow(person, place)) throw over();
    const from = swapWanted(place.session, personKey(person));
    const now = this.context.clock.now();
    const outcome = await this.context.occurrences.change(occurrenceId, (one) =>
      answerSwap(one, sessionId, { to: personKey(person), yes }, now),
    );
    if (outcome === "over") throw over();
    if (from) {
      await this.#changed(occurrenceId);
      await this.#tellOf(place, from, outcome, now);
    }
    return headOf(place);
  }

  /** What came of a swap, for who asked for it. */
  async news(person: Person, occurrenceId: string, sessionId: string): Promise<SwapNews | undefined> {
    const place = await this.#place(occurrenceId, sessionId);
    const lead = place && leadOf(place.session, personKey(person));
    if (!place || !lead) return undefined;
    const [name] = lead.swapWith === undefined ? [] : await namesOf(this.context, [lead.swapWith]);
    if (lead.state === "accepted") return { ...headOf(place), outcome: "declined", name };
    return lead.swapWith === undefined ? undefined : { ...headOf(place), outcome: "swapped", name };
  }

  #standing(person: Person, place: Place): LeadStanding {
    const { occurrence, session } = place;
    const isOver =
      occurrence.status === "closed" || session.calledOffAt || this.context.clock.now() >= startOf(session);
    if (isOver) return "over";
    if (swapWanted(session, personKey(person))) return "swap-asked";
    const state = leadOf(session, personKey(person))?.state;
    if (state === "accepted") return "accepted";
    if (state === undefined) return "none";
    return gapOf(occurrence, session) === 0 ? "taken" : state;
  }

  async #askView(person: Person, place: Place): Promise<LeadAskView> {
    const { occurrence, session } = place;
    const { about, rota } = occurrence.series;
    const swap = swapWanted(session, personKey(person));
    const [swapFor] = swap ? await namesOf(this.context, [swap.person]) : [];
    const lead = leadOf(session, personKey(person));
    const days = rota && lead?.state === "asked" ? rota.answerWithinDays : undefined;
    const others = await this.#others(person, place);
    return {
      ...headOf(place),
      about,
      place: session.place,
      others: others.filter((name) => name !== swapFor),
      answerUntil: lead && days !== undefined ? new Date(Date.parse(lead.at) + days * DAY_MS) : undefined,
      swapFor: swap && (swapFor ?? "A colleague"),
    };
  }

  #others(person: Person, { session }: Place): Promise<string[]> {
    return namesOf(
      this.context,
      leadersOf(session).filter((key) => key !== personKey(person)),
    );
  }

  async #candidates(person: Person, { occurrence, session }: Place): Promise<Person[]> {
    const isLeading = leadOf(session, personKey(person))?.state === "accepted";
    if (!isLeading || this.context.clock.now() >= startOf(session)) throw over();
    const { rota } = occurrence.series;
    const all = rota ? facilitatorsOf(rota, await peopleByEmail(this.context)) : [];
    const free = new Set(couldSwap(session, all.map(personKey), personKey(person)));
    return all.filter((one) => free.has(personKey(one)));
  }

  async #toCome(): Promise<Place[]> {
    const now = this.context.clock.now();
    return sessionsIn(await ahead(this.context, now)).filter(
      ({ occurrence, session }) => occurrence.status !== "closed" && !session.calledOffAt && startOf(session) > now,
    );
  }

  /** Others see who leads, and whoever is next is asked. */
  async #changed(occurrenceId: string): Promise<void> {
    const { timers, clock } = this.context;
    await timers.soon(tendTimer(occurrenceId, clock.now()));
    await this.asking.keepAsking(clock.now(), occurrenceId);
  }

  async #tellOf(place: Place, lead: Lead, outcome: "swapped" | "declined", now: Date): Promise<void> {
    const from = await this.context.people.find(personIdOf(lead.person));
    if (!from) return;
    const id = `${campaigns.news(place, from, dateOf(now))}.${outcome}`;
    await this.#write(place, id, "sessions.lead-news", "tells", from);
  }

  async #write(place: Place, id: string, kind: string, manner: "asks" | "tells", to: PersonId): Promise<void> {
    const { deliveries } = this.context;
    const { occurrence, session } = place;
    const title = `${occurrence.series.title}, ${dayAndMonth(session.date)}: swap`;
    const message = { kind, subject: `${occurrence.id}|${session.id}` };
    await deliveries.plan({ id, title, message, manner, usefulUntil: startOf(session) }, [to]);
    await deliveries.start(id);
  }

  async #place(occurrenceId: string, sessionId: string): Promise<Place | undefined> {
    const occurrence = await this.context.occurrences.find(occurrenceId);
    const session = occurrence?.sessions.find(({ id }) => id === sessionId);
    return occurrence && session && { occurrence, session };
  }
}

/** What is planned only is known to those who are, or could be, asked to lead it, and to coordinators. */
function mayKnow(person: Person, { occurrence, session }: Place): boolean {
  if (occurrence.status !== "planned" || can(person, "sessions.plan")) return true;
  const isOfRota = occurrence.series.rota?.facilitators.some((one) => one.toLowerCase() === person.email.toLowerCase());
  const key = personKey(person);
  return isOfRota === true || session.leads.some((lead) => lead.person === key || lead.swapWith === key);
}

function over(): ExpectedError {
  const sentence = "This is not open any more: the session, or who leads it, has changed. Type sessions to see it.";
  return new ExpectedError("not-open", sentence);
}
