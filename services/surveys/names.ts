import { cohortTitle, partnerName } from "../partnership/names.js";
import type { Partnership } from "../partnership/schema.js";
import type { Audience, Dimension } from "./schema.js";

/** A group of a breakdown as people read it. */
export function groupName(partnership: Partnership, dimension: Dimension, id: string): string {
  switch (dimension) {
    case "partner":
      return partnerName(partnership, id);
    case "cohort":
      return cohortTitle(partnership, id);
    case "side":
      return SIDE_NAMES[id] ?? id;
  }
}

/** "EPD Year 2 or EPD Year 3, and of them: adult services" */
export function audienceInWords(partnership: Partnership, { cohorts, partners, roles, sides }: Audience): string {
  const parts = [
    cohorts.map((id) => cohortTitle(partnership, id)),
    partners.map((id) => partnerName(partnership, id)),
    roles.map((role) => ROLE_NAMES[role]),
    sides.map((side) => SIDE_NAMES[side] ?? side),
  ];
  const words = parts.filter((part) => part.length > 0).map((part) => part.join(" or "));
  return words.length === 0 ? "everyone in the partnership" : words.join(", and of them: ");
}

const SIDE_NAMES: Readonly<Record<string, string>> = {
  children: "children's services",
  adults: "adult services",
  both: "both children's and adult services",
};

const ROLE_NAMES: Readonly<Record<string, string>> = {
  coordinator: "coordinators",
  "panel-member": "panel members",
  "wfd-lead": "WFD leads",
  "fee-contact": "fee contacts",
  "board-member": "board members",
  "board-deputy": "board deputies",
};
