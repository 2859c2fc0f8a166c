import { ExpectedError } from "../../kernel/errors.js";
import { textOf } from "../../kernel/typed.js";
import { type Person, personKey } from "../../people/schema.js";
import { type BoardContext, itemOf } from "../context.js";
import { wordingOf } from "../item-rules.js";
import type { Changed } from "../ports.js";
import { CHOICES, type Item, type Vote } from "../schema.js";
import { type Pressed, phaseOf } from "./ballot-rules.js";
import { idIn, namesOf } from "./names.js";
import { answer, enter, type Heard, phoneVote, type Word } from "./phone-rules.js";
import { seatOf } from "./seat-rules.js";
import type { Entered, HeardVote, PhoneForm } from "./views.js";

const LONGEST_RECEIVED = 300;

/** Votes that members say by phone: a coordinator enters them, and the member is asked whether that is right. */
export class ByPhone {
  constructor(
    private readonly context: BoardContext,
    /** Changes the ballot, with all that this brings with it. */
    private readonly change: (item: string, rule: (item: Item) => Changed<Pressed>) => Promise<Pressed>,
  ) {}

  /** Members who have their seat now. */
  async form(item: string, typed: unknown = {}): Promise<PhoneForm> {
    const found = await this.#open(item);
    const { title, version } = wordingOf(found);
    const members = (await this.#members(found)).map(({ ref, person, partner }) => ({
      ref,
      title: `${person.name}, ${partner}`,
    }));
    const values = Object.fromEntries(FIELDS.map((field) => [field, textOf(typed, field)]));
    return { item, version, title, isSecret: found.terms.secretUntilClose, members, values, errors: {} };
  }

  /** The form again where something needs another look. */
  async enter(coordinator: Person, item: string, version: number, typed: unknown): Promise<Entered | PhoneForm> {
    const found = await this.#open(item);
    const chosen = (await this.#members(found)).find(({ ref }) => ref === textOf(typed, "member"));
    const choice = CHOICES.find((one) => one === textOf(typed, "choice"));
    const received = textOf(typed, "received");
    const errors = {
      ...(!chosen && { member: "Please choose whose vote it is." }),
      ...(!choice && { choice: "Please choose approve, reject or abstain." }),
      ...(received === "" && { received: "Please say when and how it reached you." }),
      ...(received.length > LONGEST_RECEIVED && { received: `Please keep it to ${LONGEST_RECEIVED} characters.` }),
    };
    if (!chosen || !choice || Object.keys(errors).length > 0) return { ...(await this.form(item, typed)), errors };
    return this.#entered(coordinator, found, { choice, version, member: chosen.person, received });
  }

  /** The vote that was entered for the person, and what they have said of it. */
  async heard(person: Person, item: string, vote: string): Promise<HeardVote> {
    return this.#heard(await itemOf(this.context, item), vote, person);
  }

  async answer(person: Person, item: string, vote: string, word: Word): Promise<HeardVote> {
    const { random, clock } = this.context;
    const id = random.id();
    const said = { vote, word };
    const pressed = await this.change(item, (now) => answer(now, id, personKey(person), said, clock.now()));
    return this.#heard(pressed.item, vote, person);
  }

  async #entered(coordinator: Person, { id: item }: Item, heard: Heard): Promise<Entered> {
    const { random, clock } = this.context;
    const id = random.id();
    const by = personKey(coordinator);
    const pressed = await this.change(item, (now) => enter(now, id, by, heard, clock.now()));
    const { title } = wordingOf(pressed.item);
    if (pressed.isNew) await this.#ask(pressed.item, id, heard.member);
    const { name: member } = heard.member;
    return { title, member, ...(pressed.refusal && { refusal: pressed.refusal }) };
  }

  async #ask({ id: item }: Item, vote: string, member: Person): Promise<void> {
    const { deliveries } = this.context;
    const id = `board-${item}-phone-${vote}`;
    const message = { kind: "board.phone-confirm", subject: `${item}|${vote}` };
    // Its title says neither for whom nor on what: coordinators see it.
    await deliveries.plan(
      { id, title: "Board: a vote by phone, to confirm", message, manner: "asks", discreet: true },
      [member],
    );
    await deliveries.start(id);
  }

  async #open(id: string): Promise<Item> {
    const item = await itemOf(this.context, id);
    if (phaseOf(item, this.context.clock.now()) !== "open") throw notOpen();
    return item;
  }

  /** `ref` is the place on the roll, which is frozen. */
  async #members(item: Item) {
    const places = item.roll.flatMap(({ members, name }, seat) =>
      members.flatMap((key, n) => {
        const id = idIn(key);
        return id ? [{ ref: `${seat}-${n}`, key, id, partner: name }] : [];
      }),
    );
    const people = await this.context.people.findMany(places.map(({ id }) => id));
    return places.flatMap(({ ref, key, partner }) => {
      const person = people.get(key);
      return person && seatOf(item, person)?.as === "member" ? [{ ref, person, partner }] : [];
    });
  }

  async #heard(item: Item, wanted: string, person: Person): Promise<HeardVote> {
    const { id: vote, choice, at, phone } = phoneVote(item, wanted, personKey(person));
    const { title, question } = wordingOf(item);
    const by = phone?.by ?? "";
    const names = await namesOf(this.context, [by]);
    const isOver = phaseOf(item, this.context.clock.now()) !== "open";
    return {
      ...{ item: item.id, vote, title, question, choice, at: new Date(at), enteredBy: names.get(by) },
      ...{ standing: standingOf(phone), isOver, canVote: !isOver && seatOf(item, person) !== undefined },
    };
  }
}

const FIELDS = ["member", "choice", "received"] as const;

function standingOf(phone: Vote["phone"]): HeardVote["standing"] {
  if (phone?.confirmed) return "confirmed";
  if (phone?.contradicted) return "contradicted";
  if (phone?.acknowledged) return "acknowledged";
  return phone?.disputed ? "disputed" : "asked";
}

function notOpen(): ExpectedError {
  return new ExpectedError("not-open", "This vote is over, so no vote can be entered any more.");
}
