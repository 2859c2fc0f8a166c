import type { Role, Selection } from "../people/schema.js";
import type { Partnership } from "./schema.js";

/** What people read instead of ids. */
export function partnerName(partnership: Partnership, id: string): string {
  return partnership.partners.find((partner) => partner.id === id)?.name ?? inWords(id);
}

export function cohortTitle(partnership: Partnership, id: string): string {
  return partnership.cohorts.find((cohort) => cohort.id === id)?.title ?? inWords(id);
}

export function sideName(id: string): string {
  return SIDE_NAMES[id] ?? inWords(id);
}

/** "EPD Year 2 or EPD Year 3, and of them: adult services" */
export function audienceInWords(partnership: Partnership, { cohorts, partners, roles, sides }: Selection): string {
  const parts = [
    cohorts.map((id) => cohortTitle(partnership, id)),
    partners.map((id) => partnerName(partnership, id)),
    roles.map((role) => ROLE_NAMES[role]),
    sides.map((side) => sideName(side)),
  ];
  const words = parts.filter((part) => part.length > 0).map((part) => part.join(" or "));
  return words.length === 0 ? "everyone in the partnership" : words.join(", and of them: ");
}

/** For ids that older data knows and the partnership's files no longer do. */
function inWords(id: string): string {
  return id.replaceAll("-", " ");
}

const SIDE_NAMES: Readonly<Record<string, string>> = {
  children: "children's services",
  adults: "adult services",
  both: "both children's and adult services",
};

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  coordinator: "coordinators",
  "panel-member": "panel members",
  "wfd-lead": "WFD leads",
  "fee-contact": "fee contacts",
  "board-member": "board members",
  "board-deputy": "board deputies",
};
