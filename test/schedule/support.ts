import { systemRandomness } from "../../services/kernel/random.js";
import type { Timer } from "../../services/schedule/schema.js";
import { TimerTable } from "../../services/storage/timers.js";
import { TestClock } from "../support/clock.js";
import { ownStorage } from "../support/storage.js";
import { WatchedSchedule } from "../support/timers.js";

/** When the tests' timers are due. */
export const NINE = "2027-09-01T09:00:00.000Z";

/** So many seconds after nine. */
export function at(seconds: number): string {
  return new Date(Date.parse(NINE) + seconds * 1000).toISOString();
}

/** At eight o'clock: tables of their own, and schedules on them that write down what of the kind "test" they handle. */
export async function schedulesOnTables() {
  const storage = await ownStorage();
  const store = new TimerTable(storage, systemRandomness);
  await storage.prepare();
  const clock = new TestClock("2027-09-01T08:00:00Z");
  const handled: Timer[] = [];
  /** One more process on the same tables. */
  const aProcess = () => {
    const one = new WatchedSchedule({ store, clock });
    one.on("test", async (timer) => void handled.push(timer));
    return one;
  };
  return { clock, store, handled, aProcess, schedule: aProcess() };
}
