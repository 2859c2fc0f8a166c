import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import type { BoardContext } from "./context.js";
import { Items } from "./items/items.js";
import { Voting } from "./voting/voting.js";

/** Decisions of the Strategic Board, on a record that stands up. */
export class Board {
  readonly items: Items;
  readonly voting: Voting;
  readonly personalData: readonly PersonalData[];
  readonly purges: readonly Purgeable[];

  constructor(context: BoardContext) {
    this.items = new Items(context);
    this.voting = new Voting(context);
    this.personalData = [];
    this.purges = [];
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return { ...this.items.handlers };
  }
}
