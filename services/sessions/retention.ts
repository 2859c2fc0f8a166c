import type { Purgeable } from "../retention/ports.js";
import { forget } from "./attendance/forgetting-rules.js";
import type { SessionsContext } from "./context.js";
import type { Occurrence } from "./schema.js";
import { endOf } from "./times-rules.js";

/** Who booked and who came in sessions closed long ago. How many did stays. */
export function bookingsPurge({ occurrences, random }: SessionsContext): Purgeable {
  return {
    kind: "bookings",
    async purge(before) {
      let forgotten = 0;
      for await (const found of occurrences.all()) {
        if (!isDue(found, before)) continue;
        forgotten += await occurrences.change(found.id, (occurrence) =>
          isDue(occurrence, before)
            ? { next: forget(occurrence, random), result: occurrence.bookings.length }
            : { result: 0 },
        );
      }
      return forgotten;
    },
  };
}

function isDue({ status, forgotten, sessions }: Occurrence, before: Date): boolean {
  return status === "closed" && !forgotten && sessions.every((session) => endOf(session) < before);
}
