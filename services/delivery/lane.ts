import type { Clock } from "../kernel/clock.js";
import type { Pause } from "../kernel/pause.js";
import type { PaceStore } from "./ports.js";

/** A moment to send at, and room to do it in; give it back with `leave` whatever comes of it. */
export interface Slot {
  /** Waits for the moment. False when it was called off; the slot has been left then. */
  moment(signal: AbortSignal): Promise<boolean>;
  leave(): void;
}

export interface LaneNeeds {
  readonly paces: PaceStore;
  readonly clock: Clock;
  readonly pause: Pause;
  /** Sends under way at a time into this tenant. */
  readonly width: number;
  /** At least between two sends. */
  readonly spacingMs: number;
}

/** Slots given to one who asks before the next gets some: so nobody waits behind a crowd. */
const AT_A_TIME = 8;

interface Request {
  readonly wanted: number;
  readonly signal: AbortSignal;
  give(slots: readonly Slot[]): void;
  fail(error: unknown): void;
}

/** This process's way into one tenant: whoever sends there takes slots in turn, at the pace of all processes. */
export class Lane {
  #inside = 0;
  #quietUntil = 0;
  /** When the last one left, or will: whoever is late makes no crowd with those who come after. */
  #leavesAt = 0;
  #moments: number[] = [];
  #pumping = false;
  readonly #requests: Request[] = [];
  /** Whoever waits for somebody to leave; the pump is the only one. */
  #wake: (() => void) | undefined;

  constructor(
    private readonly tenantId: string,
    private readonly needs: LaneNeeds,
  ) {}

  /** One to `wanted` slots, as soon as it is one's turn; none when `signal` is aborted meanwhile. */
  take(wanted: number, signal: AbortSignal): Promise<readonly Slot[]> {
    return new Promise((resolve, reject) => {
      this.#requests.push({ wanted, signal, give: resolve, fail: reject });
      void this.#pump();
    });
  }

  /** Teams said 429: nothing leaves until it allows, from any process. */
  async slowDown(afterMs: number | undefined): Promise<void> {
    const now = this.needs.clock.now().getTime();
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
    while (!signal.aborted) {
      if (this.#inside >= this.needs.width) {
        await this.#someoneLeaves(signal);
        continue;
      }
      if (!(await this.#hasMoments(wanted, signal))) continue;
      const room = Math.min(wanted, AT_A_TIME, this.needs.width - this.#inside);
      return this.#moments.splice(0, room).map((at) => this.#slotAt(at));
    }
    return [];
  }

  /** Reserves for all who are waiting at once, so that a reservation serves many sends. */
  async #hasMoments(wanted: number, signal: AbortSignal): Promise<boolean> {
    if (this.#moments.length > 0) return true;
    const { paces, clock, pause, width } = this.needs;
    const others = this.#requests.reduce((sum, request) => sum + request.wanted, 0);
    const now = clock.now().getTime();
    const { slots, askAt, quietUntil } = await paces.reserve(this.tenantId, Math.min(wanted + others, width), now);
    this.#quietUntil = Math.max(this.#quietUntil, quietUntil);
    this.#moments = [...slots];
    if (slots.length === 0) await pause(Math.max(1, askAt - now), signal);
    return slots.length > 0;
  }

  #slotAt(at: number): Slot {
    this.#inside += 1;
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      this.#inside -= 1;
      this.#wake?.();
    };
    const moment = async (signal: AbortSignal) => {
      const { clock, pause, spacingMs } = this.needs;
      const now = clock.now().getTime();
      const leaves = Math.max(at, now, this.#leavesAt + spacingMs);
      this.#leavesAt = leaves;
      // Asked again after waiting: Teams may have asked for silence meanwhile.
      for (;;) {
        const wait = Math.max(leaves, this.#quietUntil) - clock.now().getTime();
        if (wait <= 0 || signal.aborted) break;
        await pause(wait, signal);
      }
      if (signal.aborted) leave();
      return !signal.aborted;
    };
    return { moment, leave };
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
