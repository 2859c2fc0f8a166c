import { dateOf } from "../kernel/dates.js";
import { type Person, personIdOf } from "../people/schema.js";
import { can } from "../permissions.js";
import { type FeesContext, peopleOf, refuseOthers, roundOf } from "./context.js";
import { askedOf } from "./entry-rules.js";
import { lastYearOf } from "./last-year-rules.js";
import { changedSince, planOf, yearBefore } from "./plan-rules.js";
import { reachIn, unreachedIn } from "./reaching.js";
import { type Asked, ERASED, type Round } from "./schema.js";
import type { Sending } from "./sending.js";
import { figuresOf, isOpen, isOutstanding, type PartnerState, stateOf, waitsForCoordinator } from "./state-rules.js";
import type { AskView, BoardView, FeesView, PartnerLine, PartnersView, PartnerView, RoundView } from "./views.js";

/** What there is to see of rounds, by whoever looks. */
export class Looking {
  constructor(
    private readonly context: FeesContext,
    private readonly sending: Sending,
  ) {}

  /** For coordinators; the newest round unless a year is given. */
  async fees(year?: string): Promise<FeesView> {
    const rounds = await this.context.rounds.all();
    const round = year === undefined ? rounds[0] : await roundOf(this.context, year);
    return {
      round: round && (await this.#round(round, rounds)),
      startable: await this.sending.startable(),
      years: rounds.map((one) => one.year),
    };
  }

  async partners(year: string): Promise<PartnersView> {
    const round = await roundOf(this.context, year);
    const unreached = await unreachedIn(this.context, round);
    return {
      year,
      partners: round.partners.map((asked) => ({ ...lineOf(round, asked), isUnreached: unreached.includes(asked) })),
    };
  }

  /** For coordinators any partner's, for fee contacts their own. */
  async partner(year: string, partner: string, person: Person): Promise<PartnerView> {
    refuseOthers(person, partner);
    const round = await roundOf(this.context, year);
    const asked = askedOf(round, partner);
    const entries = round.entries.filter((entry) => entry.partner === partner);
    const names = await this.#names(entries.map(({ by }) => by));
    const state = stateOf(round.entries, partner);
    const contacts = await peopleOf(this.context, "fee-contact", [partner]);
    const reach = await reachIn(this.context, round);
    return {
      ...lineOf(round, asked),
      ...{ year, reason: asked.reason },
      contacts: await Promise.all(contacts.map((one) => reach.contact(one))),
      history: entries.map((entry) => ({ entry, name: names.get(entry.by) })),
      ...{ hasMoney: state.money.length > 0, isOpen: isOpen(state), isCoordinators: can(person, "fees.plan") },
    };
  }

  /** The newest round in which this person's partner is asked. */
  async own(person: Person): Promise<Round | undefined> {
    const rounds = await this.context.rounds.all();
    return rounds.find(({ partners }) => partners.some(({ partner }) => partner === person.partner));
  }

  /** What this person's partner was asked for in a year; undefined when it wasn't. */
  async asked(person: Person, year: string): Promise<Asked | undefined> {
    const round = await this.context.rounds.find(year);
    return round?.partners.find(({ partner }) => partner === person.partner);
  }

  /** The question, for a fee contact; undefined when nothing is to be answered any more. */
  async ask(person: Person, year: string): Promise<AskView | undefined> {
    const found = await this.#openFor(person, year, isOpen);
    if (!found || !can(person, "fees.answer")) return undefined;
    const { round, asked, state } = found;
    const { partner, name, pence, reason, attended, placements } = asked;
    const { answer, followUp } = state;
    return {
      ...{ year, partner, name, pence, reason, attended, placements, lastYear: yearBefore(year) },
      ...{ dueOn: round.dueOn, isOverdue: this.#isOverdue(round), paysFor: round.paysFor },
      query:
        answer && answer.kind !== "confirmed" && followUp ? { reason: answer.reason, note: followUp.note } : undefined,
    };
  }

  /** What a member of the board is told; undefined when their partner has answered. */
  async board(person: Person, year: string): Promise<BoardView | undefined> {
    const found = await this.#openFor(person, year, isOutstanding);
    if (!found || !person.roles.includes("board-member")) return undefined;
    const { round, asked } = found;
    const contacts = await peopleOf(this.context, "fee-contact", [asked.partner]);
    const names = contacts.map(({ name }) => name);
    const { name, pence } = asked;
    return { year, name, pence, dueOn: round.dueOn, isOverdue: this.#isOverdue(round), contacts: names };
  }

  /** What a coordinator is to follow up in the newest round: partners by what is the matter. */
  async toFollowUp(): Promise<
    { readonly round: Round; readonly waiting: PartnerLine[]; readonly late: PartnerLine[] } | undefined
  > {
    const [round] = await this.context.rounds.all();
    if (!round) return undefined;
    const lines = round.partners.map((asked) => ({
      line: lineOf(round, asked),
      state: stateOf(round.entries, asked.partner),
    }));
    const of = (which: (state: PartnerState) => boolean) =>
      lines.filter(({ state }) => which(state)).map(({ line }) => line);
    return { round, waiting: of(waitsForCoordinator), late: this.#isOverdue(round) ? of(isOutstanding) : [] };
  }

  async #round(round: Round, rounds: readonly Round[]): Promise<RoundView> {
    const { year, sent, dueOn, forecastPence } = round;
    const data = this.context.data.years.find((one) => one.year === year);
    const changes = data
      ? changedSince(round, planOf(data, this.context.partnership.partners))
      : { joined: [], gone: [] };
    const lastYear = lastYearOf(year, rounds, this.context.data, this.context.partnership.partners);
    const waiting = round.partners.filter(({ partner }) => waitsForCoordinator(stateOf(round.entries, partner)));
    return {
      ...figuresOf(round),
      ...{ year, dueOn, forecastPence, sentOn: dateOf(new Date(sent.at)), lastYear },
      ...{ ...changes, waiting: waiting.length },
      unreached: (await unreachedIn(this.context, round)).map(({ name }) => name),
    };
  }

  async #openFor(person: Person, year: string, which: (state: PartnerState) => boolean) {
    const round = await this.context.rounds.find(year);
    const asked = round?.partners.find(({ partner }) => partner === person.partner);
    if (!round || !asked) return undefined;
    const state = stateOf(round.entries, asked.partner);
    return which(state) ? { round, asked, state } : undefined;
  }

  #isOverdue({ dueOn }: Round): boolean {
    return dateOf(this.context.clock.now()) > dueOn;
  }

  async #names(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = keys.filter((key) => key !== ERASED).map(personIdOf);
    const known = await this.context.people.findMany(ids);
    return new Map([...known].map(([key, { name }]) => [key, name]));
  }
}

function lineOf({ entries }: Round, { partner, name, pence }: Asked): PartnerLine {
  const { standing, followUp, invoicedPence, paidPence } = stateOf(entries, partner);
  return { partner, name, pence, standing, isFollowedUp: followUp !== undefined, invoicedPence, paidPence };
}
