import type { Fees } from "../../../services/fees/service.js";
import { can } from "../../../services/permissions.js";
import type { Capability } from "../../capability.js";

export interface FeesNeeds {
  readonly fees: Fees;
  /** The address of a file, from its token: for links on cards. */
  readonly fileUrl: (token: string) => string;
}

const DOOR = {
  title: "Membership fees",
  summary: "What partners are asked for, and what they answered.",
  button: { title: "Fees", verb: "fees.show" },
};

/** Membership fees: coordinators run the round, fee contacts answer for their partner. */
export function fees(_: FeesNeeds): Capability {
  return {
    name: "fees",
    commands: [],
    actions: [],
    messages: {},
    home: (person) => (can(person, "fees.see") ? [DOOR] : []),
  };
}
