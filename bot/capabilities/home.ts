import { render } from "../../cards/render.js";
import { action, type Capability, type HomeEntry, type Turn } from "../capability.js";
import { nothing } from "./nothing.js";

/** The card that answers `help` and everything that is not understood: the doors open to this person. */
export function home(others: readonly Capability[]): Capability {
  const show = async ({ person }: Turn) => {
    const entries = others.flatMap((capability): readonly HomeEntry[] => capability.home?.(person) ?? []);
    const words = ["help", "inbox", "my data"].join(", ");
    return render("home/home", { name: person.name.split(" ")[0], words, entries });
  };
  return {
    name: "home",
    commands: [{ word: "help", needs: "home.see", run: show }],
    actions: [action({ verb: "home.show", needs: "home.see", schema: nothing, run: show })],
    messages: {},
  };
}
