import { nextWorkingDay } from "../../calendar/rules.js";
import { addDays, dateOf, instantAt } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { type Person, personKey } from "../../people/schema.js";
import { type BoardContext, itemOf } from "../context.js";
import { wordingOf } from "../item-rules.js";
import type { Item, Seat, Terms } from "../schema.js";
import type { FormState, Preview, RuleForm, TextForm } from "../views.js";
import { offeredAgain, redrafted, worded } from "./life-rules.js";
import { rollOf, usualQuorum } from "./roll-rules.js";
import type { Tending } from "./tending.js";
import { deadlineValues, readDraft, readTerms, termsValues, textValues } from "./typed-rules.js";
import { itemView, seatLines } from "./viewing.js";

/** Items before they are open: only coordinators see them. */
export class Drafting {
  constructor(
    private readonly context: BoardContext,
    private readonly tending: Tending,
  ) {}

  /** The form for an item that is not there yet. */
  newForm(by: Person): TextForm {
    const values = { ...deadlineValues(this.#usualDeadline()), proposer: by.email };
    return { item: this.context.random.id(), about: "new", voted: 0, values, errors: {} };
  }

  async form(id: string): Promise<TextForm> {
    const item = await itemOf(this.context, id);
    const values = {
      ...textValues(item),
      ...deadlineValues(new Date(item.deadline)),
      proposer: await this.#proposerAsTyped(item),
    };
    return { item: id, about: "draft", voted: 0, values, errors: {} };
  }

  /** Makes the draft, or changes it; the form again with a sentence at each field that needs another look. */
  async save(id: string, typed: unknown, by: Person): Promise<TextForm | undefined> {
    const now = this.context.clock.now();
    const read = readDraft(typed, await this.#emails(), now);
    const there = await this.context.items.find(id);
    if (!read.ok) return formOf(id, there ? "draft" : "new", read);
    const { text, proposer, deadline } = read.value;
    const act = { at: now.toISOString(), by: personKey(by) };
    const values = {
      ...{ proposer, deadline: deadline.toISOString() },
      wordings: [worded(text, 1, { by: act.by, now })],
    };
    const terms = there?.terms ?? this.#usualTerms((await this.roll()).length);
    const isNew = !there && (await this.context.items.add(draftOf({ id, created: act, terms, ...values })));
    if (!isNew) await this.#change(id, (item) => redrafted(item, values));
    return undefined;
  }

  async ruleForm(id: string): Promise<RuleForm> {
    const item = await itemOf(this.context, id);
    return this.#ruleForm(item, { values: termsValues(item.terms), errors: {} });
  }

  async saveRule(id: string, typed: unknown): Promise<RuleForm | undefined> {
    const item = await itemOf(this.context, id);
    const read = readTerms(typed, item.terms, (await this.roll()).length);
    if (!read.ok) return this.#ruleForm(item, read);
    await this.#change(id, (now) => redrafted(now, { terms: read.value }));
    return undefined;
  }

  /** How it would be opened now: the partners that may vote, and who may for them. */
  async preview(id: string): Promise<Preview> {
    const item = await itemOf(this.context, id);
    const roll = await this.roll();
    return { item: await itemView(this.context, { ...item, roll }), roll: await seatLines(this.context, roll) };
  }

  /** Takes the draft away; one that is open stays. */
  async discard(id: string): Promise<void> {
    await this.context.items.remove(id, ({ status }) => {
      if (status !== "draft") throw new ExpectedError("not-open", "It is open: withdraw it instead.");
    });
  }

  /** A draft of what lapsed, to be looked at and sent anew; the same one however often it is asked for. */
  async offerAgain(id: string, by: Person): Promise<string> {
    const { items, random, clock } = this.context;
    const doing = { act: random.id(), by: personKey(by), now: clock.now() };
    const fresh = random.id();
    const again = await items.change(id, (item) => offeredAgain(item, fresh, doing));
    const lapsed = await itemOf(this.context, id);
    const { title, question, paper } = wordingOf(lapsed);
    await items.add(
      draftOf({
        ...{ id: again, again: id, created: { at: doing.now.toISOString(), by: doing.by }, terms: lapsed.terms },
        ...{ proposer: lapsed.proposer, deadline: this.#usualDeadline().toISOString() },
        wordings: [worded({ title, question, ...(paper && { paper }) }, 1, doing)],
      }),
    );
    await this.tending.tend(id);
    return again;
  }

  /** As the list of people is now. */
  async roll(): Promise<Seat[]> {
    const { people, partnership, rules } = this.context;
    const selection = {
      cohorts: [],
      partners: [],
      roles: ["board-member" as const, "board-deputy" as const],
      sides: [],
    };
    return rollOf(partnership.partners, await people.select(selection), rules);
  }

  async #change(id: string, rule: (item: Item) => Item): Promise<void> {
    await this.context.items.change(id, (item) => ({ next: rule(item), result: undefined }));
  }

  #usualTerms(seats: number): Terms {
    const { kind, rule, of, abstentionsCountForQuorum, secretUntilClose, closesEarly, interest } = this.context.rules;
    const usual = { kind, rule, of, abstentionsCountForQuorum, secretUntilClose, closesEarly, interest };
    return { ...usual, quorum: usualQuorum(seats, this.context.rules) };
  }

  #usualDeadline(): Date {
    const { rules, clock, partnership } = this.context;
    const { calendar } = quietHoursOf(partnership);
    return instantAt(nextWorkingDay(addDays(dateOf(clock.now()), rules.openDays), calendar), rules.closesAt);
  }

  async #ruleForm(item: Item, state: FormState): Promise<RuleForm> {
    const seats = (await this.roll()).length;
    return { item: item.id, title: wordingOf(item).title, seats, values: state.values, errors: state.errors };
  }

  /** Somebody who is here is shown by the email by which they were named. */
  async #proposerAsTyped({ proposer }: Item): Promise<string> {
    const emails = await this.#emails();
    return [...emails].find(([, key]) => key === proposer)?.[0] ?? proposer;
  }

  async #emails(): Promise<ReadonlyMap<string, string>> {
    const everybody = await this.context.people.select({ cohorts: [], partners: [], roles: [], sides: [] });
    return new Map(everybody.map((person) => [person.email.toLowerCase(), personKey(person)]));
  }
}

function draftOf(
  values: Pick<Item, "id" | "created" | "proposer" | "terms" | "wordings" | "deadline"> & Pick<Partial<Item>, "again">,
): Item {
  return { ...values, status: "draft", roll: [], votes: [], interests: [], acts: [], recorded: {} };
}

function formOf(item: string, about: TextForm["about"], { values, errors }: FormState): TextForm {
  return { item, about, voted: 0, values, errors };
}
