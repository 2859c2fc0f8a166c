import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { MistakesError, mistakeInWords } from "../../services/kernel/mistakes.js";
import { type DefinitionCheck, loadPartnership } from "../../services/partnership/load.js";
import { NORTHERN_VALE } from "../support/partnership.js";

describe("loading a partnership", () => {
  let partnership: string;
  let survey: string;

  before(async () => {
    partnership = await readFile(`${NORTHERN_VALE}/partnership.yaml`, "utf8");
    survey = await readFile(`${NORTHERN_VALE}/surveys/check-in.yaml`, "utf8");
  });

  it("gives the partnership and its surveys when nothing is wrong", () => {
    const loaded = load({ "partnership.yaml": partnership, "surveys/check-in.yaml": survey });
    ok(loaded.ok);
    equal(loaded.partnership.name, "Northern Vale");
    deepEqual(
      loaded.definitions.map(({ id }) => id),
      ["check-in"],
    );
  });

  it("names all mistakes of all files at once, each with its line and remedy", () => {
    const found = mistakes({
      "partnership.yaml": partnership
        .replace("contact:", "contacts:")
        .replace("tier: secondary", "tier: secondry")
        .replace("weekends: false", "weekends: sometimes"),
      "surveys/check-in.yaml": survey.replace("scale: agreement", "scale: agrement").replace("[going]", "[goin]"),
    });
    deepEqual(found, [
      "partnership.yaml, line 2: “contact” is missing; write keys with their values, one a line",
      "partnership.yaml, line 4: “contacts” is not known here; did you mean contact?",
      "partnership.yaml, line 13: “tier” is “secondry”; did you mean secondary? (primary or secondary)",
      "partnership.yaml, line 19: “weekends” is “sometimes”; write true or false",
      "surveys/check-in.yaml, line 6: “scale” is “agrement”; did you mean agreement? (expectation, helpfulness, quality or agreement)",
      "surveys/check-in.yaml, line 7: there is no question “goin”; did you mean going?",
    ]);
  });

  it("refuses a partner, cohort, tenant or bank holiday that is there twice", () => {
    const twice = partnership
      .replace("id: hillside-college, name: Hillside College", "id: vale-county, name: vale county")
      .replace("bankHolidays: []", "bankHolidays: [2027-12-27, 2027-12-27]");
    deepEqual(mistakes({ "partnership.yaml": twice }), [
      "partnership.yaml, line 12: “vale-county” is in entry 1 of “partners” already; use each only once",
      "partnership.yaml, line 12: “vale county” is in entry 1 of “partners” already; use each only once",
      "partnership.yaml, line 20: “2027-12-27” is in entry 1 of “bankHolidays” already; use each only once",
    ]);
  });

  it("refuses thresholds that protect sensitive subjects less than others", () => {
    const [only] = mistakes({ "partnership.yaml": partnership.replace("group: 6", "group: 14") });
    match(only ?? "", /line 21: “sensitiveGroup” is 12, lower than “group”; write at least 14/);
  });

  it("never lets the small-group threshold go below five", () => {
    const [only] = mistakes({ "partnership.yaml": partnership.replace("group: 6", "group: 4") });
    match(only ?? "", /line 21: “group” is 4; write at least 5/);
  });

  it("refuses quiet hours that end when they begin", () => {
    const [only] = mistakes({ "partnership.yaml": partnership.replace("09:15", "17:30") });
    match(only ?? "", /line 18: quiet hours end when they begin/);
  });

  it("takes the usual for what a folder doesn't say, whole or in part", () => {
    const terse = partnership.replace(/sending:.*\n/, "nudges: { perDay: 2 }\n");
    const loaded = load({ "partnership.yaml": terse });
    ok(loaded.ok);
    const { closedWeeks, nudges, scheduledAt, sending } = loaded.partnership;
    deepEqual(
      { closedWeeks, nudges, scheduledAt, sending },
      {
        closedWeeks: [],
        nudges: { perDay: 2, perWeek: 8 },
        scheduledAt: "09:00",
        sending: { requestsPerSecondPerTenant: 40, sendsAtATime: 256 },
      },
    );
  });

  it("refuses a closed week that ends before it begins, or whose dates are none", () => {
    const weeks = `${partnership}closedWeeks:
  - { from: 2027-01-04, to: 2026-12-24, name: Christmas }
  - { from: 2027-02-29, to: 2027-03-01, name: Never }
`;
    deepEqual(mistakes({ "partnership.yaml": weeks }), [
      "partnership.yaml, line 25: “to” is 2026-12-24, before “from”; write 2027-01-04 or a later date",
      "partnership.yaml, line 26: “from” is “2027-02-29”; write a date as YYYY-MM-DD, for example 2026-11-30",
    ]);
  });

  it("refuses more nudges a day than a week, also where the week's are the usual", () => {
    const [only] = mistakes({ "partnership.yaml": `${partnership}nudges: { perDay: 9 }\n` });
    match(only ?? "", /line 24: “perDay” is 9, more than the 8 of a whole week; write at most 8, or raise “perWeek”/);
    const [unknown] = mistakes({ "partnership.yaml": `${partnership}nudges: { perMonth: 9 }\n` });
    match(unknown ?? "", /line 24: “perMonth” is not known here; .*perDay/);
  });

  it("refuses two surveys of one id and names both files", () => {
    const found = mistakes({ "partnership.yaml": partnership, "surveys/a.yaml": survey, "surveys/b.yaml": survey });
    deepEqual(found, [
      "surveys/b.yaml, line 1: surveys/a.yaml has the id “check-in” already; give each survey an id of its own",
    ]);
  });

  it("refuses a survey that the cards can't hold", () => {
    const tooLarge: DefinitionCheck = ({ questions }) => (questions.length > 0 ? "its card is too large" : undefined);
    const [only] = mistakes({ "partnership.yaml": partnership, "surveys/check-in.yaml": survey }, tooLarge);
    match(only ?? "", /surveys\/check-in.yaml, line 5: its card is too large; shorten it/);
  });

  it("says so when there is no partnership.yaml, or nothing in it", () => {
    match(mistakes({ "surveys/check-in.yaml": survey })[0] ?? "", /partnership.yaml, line 1: the file is missing/);
    match(mistakes({ "partnership.yaml": "" })[0] ?? "", /partnership.yaml, line 1: the file is empty/);
  });

  it("points at broken YAML and guesses nothing from it", () => {
    const tab = partnership.replace("  name: Northern", "\tname: Northern");
    deepEqual(mistakes({ "partnership.yaml": tab }), ["partnership.yaml, line 5: a tab is used to indent; use spaces"]);
    const [first] = mistakes({ "partnership.yaml": `${partnership}\nname: Again\n` });
    match(first ?? "", /line 25: the same key is here twice; keep one of the two/);
    match(
      mistakes({ "partnership.yaml": partnership, "surveys/x.yaml": "a: [1, 2" })[0] ?? "",
      /can't be read as YAML/,
    );
  });

  it("takes no alias without an anchor, nor so many that they blow the file up", () => {
    const bomb = `a: &a [x, x]\n${"bcdefgh".replace(/./g, (key, at: number) => `${key}: &${key} [${`*${"abcdefgh"[at]},`.repeat(20)}]\n`)}`;
    for (const text of ["name: *nowhere", bomb]) {
      match(mistakes({ "partnership.yaml": text })[0] ?? "", /can't be read as YAML .*check the anchors/s);
    }
  });

  it("law: whatever happens to one line, each mistake is in the file, and says what would be right", () => {
    const lines = partnership.split("\n");
    const damage = fc.constantFrom(
      "",
      "- ",
      "{",
      "x: y",
      "\t",
      "  name: 5",
      "id: id",
      '"',
      "[]",
      "null",
      "&a *a",
      "? [x]",
    );
    fc.assert(
      fc.property(fc.nat(lines.length - 1), damage, fc.boolean(), (at, text, instead) => {
        const damaged = lines.toSpliced(at, instead ? 1 : 0, text);
        const loaded = load({ "partnership.yaml": damaged.join("\n") });
        for (const { line, wrong, right } of loaded.ok ? [] : loaded.mistakes) {
          ok(line >= 1 && line <= damaged.length && wrong.length > 0 && right.length > 0);
        }
      }),
      { numRuns: 150 },
    );
  });
});

function load(files: Readonly<Record<string, string>>, check?: DefinitionCheck) {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return loadPartnership(sources, check);
}

function mistakes(files: Readonly<Record<string, string>>, check?: DefinitionCheck): string[] {
  const loaded = load(files, check);
  return loaded.ok ? [] : new MistakesError("", loaded.mistakes).mistakes.map(mistakeInWords);
}
