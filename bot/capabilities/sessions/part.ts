import type { Clock } from "../../../services/kernel/clock.js";
import type { Sessions } from "../../../services/sessions/service.js";
import type { Capability } from "../../capability.js";

export interface SessionsNeeds {
  readonly sessions: Sessions;
  readonly clock: Clock;
  /** The address of a file, from its token: for links on cards. */
  readonly fileUrl: (token: string) => string;
}

/** One of the things that people do with sessions: what it adds to the capability. */
export interface SessionsPart extends Pick<Capability, "actions" | "messages" | "posts"> {
  commands?: Capability["commands"];
  waiting?: NonNullable<Capability["waiting"]>;
}
