import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import { Answering } from "./answering.js";
import type { FeesContext } from "./context.js";
import { Exporting } from "./exporting.js";
import { Following } from "./following.js";
import { Looking } from "./looking.js";
import { RoundData } from "./personal-data.js";
import { Reminding } from "./reminding.js";
import { Sending } from "./sending.js";
import { KINDS } from "./timetable.js";

/** Membership fees: each year paying partners reaffirm, and a person follows up who doesn't. */
export class Fees {
  readonly sending: Sending;
  readonly looking: Looking;
  readonly answering: Answering;
  readonly following: Following;
  readonly exporting: Exporting;
  readonly personalData: readonly PersonalData[];
  /** Rounds are kept for good. */
  readonly purges: readonly Purgeable[] = [];
  readonly #reminding: Reminding;

  constructor(context: FeesContext) {
    this.sending = new Sending(context);
    this.looking = new Looking(context, this.sending);
    this.answering = new Answering(context);
    this.following = new Following(context);
    this.exporting = new Exporting(context);
    this.#reminding = new Reminding(context);
    this.personalData = [new RoundData(context)];
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.begin]: async ({ subject }) => {
        await this.sending.begin(subject);
        return undefined;
      },
      [KINDS.settle]: (timer) => this.answering.settle(timer),
      [KINDS.tend]: (timer) => this.following.tend(timer),
      [KINDS.remind]: (timer) => this.#reminding.remind(timer),
    };
  }
}
