import type { Flaw } from "../kernel/mistakes.js";
import type { FeesData } from "./schema.js";

/** What can't be seen from one value of fees.yaml alone; `partners`: ids in partnership.yaml. Empty when all is well. */
export function flawsInFees({ years }: FeesData, partners: readonly string[]): Flaw[] {
  return years.flatMap(({ year, payers = [], exceptions }, at) => {
    const named = [
      ...payers.map((partner, nth) => ({ partner, path: ["years", at, "payers", nth] })),
      ...exceptions.map(({ partner }, nth) => ({ partner, path: ["years", at, "exceptions", nth, "partner"] })),
    ];
    const unknown = named.filter(({ partner }) => !partners.includes(partner));
    const earlier = years.findIndex((one) => one.year === year);
    return [
      ...unknown.map(({ partner, path }) => ({
        path,
        wrong: `there is no partner “${partner}”`,
        right: "write a partner's id of partnership.yaml",
      })),
      ...(earlier === at
        ? []
        : [{ path: ["years", at, "year"], wrong: `${year} is there already`, right: "write each year once" }]),
    ];
  });
}
