import type { KeptTimer, LateTimer, NewTimer, Timer } from "./schema.js";

/** A timer and the version under which it was read. */
export interface SeenTimer {
  readonly timer: KeptTimer;
  readonly version: string;
}

/** What becomes of a timer. */
export interface TimerChange {
  /** Undefined when it is over. */
  readonly next: KeptTimer | undefined;
  /** To be recorded with it. */
  readonly late?: LateTimer | undefined;
}

export interface TimerStore {
  find(id: string): Promise<SeenTimer | undefined>;
  /** Those that wake before that instant, the earliest first, at most so many. Reads no others. */
  wakingBefore(instant: Date, most: number): Promise<SeenTimer[]>;
  /**
   * All of the change or nothing. False when the timer is no longer as it was seen; `seen` undefined means that there
   * was none of that id.
   */
  swap(seen: SeenTimer | undefined, change: TimerChange): Promise<boolean>;
  /** Due at that instant or later, the earliest first. */
  late(since: Date): Promise<LateTimer[]>;
  /** Those due before that instant; returns how many there were. */
  forgetLate(before: Date): Promise<number>;
}

/**
 * Does what is due. Returns the next instant for what recurs, which must be after `now`, and undefined when it is done.
 * May be called again for the same moment: after it threw, or when its process died or took longer than the lease of
 * 30 seconds. So it is short and can be repeated; long work is handed on.
 */
export type Handler = (timer: Timer, now: Date) => Promise<Date | undefined>;

/** When a recurring timer that was too late is due next. */
export type AfterLate = (timer: Timer, now: Date) => Date | undefined;

/** Told of what happens, for figures. */
export interface ScheduleObserver {
  /** `lagMs`: how long after it was due it was begun. */
  ran(kind: string, lagMs: number): void;
  late(kind: string): void;
  failed(kind: string): void;
}

/** What the capabilities use of the schedule. */
export interface Timers {
  /** Replaces the one of the same id; the same again changes nothing. */
  set(timer: NewTimer): Promise<void>;
  /** Only if there is none of that id. */
  ensure(timer: NewTimer): Promise<void>;
  /** Together with what else is asked for under that id. */
  soon(timer: NewTimer): Promise<void>;
  cancel(id: string): Promise<void>;
}
