import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import type { PanelsContext } from "./context.js";
import { FeedbackToAgencies } from "./feedback/feedback.js";
import { LearningFromRounds } from "./learning/learning.js";
import { Moderation } from "./moderation/moderation.js";
import { Overview } from "./overview.js";
import { PanelData } from "./personal-data.js";
import { Planning } from "./planning/planning.js";
import { panelsPurge } from "./retention.js";
import { Scoring } from "./scoring/scoring.js";

/** Placement QA panels: fair samples, scores alone first, feedback that reaches people. */
export class Panels {
  readonly overview: Overview;
  readonly planning: Planning;
  readonly scoring: Scoring;
  readonly moderation: Moderation;
  readonly feedback: FeedbackToAgencies;
  readonly learning: LearningFromRounds;
  readonly personalData: readonly PersonalData[];
  readonly purges: readonly Purgeable[];

  constructor(context: PanelsContext) {
    this.overview = new Overview(context);
    this.planning = new Planning(context);
    this.scoring = new Scoring(context, this.planning);
    this.moderation = new Moderation(context);
    this.feedback = new FeedbackToAgencies(context);
    this.learning = new LearningFromRounds(context);
    this.personalData = [new PanelData(context, this.planning)];
    this.purges = [panelsPurge(context)];
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return { ...this.planning.handlers, ...this.feedback.handlers };
  }
}
