import type { Handler } from "../../schedule/ports.js";
import type { PanelsContext } from "../context.js";
import type { Round } from "../schema.js";
import { Choosing } from "./choosing.js";
import { Drawing } from "./drawing.js";
import { Following } from "./following.js";
import { Framing } from "./framing.js";
import { type Given, Giving } from "./giving.js";
import { Late } from "./late.js";
import { Opening } from "./opening.js";
import { Reminding } from "./reminding.js";
import { Starting } from "./starting.js";
import { Turns } from "./turns.js";

/** Setting up a round, drawing and giving out its sample, sending it, and seeing it through. */
export class Planning {
  readonly starting: Starting;
  readonly framing: Framing;
  readonly choosing: Choosing;
  readonly drawing: Drawing;
  readonly opening: Opening;
  readonly reminding: Reminding;
  readonly giving: Giving;
  readonly late: Late;
  readonly following: Following;
  readonly turns: Turns;

  constructor(context: PanelsContext) {
    this.reminding = new Reminding(context);
    this.giving = new Giving(context);
    this.drawing = new Drawing(context);
    this.framing = new Framing(context);
    this.turns = new Turns(context);
    this.starting = new Starting(context, this.reminding);
    this.choosing = new Choosing(context, this.drawing, this.giving);
    this.opening = new Opening(context, this.drawing, this.reminding);
    this.late = new Late(context, this.framing, this.drawing, this.giving);
    this.following = new Following(context, this.drawing);
  }

  /** Fills the places of one report that a conflict has left free; see {@link Giving.reallocate}. */
  reallocate(round: Round, no: number): Promise<Given> {
    return this.giving.reallocate(round, no);
  }

  /** See {@link Giving.seeTo}. */
  seeTo(round: string): Promise<void> {
    return this.giving.seeTo(round);
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return { ...this.reminding.handlers, ...this.opening.handlers, ...this.giving.handlers };
  }
}
