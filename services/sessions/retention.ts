import type { Purgeable } from "../retention/ports.js";
import { forget } from "./attendance/forgetting-rules.js";
import type { SessionsContext } from "./context.js";
import type { Occurrence } from "./schema.js";
import { endOf } from "./times-rules.js";

/** Who booked, who came and who led in sessions of long ago. How many booked and came stays. */
export function bookingsPurge({ occurrences, random }: SessionsContext): Purgeable {
  return {
    kind: "bookings",
    async purge(before) {
      let forgotten = 0;
      for await (const found of occurrences.all()) {
        if (!isDue(found, before)) continue;
        forgotten += await occurrences.change(found.id, (occurrence) =>
          isDue(occurrence, before)
            ? {
                next: withoutLeads(forget(occurrence, random)),
                result: occurrence.forgotten ? 0 : occurrence.bookings.length,
              }
            : { result: 0 },
        );
      }
      return forgotten;
    },
  };
}

/** A confidential one has been forgotten at its close, but for who led it; what was never announced has that alone. */
function isDue({ status, forgotten, sessions }: Occurrence, before: Date): boolean {
  const isHeld = !forgotten || sessions.some(({ leads }) => leads.length > 0);
  return status !== "announced" && isHeld && sessions.every((session) => endOf(session) < before);
}

function withoutLeads(occurrence: Occurrence): Occurrence {
  return { ...occurrence, sessions: occurrence.sessions.map((session) => ({ ...session, leads: [] })) };
}
