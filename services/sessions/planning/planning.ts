import type { SessionsContext } from "../context.js";
import { Changing } from "./changing.js";
import { Editing } from "./editing.js";
import { Keeping } from "./keeping.js";
import { Overview } from "./overview.js";

/** Series and their occurrences: the months ahead, themes, moving and calling off. */
export class Planning {
  readonly overview: Overview;
  readonly keeping: Keeping;
  readonly changing: Changing;
  readonly editing: Editing;

  constructor(context: SessionsContext) {
    this.overview = new Overview(context);
    this.keeping = new Keeping(context);
    this.changing = new Changing(context, this.overview);
    this.editing = new Editing(context, this.overview, this.keeping);
  }

  /** Occurrences of the months ahead are there, and follow their series. */
  keepAhead(now: Date): Promise<void> {
    return this.keeping.keepAhead(now);
  }

  /** From now on they are, day by day. */
  start(): Promise<void> {
    return this.keeping.start();
  }
}
