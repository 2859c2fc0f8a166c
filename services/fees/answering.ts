import { ExpectedError } from "../kernel/errors.js";
import { type Person, personKey } from "../people/schema.js";
import { can } from "../permissions.js";
import type { Timer } from "../schedule/schema.js";
import { type FeesContext, peopleOf, refuseOthers, roundOf } from "./context.js";
import { askedOf, type Entered, enter, type Meant, seenIn } from "./entry-rules.js";
import { record } from "./recording.js";
import type { Answer, AnswerEntry, Asked, Entry, Round } from "./schema.js";
import { isOpen, stateOf } from "./state-rules.js";
import { campaignsOf, messages, settleTimer, tendTimer } from "./timetable.js";
import { type AnswerSaid, readAnswer, readCorrection } from "./typed-rules.js";
import type { AnswerForm, CorrectionForm, Form } from "./views.js";

/** A card that is on its way is in its chat by then. */
const SETTLE_MS = 10_000;
const EMPTY: Form = { values: {}, errors: {} };

/** Where an answer comes from: the entry that it becomes, and the message whose card shows it already. */
interface Sent {
  readonly entry: string;
  readonly messageId: string | undefined;
}

/** A partner says what it commits itself to. */
export class Answering {
  constructor(private readonly context: FeesContext) {}

  /** Undefined when a colleague has answered already. */
  async form(year: string, kind: Answer, person: Person): Promise<AnswerForm | undefined> {
    const { round, asked } = await this.#own(year, person);
    if (!isOpen(stateOf(round.entries, asked.partner))) return undefined;
    return answerForm(round, asked, kind, this.context.random.id(), EMPTY);
  }

  /** The form again where something needs another look. */
  async answer(year: string, kind: Answer, person: Person, typed: unknown, sent: Sent): Promise<AnswerForm | Entered> {
    const { round, asked } = await this.#own(year, person);
    const read = readAnswer(kind, typed);
    if (!read.said) return answerForm(round, asked, kind, sent.entry, read);
    return this.#enter(round, asked, read.said, person, sent);
  }

  async correctionForm(year: string, partner: string, person: Person): Promise<CorrectionForm> {
    const { round, asked } = await this.#of(year, partner, person);
    const { answer } = stateOf(round.entries, partner);
    if (!answer && !can(person, "fees.plan")) throw noAnswerYet();
    const form = { values: valuesOf(answer), errors: {} };
    return correctionForm(round, asked, { ...form, entry: this.context.random.id() });
  }

  /**
   * A new entry that stands in the place of the answer; the earlier one stays on the record. The form again where
   * another answer came since it was opened (`seen`), and where what it declines is invoiced.
   */
  async correct(
    year: string,
    partner: string,
    person: Person,
    typed: unknown,
    sent: Sent & { readonly seen: string },
  ): Promise<CorrectionForm | "entered"> {
    const { round, asked } = await this.#of(year, partner, person);
    if (stateOf(round.entries, partner).standing === "silent" && !can(person, "fees.plan")) throw noAnswerYet();
    const read = readCorrection(typed);
    const { entry, seen } = sent;
    if (!read.said) return correctionForm(round, asked, { ...read, entry, seen });
    const { anyway, ...said } = read.said;
    const entered = await this.#enter(round, asked, said, person, { ...sent, anyway });
    if (entered === "entered") return entered;
    const now = await roundOf(this.context, year);
    const at = entered === "meanwhile" ? {} : { seen };
    return correctionForm(now, asked, { ...read, ...at, entry, doubt: entered });
  }

  async #enter(round: Round, asked: Asked, said: AnswerSaid, person: Person, sent: Sent & Meant): Promise<Entered> {
    const { rounds, timers, clock } = this.context;
    const { year } = round;
    const { partner, pence } = asked;
    const head = { id: sent.entry, partner, at: clock.now().toISOString(), by: personKey(person) };
    const entry: Entry = said.kind === "confirmed" ? { ...head, ...said, pence } : { ...head, ...said };
    await timers.set(tendTimer(year, partner, clock.now()));
    const entered = await rounds.change(year, (now) => enter(now, entry, sent));
    await record(this.context, year);
    if (entered === "entered") {
      const again = new Date(clock.now().getTime() + SETTLE_MS);
      await timers.soon(settleTimer(year, partner, again));
      await this.#settle(year, partner, (one) => (one === head.by ? { except: sent.messageId } : {}));
    }
    return entered;
  }

  /** The cards that were on their way when it was answered; not those of who answered, who looks at the outcome. */
  async settle({ subject }: Timer): Promise<undefined> {
    const [year = "", partner = ""] = subject.split("|");
    const round = await this.context.rounds.find(year);
    const state = round && stateOf(round.entries, partner);
    if (!state || isOpen(state)) return;
    await this.#settle(year, partner, (one) => (one === state.answer?.by ? undefined : {}));
  }

  /**
   * The cards of the partner's people say that it is answered. `which`: whose, by person key, but for the card of one
   * message.
   */
  async #settle(
    year: string,
    partner: string,
    which: (person: string) => { readonly except?: string | undefined } | undefined,
  ): Promise<void> {
    const { deliveries, report } = this.context;
    const ids = campaignsOf(await roundOf(this.context, year), partner);
    const people = [
      ...(await peopleOf(this.context, "fee-contact", [partner])),
      ...(await peopleOf(this.context, "board-member", [partner])),
    ];
    for (const [key, one] of new Map(people.map((each) => [personKey(each), each]))) {
      const at = which(key);
      if (at) void deliveries.retireFor(one, ids, messages.settled(year), at.except).catch(report);
    }
  }

  #own(year: string, person: Person) {
    return this.#of(year, person.partner, person);
  }

  async #of(year: string, partner: string, person: Person): Promise<{ readonly round: Round; readonly asked: Asked }> {
    refuseOthers(person, partner);
    const round = await roundOf(this.context, year);
    return { round, asked: askedOf(round, partner) };
  }
}

function answerForm(round: Round, asked: Asked, kind: Answer, entry: string, { values, errors }: Form): AnswerForm {
  const { partner, name, pence } = asked;
  return { year: round.year, partner, name, pence, kind, entry, text: round.text.text, values, errors };
}

/** Unless the form was opened on another answer, it is about the one that stands. */
function correctionForm(
  { year, entries }: Round,
  { partner, name, pence }: Asked,
  form: Form & { readonly entry: string; readonly seen?: string; readonly doubt?: Entered },
): CorrectionForm {
  const state = stateOf(entries, partner);
  const { entry, seen = seenIn(state), doubt, values, errors } = form;
  const { standing, invoicedPence, paidPence } = state;
  return {
    ...{ year, partner, name, pence, entry, seen, values, errors, standing, invoicedPence, paidPence },
    ...{ isMeanwhile: doubt === "meanwhile", isInvoiced: doubt === "invoiced" },
  };
}

function noAnswerYet(): ExpectedError {
  return new ExpectedError("not-open", "There is no answer yet that could be corrected. Type fees to answer.");
}

/** What stands now, to begin with. */
function valuesOf(answer: AnswerEntry | undefined): Record<string, string> {
  if (!answer) return {};
  if (answer.kind !== "confirmed") return { answer: answer.kind, reason: answer.reason };
  const { authorisedBy, purchaseOrder = "" } = answer;
  return { answer: "confirmed", authoriser: authorisedBy.name, role: authorisedBy.role, purchaseOrder };
}
