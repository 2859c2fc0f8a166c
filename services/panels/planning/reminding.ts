import { addWorkingDays } from "../../calendar/rules.js";
import { dateOf, endOfDay, instantAt } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Handler } from "../../schedule/ports.js";
import type { NewTimer } from "../../schedule/schema.js";
import { auditSubject, type PanelsContext, roundOf } from "../context.js";
import type { Round } from "../schema.js";
import { KINDS, reviewOfSubject, reviewSubject, timer } from "../timetable.js";
import { ask } from "./asking.js";

/**
 * Reminds whoever has a sheet to hand in. The message is planned for the whole panel and left unsent where there is
 * nothing to remind of: neither the list of messages nor an answer tells whether anybody has not handed in.
 */
export class Reminding {
  constructor(private readonly context: PanelsContext) {}

  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.remind]: async ({ subject }, now) => {
        const round = await this.context.rounds.find(reviewOfSubject(subject).round);
        if (round?.scoresDue && round.status === "open" && now <= endOfDay(round.scoresDue))
          await this.#send(round, "system");
        return undefined;
      },
    };
  }

  /** A coordinator's own reminder; a second one on the same day changes nothing. */
  async remind(id: string, by: Person): Promise<void> {
    const round = await roundOf(this.context, id);
    if (round.status !== "open") throw new ExpectedError("not-open", "Nobody scores in this round just now.");
    await this.#send(round, personKey(by));
  }

  /** Reminders at the moments that are to come, instead of those that were asked for before. */
  async schedule(round: Round): Promise<void> {
    const { timers, clock } = this.context;
    for (const one of this.#timersOf(round)) {
      await (new Date(one.due) > clock.now() ? timers.set(one) : timers.cancel(one.id));
    }
  }

  async stop(round: Round): Promise<void> {
    for (const { id } of this.#timersOf(round)) await this.context.timers.cancel(id);
  }

  #timersOf({ id, rules, scoresDue }: Round): NewTimer[] {
    if (!scoresDue) return [];
    const { partnership } = this.context;
    const { calendar } = quietHoursOf(partnership);
    return rules.remindDaysBefore.map((days, nth) => {
      const day = addWorkingDays(scoresDue, -days, calendar);
      const due = instantAt(day, partnership.scheduledAt);
      return { ...timer(KINDS.remind, reviewSubject(id, nth), due), usefulUntil: endOfDay(scoresDue).toISOString() };
    });
  }

  async #send(round: Round, by: string): Promise<void> {
    const { clock, audit } = this.context;
    const id = `${round.id}.reminder.${dateOf(clock.now())}`;
    const message = { kind: "panels.reminder", subject: round.id };
    const plan = { id, title: `${round.title}: reminder`, message, discreet: true };
    await ask(this.context, round, { ...plan, manner: "reminds" }, round.members);
    // Changes no row that could keep it: whoever asks again is told that it is done, and it is on the record once.
    await audit.record({ id, subject: auditSubject(round.id), event: "panels.reminded", by, details: {} });
  }
}
