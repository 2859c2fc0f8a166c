import type { z } from "zod";
import { fromSchema } from "../../cards/home.js";
import { inboxCard } from "../../cards/inbox.js";
import { inOrder } from "../../services/inbox/rules.js";
import type { Clock } from "../../services/kernel/clock.js";
import type { Person } from "../../services/people/schema.js";
import { action, type Capability, type Turn, toEach } from "../capability.js";

/** Everything that waits for a person, from all capabilities, most urgent first. */
export function inbox(others: readonly Capability[], clock: Clock): Capability {
  const itemsOf = async (person: Person) => {
    const waiting = await Promise.all(others.map((capability) => capability.waiting?.(person, clock) ?? []));
    return inOrder(waiting.flat());
  };
  const show = async ({ person, now }: Turn, { from }: z.infer<typeof fromSchema>) =>
    inboxCard({ items: await itemsOf(person), now, from });
  return {
    name: "inbox",
    commands: [{ word: "inbox", needs: "inbox.see", run: (turn) => show(turn, { from: 0 }) }],
    actions: [action({ verb: "inbox.show", needs: "inbox.see", schema: fromSchema, run: show })],
    messages: {
      // Always a card: one that is not sent at a known moment would tell who had answered by then.
      "inbox.digest": toEach(async (person) =>
        inboxCard({ items: await itemsOf(person), now: clock.now(), asMessage: true }),
      ),
    },
    home: () => [
      {
        title: "Inbox",
        summary: "Everything that waits for you, most urgent first.",
        button: { title: "Show my inbox", verb: "inbox.show" },
      },
    ],
  };
}
