import { deepEqual, equal, ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { mistakeInWords } from "../../services/kernel/mistakes.js";
import { readPartnershipFiles } from "../../services/partnership/files.js";
import { loadPartnership } from "../../services/partnership/load.js";
import { readPeople } from "../../services/people/csv.js";
import { NORTHERN_VALE, SHIPPED } from "../support/partnership.js";

const DATES = '{ every: dates, dates: [2027-01-13, 2027-03-03, 2027-05-12], at: "17:00" }';

describe("Series in a partnership's files", () => {
  let others: { path: string; text: string }[];
  let series: string;

  before(async () => {
    const text = (path: string) => readFile(`${NORTHERN_VALE}/${path}`, "utf8");
    others = await Promise.all(
      ["partnership.yaml", "surveys/check-in.yaml"].map(async (path) => ({ path, text: await text(path) })),
    );
    series = await text("series/reading-group.yaml");
  });

  it("are read when nothing is wrong, and the README shows one that is", async () => {
    const readme = await readFile("partnership/README.md", "utf8");
    const [, shown = ""] = /## A series\n\n```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    const loaded = load(series, shown);
    ok(loaded.ok, JSON.stringify(loaded));
    deepEqual(
      loaded.series.map(({ id }) => id),
      ["reading-group", "research-hub"],
    );
  });

  const cases: [what: string, from: string, to: string, told: string][] = [
    ["a rhythm that there is not", "every: dates", "every: date", "line 6: “every” is “date”; did you mean dates?"],
    [
      "a day that no month has",
      DATES,
      "{ every: month, days: [{ nth: 5, weekday: monday, at: '10:00' }] }",
      "line 6: “nth” is 5",
    ],
    ["a date twice", "2027-03-03", "2027-01-13", "line 6: “2027-01-13” is entry 1 of “dates” already"],
    [
      "an unknown cohort",
      "returners-2027",
      "returners-2026",
      "line 10: “returners-2026” is not in partnership.yaml; did you",
    ],
    ["an unknown partner", "{ cohorts: [returners-2027] }", "{ partners: [vale] }", "line 10: “vale” is not in"],
    ["nowhere to go", "place: Hillside library\n", "", "line 2: people are not told where to go"],
    ["an unknown survey", "capacity: 8", "capacity: 8\nevaluation: check-on", "line 10: there is no survey “check-on”"],
    [
      "a reminder twice",
      "daysBefore: 2 }]",
      "daysBefore: 2 }, { kind: ways-out, daysBefore: 2 }]",
      "line 11: “ways-out, 2 days",
    ],
    [
      "months that leave none",
      "capacity: 8",
      "capacity: 8\nskipMonths: [1, 3, 5]",
      "line 10: “skipMonths” leaves out every",
    ],
    [
      "weeks that leave no date",
      "capacity: 8",
      "capacity: 8\nskipWeeks: [{ from: 2027-01-01, to: 2028-01-01 }]",
      "line 6: the rule gives no date within two years",
    ],
    [
      "a week that ends first",
      "capacity: 8",
      "capacity: 8\nskipWeeks: [{ from: 2027-01-02, to: 2027-01-01 }]",
      "line 10: “to” is",
    ],
  ];
  for (const [what, from, to, told] of cases) {
    it(`are refused with their line and a remedy: ${what}`, () => {
      const changed = series.replace(from, to);
      ok(changed !== series);
      const [mistake = "", ...more] = mistakes(changed);
      ok(mistake.startsWith(`series/0.yaml, ${told}`), mistake);
      deepEqual(more, []);
    });
  }

  it("each have an id, a title and a short title of their own, in any letter case", () => {
    const other = series.replace("shortTitle: Reading group", "shortTitle: READING group");
    deepEqual(
      mistakes(series, other).map((one) => one.split(";")[0]),
      [
        "series/1.yaml, line 2: series/0.yaml has the id “reading-group” already",
        "series/1.yaml, line 3: series/0.yaml has the title “Reading group” already",
        "series/1.yaml, line 4: series/0.yaml has the shortTitle “READING group” already",
      ],
    );
  });

  function load(...texts: string[]) {
    return loadPartnership([...others, ...texts.map((text, n) => ({ path: `series/${n}.yaml`, text }))]);
  }

  function mistakes(...texts: string[]): string[] {
    const loaded = load(...texts);
    return loaded.ok ? [] : loaded.mistakes.map(mistakeInWords);
  }
});

describe("The shipped series", () => {
  it("are the partnership's seven, and whoever is in a rota is among the people", async () => {
    const { partnership, people, series } = await readPartnershipFiles(SHIPPED);
    equal(series.length, 7);
    const read = readPeople(people ?? new Uint8Array(), "people.csv", partnership);
    ok(read.ok);
    const emails = new Set(read.people.map(({ email }) => email));
    const facilitators = series.flatMap(({ rota }) => rota?.facilitators ?? []);
    ok(facilitators.length > 10);
    deepEqual(
      facilitators.filter((email) => !emails.has(email)),
      [],
    );
    for (const { audience } of series) {
      for (const cohort of audience.cohorts)
        ok(
          read.people.some(({ cohorts }) => cohorts.includes(cohort)),
          cohort,
        );
    }
  });
});
