import type { Pause } from "../kernel/pause.js";
import { Alarm } from "./alarm.js";
import { changeTimer } from "./change.js";
import { Handling, type HandlingNeeds } from "./handling.js";
import type { AfterLate, Handler, SeenTimer, TimerChange } from "./ports.js";
import * as rules from "./rules.js";
import { type KeptTimer, type LateTimer, type NewTimer, timerSchema } from "./schema.js";

/** The longest sleep: what another process asked for is seen by then. In milliseconds. */
const LONGEST_SLEEP = 1000;
const AFTER_FAILURE = 5000;
/** Handled at once by one process. */
const TOGETHER = 16;
/** Of one kind: what waits for something slow leaves room for the others. */
const OF_A_KIND = 8;
const LOOKED_AT = 100;

export interface ScheduleNeeds extends HandlingNeeds {
  readonly pause: Pause;
}

interface Look {
  readonly begun: number;
  /** When to look again, in milliseconds since 1970. */
  readonly next: number;
}

/**
 * Does things when they are due, each by one of all processes. What was missed while none ran is caught up once, or
 * recorded as too late. What failed, or was interrupted, is tried again.
 *
 * @example
 * schedule.on("sessions.remind", async ({ subject }) => void (await remind(subject)));
 * await schedule.set({ id: `remind|${session.id}`, kind: "sessions.remind", subject: session.id, due, usefulUntil });
 */
export class Schedule {
  readonly #handling: Handling;
  readonly #alarm: Alarm;
  readonly #underWay = new Map<string, { readonly kind: string; readonly work: Promise<void> }>();
  #running: Promise<void> | undefined;
  #stopping = false;

  constructor(private readonly needs: ScheduleNeeds) {
    this.#handling = new Handling(needs);
    this.#alarm = new Alarm(needs.clock, needs.pause);
  }

  /**
   * Who handles timers of that kind, in every process, before `start`. `afterLate` is for kinds that recur and have an
   * end of their usefulness: without it a moment found too late is the last.
   */
  on(kind: string, handler: Handler, afterLate?: AfterLate): void {
    this.#handling.on(kind, handler, afterLate);
  }

  /** Due then and not at any time asked for before. The same asked again changes nothing. */
  set(timer: NewTimer): Promise<void> {
    return this.#change(timer, rules.set);
  }

  /** Only if there is none of that id. */
  ensure(timer: NewTimer): Promise<void> {
    return this.#change(timer, rules.ensure);
  }

  /**
   * Due then at the latest, for what may be done together. While it is being handled: then, once more. One that failed
   * keeps the wait until its next try.
   */
  soon(timer: NewTimer): Promise<void> {
    return this.#change(timer, rules.soon);
  }

  /** Not due any more. A handler that is at it ends, and no next moment follows. */
  async cancel(id: string): Promise<void> {
    await changeTimer(this.needs.store, id, rules.cancel);
  }

  /** What was due at that instant or later and was found too late, the earliest first. */
  late(since: Date): Promise<LateTimer[]> {
    return this.needs.store.late(since);
  }

  /** Handles all that is due, and resolves when that is done. Throws what storage throws. */
  async runDue(now?: Date): Promise<void> {
    let begun: number;
    do {
      ({ begun } = await this.#look(now));
      await this.#settled();
    } while (begun > 0);
  }

  /** Handles what is due when it is due, until stopped. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Begins nothing new; resolves when the handlers under way have ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
    await this.#settled();
  }

  /** Looks now. Timers set by this process need no call. */
  wake(): void {
    this.#alarm.note(0);
  }

  async #change(
    asked: NewTimer,
    rule: (found: KeptTimer | undefined, asked: NewTimer) => TimerChange | undefined,
  ): Promise<void> {
    const { attempts: _, ...timer } = timerSchema.parse({ ...asked, attempts: 0 });
    this.#note(await changeTimer(this.needs.store, timer.id, (found) => rule(found, timer)));
  }

  #note(timer: KeptTimer | undefined): void {
    if (timer) this.#alarm.note(Date.parse(timer.wakes));
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#alarm.forget();
      await this.#alarm.sleepUntil(await this.#lookOrReport());
    }
  }

  async #lookOrReport(): Promise<number> {
    try {
      return (await this.#look()).next;
    } catch (error) {
      this.needs.report(error);
      return this.needs.clock.now().getTime() + AFTER_FAILURE;
    }
  }

  /** Begins what is due, a few at once. Also sees what will be due within the longest sleep. */
  async #look(fixed?: Date): Promise<Look> {
    const now = this.#now(fixed).getTime();
    const seen = await this.needs.store.wakingBefore(new Date(now + LONGEST_SLEEP), LOOKED_AT);
    const due = seen.filter(({ timer }) => Date.parse(timer.wakes) <= now && !this.#underWay.has(timer.id));
    const begun = await this.#beginAll(due, fixed);
    const wakes = seen.map(({ timer }) => Date.parse(timer.wakes)).find((instant) => instant > now);
    return { begun, next: begun > 0 ? now : (wakes ?? now + LONGEST_SLEEP) };
  }

  /** Returns how many were begun, once there was a place for each. */
  async #beginAll(due: readonly SeenTimer[], fixed: Date | undefined): Promise<number> {
    let begun = 0;
    for (const one of due) {
      while (this.#underWay.size >= TOGETHER) await Promise.race(this.#works());
      if (this.#stopping) break;
      if (this.#ofKind(one.timer.kind) >= OF_A_KIND) continue;
      this.#begin(one, this.#now(fixed));
      begun += 1;
    }
    return begun;
  }

  #begin(seen: SeenTimer, now: Date): void {
    const { id, kind } = seen.timer;
    const work = this.#handling.handle(seen, now).then((timer) => {
      this.#underWay.delete(id);
      this.#note(timer);
    });
    this.#underWay.set(id, { kind, work });
  }

  #works(): Promise<void>[] {
    return [...this.#underWay.values()].map(({ work }) => work);
  }

  #ofKind(kind: string): number {
    return [...this.#underWay.values()].filter((one) => one.kind === kind).length;
  }

  #now(fixed: Date | undefined): Date {
    return fixed ?? this.needs.clock.now();
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#works());
  }
}
