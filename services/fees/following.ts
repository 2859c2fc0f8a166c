import { dateOf } from "../kernel/dates.js";
import { type Person, personKey } from "../people/schema.js";
import type { Timer } from "../schedule/schema.js";
import { type FeesContext, peopleOf, roundOf } from "./context.js";
import { askedOf, type Entered, enter } from "./entry-rules.js";
import { record } from "./recording.js";
import type { Entry } from "./schema.js";
import { isOpen, stateOf } from "./state-rules.js";
import { campaigns, messages, tendTimer } from "./timetable.js";
import { type Read, readMoney, readNote, readReversal } from "./typed-rules.js";
import type { FollowForm, FollowKind, Form } from "./views.js";

const DAY_MS = 24 * 3_600_000;
const PAID = "It is paid, wholly or in part: take back the payment first.";

/** What an entry says, but for who wrote it, when and about whom. */
type Said = Omit<Extract<Entry, { kind: FollowKind }>, "id" | "partner" | "at" | "by">;

/** What a coordinator writes down about a partner: that its query is answered, invoices, payments, and slips of the pen. */
export class Following {
  constructor(private readonly context: FeesContext) {}

  async form(year: string, partner: string, kind: FollowKind): Promise<FollowForm> {
    const begin = kind === "invoiced" || kind === "paid" ? { on: dateOf(this.context.clock.now()) } : {};
    return this.#form({ year, partner, kind, entry: this.context.random.id() }, { values: begin, errors: {} });
  }

  /** The form again where something needs another look; undefined when it is written down. */
  async save(
    at: { readonly year: string; readonly partner: string; readonly kind: FollowKind; readonly entry: string },
    person: Person,
    typed: unknown,
  ): Promise<FollowForm | undefined> {
    const { year, partner, kind, entry } = at;
    const { said, anyway, ...form } = await this.#read(at, typed);
    if (!said) return this.#form(at, form);
    const head = { id: entry, partner, at: this.context.clock.now().toISOString(), by: personKey(person) };
    const entered = await this.#enter(year, { ...head, ...said } as Entry, anyway);
    if (entered === "over") return this.#form(at, form, true);
    if (entered === "below") return this.#form(at, { ...form, errors: { of: PAID } });
    if (kind === "answered") await this.#tellPartner(year, partner, entry);
    return undefined;
  }

  async #read(
    { year, partner, kind }: { readonly year: string; readonly partner: string; readonly kind: FollowKind },
    typed: unknown,
  ): Promise<Read<Said> & { readonly anyway: boolean }> {
    switch (kind) {
      case "answered":
        return { ...of(readNote(typed), (said) => ({ kind, note: said.note })), anyway: false };
      case "invoiced":
      case "paid": {
        const read = readMoney(typed, dateOf(this.context.clock.now()));
        const anyway = read.said?.anyway ?? false;
        return { ...of(read, ({ pence, on }) => ({ kind, pence, on })), anyway };
      }
      case "reversed": {
        const { entries } = await roundOf(this.context, year);
        const ids = entries.filter((one) => one.partner === partner).map(({ id }) => id);
        return { ...of(readReversal(typed, ids), (said) => ({ kind, ...said })), anyway: false };
      }
    }
  }

  async #enter(year: string, entry: Entry, anyway: boolean): Promise<Entered> {
    const { rounds, timers, clock } = this.context;
    await timers.set(tendTimer(year, entry.partner, clock.now()));
    const entered = await rounds.change(year, (round) => enter(round, entry, { anyway }));
    await record(this.context, year);
    return entered;
  }

  /** Makes up for what a process left that died after it had written something down. Can be repeated. */
  async tend({ subject }: Timer): Promise<undefined> {
    const [year = "", partner = ""] = subject.split("|");
    await record(this.context, year);
    const round = await this.context.rounds.find(year);
    const state = round && stateOf(round.entries, partner);
    if (!state?.followUp || !isOpen(state)) return;
    // Of long ago it was told, and may be forgotten by now.
    const since = this.context.clock.now().getTime() - DAY_MS;
    if (Date.parse(state.followUp.at) > since) await this.#tellPartner(year, partner, state.followUp.id);
  }

  async #form(
    at: { readonly year: string; readonly partner: string; readonly kind: FollowKind; readonly entry: string },
    { values, errors }: Form,
    isOver = false,
  ): Promise<FollowForm> {
    const round = await roundOf(this.context, at.year);
    const { name, pence } = askedOf(round, at.partner);
    const { answer, invoicedPence, paidPence, money } = stateOf(round.entries, at.partner);
    const reason = answer && answer.kind !== "confirmed" ? answer.reason : undefined;
    const { year, partner, kind, entry } = at;
    const head = { year, partner, kind, entry };
    return { ...head, name, pence, invoicedPence, paidPence, money, reason, values, errors, isOver };
  }

  /** The question comes again, with what was said to theirs. */
  async #tellPartner(year: string, partner: string, entry: string): Promise<void> {
    const { deliveries } = this.context;
    const id = campaigns.answered(year, entry);
    const title = `Membership fees ${year}: a query is answered`;
    const to = await peopleOf(this.context, "fee-contact", [partner]);
    await deliveries.plan({ id, title, message: messages.ask(year), manner: "asks" }, to);
    await deliveries.start(id);
  }
}

function of<From>({ values, errors, said }: Read<From>, to: (said: From) => Said): Read<Said> {
  return { values, errors, said: said && to(said) };
}
