import { dateOf, type LocalDate } from "../kernel/dates.js";
import { type PersonId, personKey, selectionSchema } from "../people/schema.js";
import type { SurveyContext } from "./context.js";
import { type Wave, waveSchema } from "./schema.js";
import type { Sending } from "./sending.js";

/** Somebody's wish to know how something was, from those who were there. */
export interface Evaluation {
  /** The wave's: 32 hex digits. */
  readonly id: string;
  /** An id; figures over time are those of one series. */
  readonly series: string;
  readonly title: string;
  /** A survey's id. */
  readonly definition: string;
  readonly people: readonly PersonId[];
  /** The last day for answers. */
  readonly closesOn: LocalDate;
  /** Who was asked is forgotten when it closes. */
  readonly forget: boolean;
}

/** Waves that nobody plans: for people named one by one, sent at once, without reminders. */
export class Evaluations {
  constructor(
    private readonly context: SurveyContext,
    private readonly sending: Pick<Sending, "resume">,
  ) {}

  /**
   * Sends the survey to these people; the same id again changes nothing, but goes on where it was interrupted.
   * `too-few`: their answers could not be kept apart.
   */
  async ask(evaluation: Evaluation): Promise<"asked" | "too-few" | "no-such-survey"> {
    const { waves } = this.context;
    if (!(await waves.find(evaluation.id))) {
      const wave = await this.#wave(evaluation);
      if (typeof wave === "string") return wave;
      await waves.create(wave);
    }
    await this.sending.resume(evaluation.id);
    return "asked";
  }

  async #wave({ id, series, title, definition: wanted, people, closesOn, forget }: Evaluation) {
    const { definitions, partnership, clock } = this.context;
    const definition = definitions.find((one) => one.id === wanted);
    if (!definition) return "no-such-survey" as const;
    const { group, sensitiveGroup, comments } = partnership.thresholds;
    const thresholds = { group: definition.sensitive ? sensitiveGroup : group, comments };
    const audience = selectionSchema.parse({});
    const keys = new Set(people.map(personKey));
    const active = (await this.context.people.select(audience)).map(personKey).filter((key) => keys.has(key));
    if (definition.anonymity !== "named" && active.length < thresholds.group) return "too-few" as const;
    const now = clock.now();
    const sent: Partial<Wave> = { status: "sending", evaluationOf: series, people: active, forget };
    const days = { opensOn: dateOf(now), closesOn, reminders: [], createdAt: now.toISOString() };
    return waveSchema.parse({ id, title: title.slice(0, 80), definition, audience, thresholds, ...days, ...sent });
  }
}
