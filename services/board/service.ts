import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import type { BoardContext } from "./context.js";
import { Items } from "./items/items.js";
import { MinuteTaking } from "./minutes/minutes.js";
import { Overview } from "./overview.js";
import { BoardData } from "./personal-data.js";
import { Voting } from "./voting/voting.js";

/** Decisions of the Strategic Board, on a record that stands up. */
export class Board {
  readonly overview: Overview;
  readonly items: Items;
  readonly minutes: MinuteTaking;
  readonly voting: Voting;
  readonly personalData: readonly PersonalData[];
  readonly purges: readonly Purgeable[];

  constructor(context: BoardContext) {
    this.overview = new Overview(context);
    this.items = new Items(context);
    this.minutes = new MinuteTaking(context);
    this.voting = new Voting(context, (item) => this.items.closing.closeIfSettled(item));
    this.personalData = [new BoardData(context)];
    this.purges = [];
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return { ...this.items.handlers };
  }
}
