import { can } from "../../../services/permissions.js";
import type { Capability } from "../../capability.js";
import { attendance } from "./attendance.js";
import { booking } from "./booking.js";
import type { SessionsNeeds } from "./part.js";
import { planning } from "./planning.js";
import { reminders } from "./reminders.js";
import { report } from "./report.js";
import { rota } from "./rota.js";

const OWN_DOOR = {
  title: "What you came to",
  summary: "The sessions that you booked, and which of them you came to.",
  button: { title: "My sessions", verb: "sessions.own" },
};

/** Sessions: everyone books; who leads says who came; coordinators plan, and see what works. */
export function sessions(needs: SessionsNeeds): Capability {
  const parts = [booking(needs), reminders(needs), planning(needs), attendance(needs), rota(needs), report(needs)];
  return {
    name: "sessions",
    commands: parts.flatMap(({ commands = [] }) => commands),
    actions: parts.flatMap(({ actions }) => actions),
    messages: Object.assign({}, ...parts.map(({ messages }) => messages)),
    posts: Object.assign({}, ...parts.map(({ posts }) => posts)),
    home: (person) => [
      {
        title: "Sessions",
        summary: "What is coming, and your bookings.",
        button: { title: "Sessions", verb: "sessions.list" },
      },
      // Coordinators need the room of their first page for other doors.
      { ...OWN_DOOR, isLast: can(person, "sessions.plan") },
    ],
    waiting: async (person, clock) => {
      const waiting = await Promise.all(parts.map((part) => part.waiting?.(person, clock) ?? []));
      return waiting.flat();
    },
  };
}
