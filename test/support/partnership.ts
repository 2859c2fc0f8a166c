import { type PartnershipFiles, readPartnershipFiles } from "../../services/partnership/files.js";

/** A small partnership of another shape than the shipped one. */
export const NORTHERN_VALE = "test/support/partnerships/northern-vale";
export const SHIPPED = "partnership/developing-together";

export function northernVale(): Promise<PartnershipFiles> {
  return readPartnershipFiles(NORTHERN_VALE);
}
