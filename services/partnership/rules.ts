import type { Flaw } from "../kernel/mistakes.js";

/** partnership.yaml as far as it can be read: entries that can't are reported already and are left out here. */
export interface PartnershipDraft {
  readonly partners: readonly Named[];
  readonly cohorts: readonly { readonly id?: string | undefined; readonly title?: string | undefined }[];
  readonly tenants: readonly Named[];
  readonly quietHours?:
    | { readonly from: string; readonly until: string; readonly bankHolidays: readonly string[] }
    | undefined;
  readonly closedWeeks: readonly { readonly from?: string | undefined; readonly to?: string | undefined }[];
  /** With what counts where the file doesn't say. */
  readonly nudges?: { readonly perDay: number; readonly perWeek: number } | undefined;
  readonly thresholds?:
    | { readonly group: number; readonly sensitiveGroup: number; readonly comments: number }
    | undefined;
}

interface Named {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** What can't be seen from one value alone. Empty when all is well. */
export function flawsInPartnership(draft: PartnershipDraft): Flaw[] {
  return [
    ...repeated(
      ["partners"],
      "id",
      draft.partners.map(({ id }) => id),
    ),
    ...repeated(
      ["partners"],
      "name",
      draft.partners.map(({ name }) => name),
    ),
    ...repeated(
      ["cohorts"],
      "id",
      draft.cohorts.map(({ id }) => id),
    ),
    ...repeated(
      ["cohorts"],
      "title",
      draft.cohorts.map(({ title }) => title),
    ),
    ...repeated(
      ["tenants"],
      "id",
      draft.tenants.map(({ id }) => id),
    ),
    ...repeated(
      ["tenants"],
      "name",
      draft.tenants.map(({ name }) => name),
    ),
    ...repeated(["quietHours", "bankHolidays"], undefined, draft.quietHours?.bankHolidays ?? []),
    ...flawsInQuietHours(draft),
    ...flawsInClosedWeeks(draft),
    ...flawsInNudges(draft),
    ...flawsInThresholds(draft),
  ];
}

/** A flaw for each value that an earlier entry of the list has too, letter case aside. */
function repeated(
  list: readonly PropertyKey[],
  member: string | undefined,
  values: readonly (string | undefined)[],
): Flaw[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, index) => {
    if (value === undefined) return [];
    const earlier = seen.get(value.toLowerCase());
    if (earlier === undefined) {
      seen.set(value.toLowerCase(), index);
      return [];
    }
    const path = member === undefined ? [...list, index] : [...list, index, member];
    const where = `entry ${earlier + 1} of “${String(list.at(-1))}”`;
    return [{ path, wrong: `“${value}” is in ${where} already`, right: "use each only once" }];
  });
}

function flawsInQuietHours({ quietHours }: PartnershipDraft): Flaw[] {
  if (!quietHours || quietHours.from !== quietHours.until) return [];
  const wrong = "quiet hours end when they begin, so it is not clear whether that is the whole day or never";
  return [{ path: ["quietHours", "until"], wrong, right: `write another time than ${quietHours.from}` }];
}

function flawsInClosedWeeks({ closedWeeks }: PartnershipDraft): Flaw[] {
  return closedWeeks.flatMap(({ from, to }, index) => {
    if (from === undefined || to === undefined || from <= to) return [];
    const wrong = `“to” is ${to}, before “from”`;
    return [{ path: ["closedWeeks", index, "to"], wrong, right: `write ${from} or a later date` }];
  });
}

function flawsInNudges({ nudges }: PartnershipDraft): Flaw[] {
  if (!nudges || nudges.perDay <= nudges.perWeek) return [];
  const { perDay, perWeek } = nudges;
  const wrong = `“perDay” is ${perDay}, more than the ${perWeek} of a whole week`;
  return [{ path: ["nudges", "perDay"], wrong, right: `write at most ${perWeek}, or raise “perWeek”` }];
}

function flawsInThresholds({ thresholds }: PartnershipDraft): Flaw[] {
  if (!thresholds) return [];
  return (["sensitiveGroup", "comments"] as const)
    .filter((name) => thresholds[name] < thresholds.group)
    .map((name) => ({
      path: ["thresholds", name],
      wrong: `“${name}” is ${thresholds[name]}, lower than “group”`,
      right: `write at least ${thresholds.group}`,
    }));
}
