import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { BoardContext } from "./context.js";
import { erasedFrom, mentions } from "./erasure-rules.js";
import { wordingOf } from "./item-rules.js";
import { record } from "./recording.js";
import type { Item } from "./schema.js";

/** What leads from a person to the board: votes and interests, their seat, items that they proposed or worked on. */
export class BoardData implements PersonalData {
  readonly kind = "board";

  constructor(private readonly context: BoardContext) {}

  async describe(person: PersonId): Promise<Held> {
    return {
      title: "The Strategic Board",
      count: (await this.#with(person)).length,
      summary: "Items on which you could vote, and how you did, with your comments; items that you proposed or set up.",
      kept: "Kept for good, as the board's record.",
      atErasure: {
        goes: "That it was you, and comments that were not for the minutes. Your partner's vote, the outcome and the minutes stay.",
      },
    };
  }

  /** Their own alone, never a colleague's. */
  async export(person: PersonId): Promise<object[]> {
    const key = personKey(person);
    return (await this.#with(person)).map((item) => ({
      ...{ item: item.id, title: wordingOf(item).title, status: item.status },
      votes: item.votes
        .filter((vote) => vote.person === key)
        .map(({ partner, as, choice, comment, forMinutes, at, version, phone }) => ({
          ...{ partner, as, choice, comment, forMinutes, at, version, byPhone: phone !== undefined },
        })),
      interests: item.interests
        .filter((one) => one.person === key)
        .map(({ partner, at, reason }) => ({ partner, at, reason })),
      isProposer: item.proposer === key,
    }));
  }

  async erase(person: PersonId): Promise<number> {
    const key = personKey(person);
    const found = await this.#with(person);
    for (const { id } of found) {
      // What is on its way to the record still names them: the record is erased last of all.
      await record(this.context, id);
      await this.context.items.change(id, (item) => ({ next: erasedFrom(item, key), result: undefined }));
    }
    return found.length;
  }

  async #with(person: PersonId): Promise<Item[]> {
    const key = personKey(person);
    return (await this.context.items.all()).filter((item) => mentions(item, key));
  }
}
