import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import type { FeesContext } from "./context.js";

/** Membership fees: each year paying partners reaffirm, and a person follows up who doesn't. */
export class Fees {
  readonly personalData: readonly PersonalData[] = [];
  readonly purges: readonly Purgeable[] = [];

  constructor(readonly context: FeesContext) {}

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return {};
  }
}
