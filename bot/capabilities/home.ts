import type { z } from "zod";
import { fromSchema, homeCard } from "../../cards/home.js";
import { can } from "../../services/permissions.js";
import { action, type Capability, type HomeEntry, type Turn } from "../capability.js";

/** The card that answers `help` and everything that is not understood: the doors open to this person. */
export function home(others: readonly Capability[]): Capability {
  const show = async ({ person, place }: Turn, { from }: z.infer<typeof fromSchema>) => {
    const offered = others.flatMap((capability): readonly HomeEntry[] => capability.home?.(person) ?? []);
    const entries = [...offered.filter(({ isLast }) => !isLast), ...offered.filter(({ isLast }) => isLast)];
    const commands = others
      .flatMap((capability) => capability.commands)
      .filter((command) => can(person, command.needs) && !(command.inChannels && place.kind === "personal"));
    const words = ["help", ...commands.map((command) => command.word)];
    return homeCard({ name: person.name.split(" ")[0] ?? person.name, words, entries, from });
  };
  return {
    name: "home",
    commands: [{ word: "help", needs: "home.see", run: (turn) => show(turn, { from: 0 }) }],
    actions: [action({ verb: "home.show", needs: "home.see", schema: fromSchema, run: show })],
    messages: {},
  };
}
