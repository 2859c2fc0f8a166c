import type { Panels } from "../../../services/panels/service.js";
import type { Capability } from "../../capability.js";

export interface PanelsNeeds {
  readonly panels: Panels;
  /** The address of a file, from its token: for links on cards. */
  readonly fileUrl: (token: string) => string;
}

/** One of the things that people do in panels: what it adds to the capability. */
export interface PanelsPart extends Pick<Capability, "actions" | "messages" | "posts"> {
  waiting?: NonNullable<Capability["waiting"]>;
}
