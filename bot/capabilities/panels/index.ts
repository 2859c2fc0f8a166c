import { can } from "../../../services/permissions.js";
import type { Capability } from "../../capability.js";
import { feedback } from "./feedback.js";
import { learning } from "./learning.js";
import { moderation } from "./moderation.js";
import { overview } from "./overview.js";
import type { PanelsNeeds } from "./part.js";
import { planning } from "./planning.js";
import { scoring } from "./scoring.js";

/** Placement QA panels: coordinators set them up, members score and agree, WFD leads get what is for their agency. */
export function panels(needs: PanelsNeeds): Capability {
  const { command, door } = overview(needs);
  const parts = [
    { actions: [door], messages: {} },
    ...[planning(needs), scoring(needs), moderation(needs), feedback(needs), learning(needs)],
  ];
  return {
    name: "panels",
    commands: [command],
    actions: parts.flatMap(({ actions }) => actions),
    messages: Object.assign({}, ...parts.map(({ messages }) => messages)),
    posts: Object.assign({}, ...parts.map((part) => ("posts" in part ? part.posts : undefined))),
    home: (person) => (can(person, "panels.see") ? [DOOR] : []),
    waiting: async (person, clock) => {
      if (!can(person, "panels.see")) return [];
      const waiting = await Promise.all(
        parts.map((part) => ("waiting" in part && part.waiting?.(person, clock)) || []),
      );
      return waiting.flat();
    },
  };
}

const DOOR = {
  title: "Placement QA panels",
  summary: "Reports to score and agree, and the feedback on them.",
  button: { title: "Panels", verb: "panels.show" },
};
