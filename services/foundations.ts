import type { ChainedAudit } from "./audit/ports.js";
import type { Deliveries } from "./delivery/ports.js";
import type { Files } from "./files/service.js";
import type { Clock } from "./kernel/clock.js";
import type { Randomness } from "./kernel/random.js";
import type { Partnership } from "./partnership/schema.js";
import type { Directory } from "./people/ports.js";
import type { Timers } from "./schedule/ports.js";

/** What the services of every job stand on; each adds what is its own. */
export interface Foundations {
  readonly partnership: Partnership;
  readonly people: Directory;
  readonly deliveries: Deliveries;
  readonly timers: Timers;
  readonly files: Pick<Files, "register" | "issue">;
  readonly audit: ChainedAudit;
  readonly clock: Clock;
  readonly random: Randomness;
  /** Told of what failed in the background; the work is done again later. */
  readonly report: (error: unknown) => void;
}
