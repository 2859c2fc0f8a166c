import type { Clock } from "../kernel/clock.js";
import type { Randomness } from "../kernel/random.js";

/** So many tries in a row that got no proper answer mean that nothing gets through. */
const TROUBLES = 6;
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 30_000;

/**
 * Keeps deliveries from being used up on a tenant, or a Teams, that is down: after some troubles in a row one probe at a
 * time is let through, ever more rarely, until one gets an answer.
 */
export class Breaker {
  #troubles = 0;
  #restUntil = 0;
  #isProbing = false;

  constructor(
    private readonly clock: Clock,
    private readonly random: Randomness,
  ) {}

  /** Nothing but a probe is let through. */
  get isShut(): boolean {
    return this.#troubles >= TROUBLES;
  }

  /** How long until something can be let through, in ms; 0: now. */
  get restMs(): number {
    if (!this.isShut) return 0;
    const left = Math.max(0, this.#restUntil - this.clock.now().getTime());
    return this.#isProbing ? Math.max(left, FIRST_REST_MS) : left;
  }

  /** One may try whether it is over. */
  beginProbe(): void {
    this.#isProbing = true;
  }

  /** The probe was called off, or has its answer. */
  endProbe(): void {
    this.#isProbing = false;
  }

  worked(): void {
    this.#troubles = 0;
  }

  /** What was under way when it shut tells nothing new. */
  troubled(): void {
    if (this.isShut && !this.#isProbing) return;
    this.#troubles += 1;
    const rests = Math.min(this.#troubles - TROUBLES, 10);
    const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.max(0, rests));
    this.#restUntil = this.clock.now().getTime() + rest / 2 + this.random.below(rest / 2 + 1);
  }
}
