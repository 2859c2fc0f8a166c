import { can } from "../../../services/permissions.js";
import type { Capability } from "../../capability.js";
import { items } from "./items.js";
import type { BoardNeeds } from "./part.js";
import { voting } from "./voting.js";

const DOOR = {
  title: "Strategic Board",
  summary: "What the board decides, and how it decided.",
  button: { title: "Board", verb: "board.list" },
};

/** The Strategic Board: coordinators put items to it, members and deputies vote for their partner. */
export function board(needs: BoardNeeds): Capability {
  const parts = [items(needs), voting(needs)];
  return {
    name: "board",
    commands: parts.flatMap(({ commands = [] }) => commands),
    actions: parts.flatMap(({ actions }) => actions),
    messages: Object.assign({}, ...parts.map(({ messages }) => messages)),
    posts: Object.assign({}, ...parts.map(({ posts }) => posts)),
    home: (person) => (can(person, "board.see") ? [DOOR] : []),
    waiting: async (person, clock) => {
      if (!can(person, "board.see")) return [];
      const waiting = await Promise.all(parts.map((part) => part.waiting?.(person, clock) ?? []));
      return waiting.flat();
    },
  };
}
