import type { Act } from "../../services/audit/outbox.js";
import type { RecordedEntry } from "../../services/audit/ports.js";
import { type Doing, madeSecret, opened, reworded } from "../../services/board/items/life-rules.js";
import type { Changed } from "../../services/board/ports.js";
import type { Item } from "../../services/board/schema.js";
import { ballotOf, standing } from "../../services/board/tally-rules.js";
import type { Pressed } from "../../services/board/voting/ballot-rules.js";
import * as interests from "../../services/board/voting/interest-rules.js";
import * as phone from "../../services/board/voting/phone-rules.js";
import { cast, type Given } from "../../services/board/voting/voting-rules.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { anItem } from "../support/board-house.js";

const before = new Date("2026-12-04T16:59:59.999Z");

/** An item on which one thing is done after the other. */
export class Desk {
  #acts = 0;
  readonly #start: Item;

  constructor(public item: Item = anItem()) {
    this.#start = item;
  }

  votes(person: Person, choice: Given["choice"], given: Partial<Given> = {}, at = before): Pressed {
    const whole = { choice, comment: "", forMinutes: false, version: 1, ...given };
    return this.#met(cast(this.item, { id: this.#id(), person }, whole, at));
  }
  declares(person: Person, at = before): Pressed {
    return this.#met(interests.declare(this.item, { id: this.#id(), person }, "My husband bids", at));
  }
  takesBack(person: Person, at = before): Pressed {
    return this.#met(interests.takeBack(this.item, { id: this.#id(), person }, at));
  }
  enters(person: Person, choice: Given["choice"], at = before): Pressed {
    const heard = { choice, version: 1, member: person, received: "Rang at 10:15" };
    return this.#met(phone.enter(this.item, this.#id(), "casey", heard, at));
  }
  says(person: Person, word: phone.Word, at = before): Pressed {
    const byPhone = this.item.votes.filter(({ phone: by }) => by);
    const theirs = byPhone.findLast(({ person: whose }) => whose === personKey(person));
    const vote = (theirs ?? byPhone.at(-1))?.id ?? "";
    return this.#met(phone.answer(this.item, this.#id(), personKey(person), { vote, word }, at));
  }

  /** Another question: votes on the one before count no more. */
  rewords(at = before): void {
    const { title } = this.item.wordings.at(-1) as Item["wordings"][number];
    this.item = reworded(this.item, { title, question: `${this.#acts}?` }, this.#doing(at)).next ?? this.item;
  }
  makesSecret(at = before): void {
    this.item = madeSecret(this.item, this.#doing(at)).next ?? this.item;
  }

  /** What the record has of it, its opening first. */
  get entries(): RecordedEntry[] {
    const draft: Item = { ...this.#start, status: "draft" };
    const { next } = opened(draft, draft.roll, { act: "opened", by: "casey", now: new Date(draft.created.at) });
    return [...(next?.acts ?? []), ...this.item.acts].map((act, n) => entryOf(act, n + 1));
  }

  /** The standing votes, by partner. */
  get of(): Record<string, string> {
    const ballot = ballotOf(this.item);
    return Object.fromEntries([...standing(ballot)].map(([partner, { choice }]) => [partner, choice]));
  }

  #doing(now: Date): Doing {
    return { act: this.#id(), by: "casey", now };
  }
  #id(): string {
    this.#acts += 1;
    return `act-${this.#acts}`;
  }
  #met({ next, result }: Changed<Pressed>): Pressed {
    this.item = next ?? this.item;
    return result;
  }
}

function entryOf({ at, about = {}, said = {}, ...act }: Act, seq: number): RecordedEntry {
  const people = Object.entries(about).map(([part, person]) => [part, { person, name: "", partner: "", roles: [] }]);
  const rest = { subject: "board:item-1", hash: `${seq}`, who: undefined, about: Object.fromEntries(people), said };
  return { ...act, ...rest, seq, at: new Date(at) } as RecordedEntry;
}
