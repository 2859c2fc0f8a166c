import type { Clock } from "../kernel/clock.js";
import type { Pause } from "../kernel/pause.js";
import type { Randomness } from "../kernel/random.js";
import type { LiveAddresses, LiveCardStore, LiveMessenger, LivePeople, LiveTimers, LiveViews } from "./ports.js";

export interface LiveCardsNeeds {
  readonly store: LiveCardStore;
  readonly timers: LiveTimers;
  readonly views: LiveViews;
  readonly messenger: LiveMessenger;
  readonly addresses: LiveAddresses;
  readonly people: LivePeople;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly random: Randomness;
  /** Told of what failed in the background. */
  readonly report: (error: unknown) => void;
}
