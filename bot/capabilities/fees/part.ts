import { z } from "zod";
import type { Fees } from "../../../services/fees/service.js";
import type { Capability } from "../../capability.js";
import { opaqueId } from "../carried.js";

export interface FeesNeeds {
  readonly fees: Fees;
  /** The address of a file, from its token: for links on cards. */
  readonly fileUrl: (token: string) => string;
}

/** One of the things that people do with fees: what it adds to the capability. */
export interface FeesPart extends Pick<Capability, "actions" | "messages"> {
  waiting?: NonNullable<Capability["waiting"]>;
}

const year = z.string().regex(/^20\d\d-\d\d$/);

/** What an entry is called once it is made: a form that is sent twice makes one. */
export const entry = opaqueId;
export const ofYear = z.object({ year });
export const ofPartner = z.object({ year, partner: opaqueId });
