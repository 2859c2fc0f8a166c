import type { Board } from "../../../services/board/service.js";
import type { Capability } from "../../capability.js";

export interface BoardNeeds {
  readonly board: Board;
  /** The address of a file, from its token: for links on cards. */
  readonly fileUrl: (token: string) => string;
}

/** One of the things that people do on the board: what it adds to the capability. */
export interface BoardPart extends Pick<Capability, "actions" | "messages" | "posts"> {
  commands?: Capability["commands"];
  waiting?: NonNullable<Capability["waiting"]>;
}
