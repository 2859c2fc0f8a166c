import type { Handler } from "../../schedule/ports.js";
import type { BoardContext } from "../context.js";
import type { ItemView } from "../views.js";
import { Changing } from "./changing.js";
import { Closing } from "./closing.js";
import { Drafting } from "./drafting.js";
import { Reminding } from "./reminding.js";
import { Tending } from "./tending.js";
import { KINDS, reminderIn } from "./timetable-rules.js";
import { decidedView, viewOf } from "./viewing.js";

/** Items from the draft to the outcome: what coordinators do, and what happens by itself. */
export class Items {
  readonly drafting: Drafting;
  readonly changing: Changing;
  readonly closing: Closing;
  readonly #reminding: Reminding;
  readonly #tending: Tending;

  constructor(private readonly context: BoardContext) {
    this.#tending = new Tending(context);
    this.#reminding = new Reminding(context);
    this.drafting = new Drafting(context, this.#tending);
    this.changing = new Changing(context, this.drafting, this.#tending);
    this.closing = new Closing(context, this.#tending);
  }

  view(id: string): Promise<ItemView> {
    return viewOf(this.context, id);
  }

  /** Undefined where nothing is there any more. */
  async known(id: string): Promise<ItemView | undefined> {
    return (await this.context.items.find(id)) && this.view(id);
  }

  /** Undefined where nothing was decided. */
  decided(id: string): Promise<ItemView | undefined> {
    return decidedView(this.context, id);
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.close]: ({ subject }) => this.closing.closeWhenDue(subject),
      [KINDS.remind]: async ({ subject }, now) => {
        const { item, days } = reminderIn(subject);
        await this.#reminding.remind(item, days, now);
        return undefined;
      },
      [KINDS.tend]: async ({ subject }) => {
        if (!(await this.context.items.find(subject))) return undefined;
        await this.#tending.tend(subject);
        await this.closing.closeIfSettled(subject);
        return undefined;
      },
    };
  }
}
