import { isWorkingDay, nextDaily } from "../../calendar/rules.js";
import { dateOf } from "../../kernel/dates.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import type { Handler } from "../../schedule/ports.js";
import { headOf } from "../attendance/access.js";
import { allSeries, type SessionsContext } from "../context.js";
import type { Lead, Session } from "../schema.js";
import { isCalledOff, startOf } from "../times-rules.js";
import { KINDS } from "../timetable.js";
import { Answers } from "./answers.js";
import { Asking } from "./asking.js";
import { ahead, peopleByEmail, sessionsIn } from "./facilitators.js";
import { gapOf } from "./rota-rules.js";
import type { GapLine, GapsView } from "./views.js";

/** Daily, at the partnership's `scheduledAt`. */
const ROTA = "sessions.rota";
/** Coordinators see what is missing this long ahead. */
const GAPS_MS = 21 * 24 * 3_600_000;

/** Who leads: asked in turn. */
export class Rota {
  readonly answers: Answers;
  readonly #asking: Asking;

  constructor(private readonly context: SessionsContext) {
    this.#asking = new Asking(context);
    this.answers = new Answers(context, this.#asking);
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [ROTA]: (_, now) => this.#daily(now),
      [KINDS.ask]: async ({ subject }, now) => {
        await this.keepAsking(now, subject);
        return undefined;
      },
    };
  }

  /** Sees to it that people are asked day by day, for the first time at once. */
  async start(): Promise<void> {
    const { timers, clock } = this.context;
    const due = clock.now().toISOString();
    await timers.ensure({ id: ROTA, kind: ROTA, subject: "", due });
  }

  /** Asks whose turn it is; see {@link Asking.keepAsking}. */
  keepAsking(now: Date, onlyOccurrence?: string): Promise<void> {
    return this.#asking.keepAsking(now, onlyOccurrence);
  }

  /** Sessions of the next three weeks that too few people lead, and whom the rotas name in vain. */
  async gaps(now: Date): Promise<GapsView> {
    return { gaps: await this.gapLines(now), unknown: await this.#unknown() };
  }

  async gapLines(now: Date): Promise<GapLine[]> {
    const until = now.getTime() + GAPS_MS;
    const gaps = sessionsIn(await ahead(this.context, now)).filter(({ occurrence, session }) => {
      const start = startOf(session).getTime();
      const isNear = start > now.getTime() && start <= until;
      return isNear && occurrence.status !== "closed" && !isCalledOff(session) && gapOf(occurrence, session) > 0;
    });
    return gaps.map((place) => ({
      ...headOf(place),
      missing: gapOf(place.occurrence, place.session),
      ...countsOf(place.session),
    }));
  }

  async #unknown(): Promise<GapsView["unknown"]> {
    const byEmail = await peopleByEmail(this.context);
    return (await allSeries(this.context)).flatMap(({ title, rota }) =>
      (rota?.facilitators ?? [])
        .filter((email) => !byEmail.has(email.toLowerCase()))
        .map((email) => ({ email, series: title })),
    );
  }

  /** On working days: nobody is asked on others. */
  async #daily(now: Date): Promise<Date> {
    const { partnership } = this.context;
    if (isWorkingDay(dateOf(now), quietHoursOf(partnership).calendar)) await this.keepAsking(now);
    return nextDaily(partnership.scheduledAt, now);
  }
}

function countsOf({ leads }: Session): Pick<GapLine, "asked" | "passed"> {
  const count = (wanted: Lead["state"]) => leads.filter(({ state }) => state === wanted).length;
  return { asked: count("asked"), passed: count("passed") };
}
