import type { Flaw } from "../kernel/mistakes.js";
import type { FeesData, FeeYear } from "./schema.js";

/** What can't be seen from one value of fees.yaml alone; `partners`: ids in partnership.yaml. Empty when all is well. */
export function flawsInFees({ years }: FeesData, partners: readonly string[]): Flaw[] {
  return years.flatMap((one, at) => {
    const named = namesIn(one, ["years", at]);
    const earlier = years.findIndex(({ year }) => year === one.year);
    return [
      ...named.flatMap((name, nth) => flawsOfName(name, named.slice(0, nth), one, partners)),
      ...(earlier === at
        ? []
        : [{ path: ["years", at, "year"], wrong: `${one.year} is there already`, right: "write each year once" }]),
    ];
  });
}

interface Name {
  readonly partner: string;
  readonly list: "payers" | "exceptions";
  readonly path: (string | number)[];
}

function namesIn({ payers = [], exceptions }: FeeYear, path: readonly (string | number)[]): Name[] {
  return [
    ...payers.map((partner, nth) => ({ partner, list: "payers" as const, path: [...path, "payers", nth] })),
    ...exceptions.map(({ partner }, nth) => ({
      ...{ partner, list: "exceptions" as const },
      path: [...path, "exceptions", nth, "partner"],
    })),
  ];
}

function flawsOfName(
  { partner, list, path }: Name,
  before: readonly Name[],
  { payers }: FeeYear,
  partners: readonly string[],
): Flaw[] {
  if (!partners.includes(partner))
    return [{ path, wrong: `there is no partner “${partner}”`, right: "write a partner's id of partnership.yaml" }];
  if (before.some((one) => one.list === list && one.partner === partner))
    return [{ path, wrong: `${partner} is there already`, right: "write each partner once" }];
  if (list === "exceptions" && payers && !payers.includes(partner))
    return [
      { path, wrong: `${partner} is not among the payers`, right: "add it to payers, or take the exception out" },
    ];
  return [];
}
