import { ROLES, type Role, SIDES, type Side } from "../services/people/schema.js";

interface Choice {
  readonly value: string;
  readonly title: string;
}

const ROLE_TITLES: Record<Role, string> = {
  coordinator: "Coordinators",
  "panel-member": "Panel members",
  "wfd-lead": "Workforce development leads",
  "fee-contact": "Fee contacts",
  "board-member": "Board members",
  "board-deputy": "Board deputies",
};

const SIDE_TITLES: Record<Side, string> = { children: "Children", adults: "Adults", both: "Both sides" };

/** What forms offer that ask whom something is for. */
export const ROLE_CHOICES = ROLES.map((role): Choice => ({ value: role, title: ROLE_TITLES[role] }));
export const SIDE_CHOICES = SIDES.map((side): Choice => ({ value: side, title: SIDE_TITLES[side] }));
