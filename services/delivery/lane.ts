import type { Clock } from "../kernel/clock.js";
import type { Pause } from "../kernel/pause.js";
import type { Randomness } from "../kernel/random.js";
import { Breaker } from "./breaker.js";
import { HORIZON_MS } from "./pace.js";
import type { PaceStore } from "./ports.js";

/** A moment to send at, and room to do it in; give it back with `leave` whatever comes of it. */
export interface Slot {
  /** Waits for the moment. False when it was called off; the slot has been left then. */
  moment(signal: AbortSignal): Promise<boolean>;
  /** What came of it: `isTrouble` where there was no proper answer. */
  answered(isTrouble: boolean): void;
  leave(): void;
}

export interface LaneNeeds {
  readonly paces: PaceStore;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly random: Randomness;
  /** Sends under way at a time into this tenant. */
  readonly width: number;
  /** At least between two sends. */
  readonly spacingMs: number;
}

/** Slots given to one who asks before the next gets some: so nobody waits behind a crowd. */
const AT_A_TIME = 8;
/** A moment is used so much later at most. */
const LATE_MS = HORIZON_MS / 4;

interface Request {
  readonly wanted: number;
  readonly signal: AbortSignal;
  give(slots: readonly Slot[]): void;
  fail(error: unknown): void;
}

/** This process's way into one tenant: whoever sends there takes slots in turn, at the pace of all processes. */
export class Lane {
  readonly #breaker: Breaker;
  #inside = 0;
  #quietUntil = 0;
  /** When the last one left, or will: whoever is late makes no crowd with those who come after. */
  #leavesAt = 0;
  #moments: number[] = [];
  #pumping = false;
  /** Those who wait for another moment, since theirs fell into a silence. */
  #heldBack = 0;
  #lastHeldBack: Promise<unknown> = Promise.resolve();
  readonly #requests: Request[] = [];
  /** Whoever waits for somebody to leave; the pump is the only one. */
  #wake: (() => void) | undefined;

  constructor(
    private readonly tenantId: string,
    private readonly needs: LaneNeeds,
  ) {
    this.#breaker = new Breaker(needs.clock, needs.random);
  }

  /** How long nothing is let through, in ms, since nothing gets through; 0 usually. */
  get restMs(): number {
    return this.#breaker.restMs;
  }

  /** One to `wanted` slots, as soon as it is one's turn; none when `signal` is aborted meanwhile, or at a rest. */
  take(wanted: number, signal: AbortSignal): Promise<readonly Slot[]> {
    return new Promise((resolve, reject) => {
      this.#requests.push({ wanted, signal, give: resolve, fail: reject });
      void this.#pump();
    });
  }

  /** Teams said 429: nothing leaves until it allows, from any process. */
  async slowDown(afterMs: number | undefined): Promise<void> {
    const now = this.#now();
    const asked = now + (afterMs ?? 0);
    this.#quietUntil = Math.max(this.#quietUntil, asked);
    this.#moments = [];
    this.#quietUntil = Math.max(this.#quietUntil, await this.needs.paces.slowDown(this.tenantId, now, afterMs));
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let next = this.#requests.shift(); next; next = this.#requests.shift()) {
      try {
        next.give(await this.#slotsFor(next));
      } catch (error) {
        next.fail(error);
      }
    }
    this.#pumping = false;
  }

  async #slotsFor({ wanted, signal }: Request): Promise<readonly Slot[]> {
    while (!signal.aborted && this.#breaker.restMs === 0) {
      if (this.#inside >= this.needs.width) {
        await this.#someoneLeaves(signal);
        continue;
      }
      if (!(await this.#hasMoments(wanted, signal))) continue;
      const most = this.#breaker.isShut ? 1 : Math.min(wanted, AT_A_TIME);
      const room = Math.min(most, this.needs.width - this.#inside);
      const moments = this.#moments.splice(0, room);
      // Whoever was held back by a silence may have taken them meanwhile.
      if (moments.length > 0) return moments.map((at) => this.#slotAt(at));
    }
    return [];
  }

  /** Reserves for all who are waiting at once, so that a reservation serves many sends. */
  async #hasMoments(wanted: number, signal: AbortSignal): Promise<boolean> {
    const now = this.#now();
    // What nobody used in time is lost: used later, it would come on top of what others have now.
    this.#moments = this.#moments.filter((at) => at > now - LATE_MS);
    if (this.#moments.length > 0) return true;
    const { paces, pause, width } = this.needs;
    const others = this.#requests.reduce((sum, request) => sum + request.wanted, 0);
    const { slots, askAt, quietUntil } = await paces.reserve(this.tenantId, Math.min(wanted + others, width), now);
    this.#quietUntil = Math.max(this.#quietUntil, quietUntil);
    this.#moments.push(...slots);
    if (slots.length === 0) await pause(Math.max(1, askAt - now), signal);
    return slots.length > 0;
  }

  #slotAt(at: number): Slot {
    const breaker = this.#breaker;
    const isProbe = breaker.isShut;
    if (isProbe) breaker.beginProbe();
    this.#inside += 1;
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      if (isProbe) breaker.endProbe();
      this.#inside -= 1;
      this.#wake?.();
    };
    const moment = async (signal: AbortSignal) => {
      do {
        await this.#reach(at, signal);
        await this.#keepDistance(signal);
        // Teams may have asked for silence meanwhile.
      } while (this.#now() < this.#quietUntil && !signal.aborted);
      const isOff = signal.aborted || (breaker.isShut && !isProbe);
      if (isOff) leave();
      return !isOff;
    };
    const answered = (isTrouble: boolean) => (isTrouble ? breaker.troubled() : breaker.worked());
    return { moment, answered, leave };
  }

  /** Waits for a moment; for another one after the silence, when it falls into one that Teams asked for meanwhile. */
  async #reach(moment: number, signal: AbortSignal): Promise<void> {
    for (let at = moment; !signal.aborted; ) {
      const wait = Math.max(at, this.#quietUntil) - this.#now();
      const isInSilence = at < this.#quietUntil;
      if (wait <= 0 && !isInSilence) return;
      if (wait > 0) await this.needs.pause(wait, signal);
      else at = await this.#another(signal);
    }
  }

  async #keepDistance(signal: AbortSignal): Promise<void> {
    const now = this.#now();
    const leaves = Math.max(now, this.#leavesAt + this.needs.spacingMs);
    this.#leavesAt = leaves;
    if (leaves > now) await this.needs.pause(leaves - now, signal);
  }

  /** One after the other, so that a reservation serves all whom a silence held back. */
  #another(signal: AbortSignal): Promise<number> {
    this.#heldBack += 1;
    const next = this.#lastHeldBack.then(async () => {
      try {
        while (!signal.aborted) {
          if (!(await this.#hasMoments(this.#heldBack, signal))) continue;
          const at = this.#moments.shift();
          if (at !== undefined) return at;
        }
      } catch {
        // Storage doesn't answer: the silence is over, and whoever asks for new slots is told.
      } finally {
        this.#heldBack -= 1;
      }
      return this.#quietUntil;
    });
    this.#lastHeldBack = next;
    return next;
  }

  #now(): number {
    return this.needs.clock.now().getTime();
  }

  /** Or `signal` is aborted. */
  async #someoneLeaves(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = withResolvers();
    this.#wake = resolve;
    signal.addEventListener("abort", resolve);
    await promise;
    signal.removeEventListener("abort", resolve);
    this.#wake = undefined;
  }
}

/** As `Promise.withResolvers`, which Node has from version 22 on. */
function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
