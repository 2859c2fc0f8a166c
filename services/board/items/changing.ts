import { type Person, personKey } from "../../people/schema.js";
import { type BoardContext, itemOf } from "../context.js";
import { wordingOf } from "../item-rules.js";
import type { Changed } from "../ports.js";
import type { Item } from "../schema.js";
import { ballotOf, tally } from "../tally-rules.js";
import type { FormState, ReasonForm, TextForm } from "../views.js";
import type { Drafting } from "./drafting.js";
import { type Doing, extended, madeSecret, opened, reworded, withdrawn } from "./life-rules.js";
import type { Tending } from "./tending.js";
import { deadlineValues, readExtension, readReason, readText, textValues } from "./typed-rules.js";

/** Within less than a day not everybody sees another wording: nobody is written to in quiet hours. */
const LITTLE_TIME = 24 * 3_600_000;

/** What coordinators do with an item from its opening on. Everybody on its roll is told of each. */
export class Changing {
  constructor(
    private readonly context: BoardContext,
    private readonly drafting: Drafting,
    private readonly tending: Tending,
  ) {}

  /** Opens the draft: from now on the roll, the rule and the wording are as they are. */
  async open(id: string, by: Person): Promise<void> {
    const roll = await this.drafting.roll();
    await this.#change(id, by, (item, doing) => opened(item, roll, doing));
  }

  async wordingForm(id: string): Promise<TextForm> {
    const item = await itemOf(this.context, id);
    return this.#wordingForm(item, { values: textValues(item), errors: {} });
  }

  /** A new wording, on which all are asked again; the form where something needs another look. So all of these. */
  async saveWording(id: string, typed: unknown, by: Person): Promise<TextForm | undefined> {
    const read = readText(typed);
    if (!read.ok) return this.#wordingForm(await itemOf(this.context, id), read);
    await this.#change(id, by, (item, doing) => reworded(item, read.value, doing));
    return undefined;
  }

  async makeSecret(id: string, by: Person): Promise<void> {
    await this.#change(id, by, madeSecret);
  }

  async extensionForm(id: string): Promise<ReasonForm> {
    const item = await itemOf(this.context, id);
    return reasonForm(item, { values: { ...deadlineValues(new Date(item.deadline)) }, errors: {} });
  }

  async extend(id: string, typed: unknown, by: Person): Promise<ReasonForm | undefined> {
    const found = await itemOf(this.context, id);
    const read = readExtension(typed, new Date(found.deadline), this.context.clock.now());
    if (!read.ok) return reasonForm(found, read);
    const { to, reason } = read.value;
    await this.#change(id, by, (item, doing) => extended(item, to, reason, doing));
    return undefined;
  }

  async withdrawalForm(id: string): Promise<ReasonForm> {
    return reasonForm(await itemOf(this.context, id), { values: {}, errors: {} });
  }

  async withdraw(id: string, typed: unknown, by: Person): Promise<ReasonForm | undefined> {
    const read = readReason(typed);
    if (!read.ok) return reasonForm(await itemOf(this.context, id), read);
    await this.#change(id, by, (item, doing) => withdrawn(item, read.value, doing));
    return undefined;
  }

  #wordingForm(item: Item, { values, errors }: FormState): TextForm {
    const at = new Date(item.deadline);
    const isSoon = at.getTime() - this.context.clock.now().getTime() < LITTLE_TIME;
    const closes = { at, isSoon, canExtend: item.extension === undefined };
    return { item: item.id, about: "open", voted: tally(ballotOf(item)).voted, closes, values, errors };
  }

  async #change(id: string, by: Person, rule: (item: Item, doing: Doing) => Changed<Item>): Promise<void> {
    const { items, clock, random } = this.context;
    await this.tending.foresee(id);
    const doing = { act: random.id(), by: personKey(by), now: clock.now() };
    await items.change(id, (item) => rule(item, doing));
    await this.tending.tend(id);
  }
}

function reasonForm(item: Item, { values, errors }: FormState): ReasonForm {
  return { item: item.id, title: wordingOf(item).title, deadline: new Date(item.deadline), values, errors };
}
