import { deepEqual, equal, match, ok } from "node:assert/strict";
import fc from "fast-check";
import { frameText, readFrame } from "../../services/panels/planning/frame-rules.js";
import { OUTCOMES, type Report, STAGES } from "../../services/panels/schema.js";
import { aReport, USUAL_RULES } from "../support/panel-house.js";
import { type Cells, HEADER, KNOWN, line, mistakesIn, quoted, reportsOf } from "../support/pasted-frames.js";

describe("the frame of a round", () => {
  it("is a report a line, numbered in order", () => {
    const text = [HEADER, line({}), line({ reference: "A26-018", stage: "EPR", outcome: "fail" })].join("\n");
    deepEqual(reportsOf(text, { ...KNOWN, from: 7 }), [
      aReport(7, { reference: "A26-017", agency: "vale-county", link: "https://files.example/A26-017.pdf" }),
      aReport(8, {
        ...{ reference: "A26-018", agency: "vale-county", link: "https://files.example/A26-017.pdf" },
        ...{ stage: "epr", outcome: "fail" },
      }),
    ]);
  });

  it("may be pasted from a spreadsheet, or have semicolons, quoted cells and columns in any order", () => {
    const [comma] = reportsOf(`${HEADER}\n${line({})}`);
    const cells = [
      "https://files.example/A26-017.pdf",
      "PASS",
      "Mid-point",
      "Vale County",
      "A26-017",
      "BA Social Work",
    ];
    const headings = ["File", "Outcome", "Report", "Agency", "Ref", "Programme"];
    for (const separator of ["\t", ";"]) {
      deepEqual(reportsOf(`\uFEFF\n${headings.join(separator)}\r\n${cells.join(separator)}\r\n`), [comma]);
    }
    deepEqual(reportsOf(`${HEADER}\n${line({ agency: '"vale-county"', outcome: '"pass"' })}`), [comma]);
    deepEqual(reportsOf(`${HEADER},,\n${line({})},,\n,,,,,,,\n`), [comma]);
  });

  it("knows the usual spellings of stages, outcomes, programmes and agencies", () => {
    const one = (cells: Cells) => reportsOf(`${HEADER}\n${line(cells)}`)[0];
    for (const stage of ["Midway", "mid-point", "Interim report", "MIDWAY REVIEW"])
      equal(one({ stage })?.stage, "midway");
    for (const stage of ["epr", "End of placement", "Final", "end-of-placement report"])
      equal(one({ stage })?.stage, "epr");
    for (const outcome of ["Passed", "pass"]) equal(one({ outcome })?.outcome, "pass");
    for (const outcome of ["Border-line", "borderline pass/fail"]) equal(one({ outcome })?.outcome, "borderline");
    for (const programme of ["Step-Up", "step up to social work"]) equal(one({ programme })?.programme, "step-up");
    for (const agency of ["Open Hands", "open-hands", "OPEN HANDS"]) equal(one({ agency })?.agency, "open-hands");
  });

  it("is accepted again as it is written: whatever is in order comes back", () => {
    fc.assert(
      fc.property(frames(), fc.constantFrom(",", ";", "\t"), (reports, separator) => {
        const rows = reports.map((one) => [one.reference, one.agency, one.programme, one.stage, one.outcome, one.link]);
        const text = [HEADER.split(","), ...rows].map((cells) => cells.map(quoted).join(separator)).join("\n");
        deepEqual(reportsOf(text), reports);
      }),
    );
  });

  it("never makes the reader throw", () => {
    const parts = fc.constantFrom(
      ...`${HEADER}\n${line({})}\n"\t;,%2%E4@\u200B\uD800`.split(/(?=[,\n])/),
      '"',
      "%",
      "\0",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(parts).map((all) => all.join("")),
        ),
        (text) => {
          readFrame(text, KNOWN);
          readFrame(`${HEADER}\n${text}`, KNOWN);
          readFrame(`${HEADER}\n${line({ link: `https://files.example/${text}`, reference: text })}`, KNOWN);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("has a text of its own, in order of number, whose hash can be recorded", () => {
    equal(
      frameText([aReport(2, { stage: "epr" }), aReport(1)]),
      "1\tA26-001\tvale-council\tba\tmidway\tpass\thttps://files.example/A26-001.pdf\n" +
        "2\tA26-002\tvale-council\tba\tepr\tpass\thttps://files.example/A26-002.pdf\n",
    );
  });
});

describe("a frame with mistakes", () => {
  it("is refused as a whole, with every mistake's line and column and what would be right", () => {
    const lines = [
      line({ stage: "midwy", outcome: "" }),
      line({ reference: "a26-017", agency: "Vale Conty" }),
      line({ reference: "A26-019", programme: "PhD", link: "http://files.example/A26-019.pdf" }),
      line({ reference: "A26-020" }),
      line({ reference: "A26-021" }).replace(",pass", ""),
    ];
    deepEqual(mistakesIn([HEADER, ...lines].join("\n"), { ...KNOWN, references: new Set(["a26-020"]) }), [
      "2 stage: there is no such stage; did you mean midway? (midway or EPR)",
      "2 outcome: the cell is empty; use pass, borderline or fail",
      "3 agency: there is no such agency; did you mean Vale County? (Vale County, Hillside College or Open Hands)",
      "3 reference: line 2 has the same reference; give each report its own",
      "4 programme: there is no such programme; use BA, MSW, PgDip, Step Up or Apprentice",
      "4 link: the link does not begin with https://; paste the whole link to the anonymised file, beginning with https://",
      "5 reference: the round has this reference already; leave the line out",
      "6 link: there are 5 cells in this line, not 6; put a cell with a comma in it in quotes, and keep empty cells",
    ]);
  });

  it("may have no other columns, least of all a student's name", () => {
    deepEqual(mistakesIn(`${HEADER},Student name\n${line({})},Jane Smith`), [
      `1 7: there is no such column; the header line is ${HEADER}`,
    ]);
  });

  it("is told to begin with the names of the columns", () => {
    const right = "begin with a line of reference, agency, programme, stage, outcome, link";
    deepEqual(mistakesIn(`\n${line({})}`), [`2 -: the first line does not name the columns; ${right}`]);
    deepEqual(mistakesIn(" \n"), [`1 -: there is nothing in it; ${right}`]);
    deepEqual(mistakesIn(""), [`1 -: there is nothing in it; ${right}`]);
    deepEqual(mistakesIn(HEADER), ["1 -: there is no report in it; add a line a report"]);
  });

  it("is refused beyond 5,000 reports, and read at once up to there", () => {
    const rows = Array.from({ length: 5000 }, (_, n) => line({ reference: `R-${n}` }));
    const names = Array.from({ length: 3000 }, (_, n) => `Pat${n} Surname${n}`);
    const began = performance.now();
    equal(reportsOf([HEADER, ...rows].join("\n"), { ...KNOWN, names }).length, 5000);
    ok(performance.now() - began < 3000);
    match(mistakesIn([HEADER, ...rows, line({})].join("\n"))[0] ?? "", /more than 5,000/);
  });

  it("has references and links of a bounded length, and no signs in them that can't be seen", () => {
    const wrong = (cells: Cells) => mistakesIn(`${HEADER}\n${line(cells)}`).map((one) => one.split(";")[0]);
    deepEqual(wrong({ reference: "A-".repeat(20) }), []);
    deepEqual(wrong({ reference: "A-".repeat(21) }), ["2 reference: the reference is longer than 40 characters"]);
    deepEqual(wrong({ link: `https://files.example/${"a/".repeat(1000)}` }), ["2 link: the link is too long"]);
    for (const sign of ["\0", "\u200B", "\uFFFD", "\uD800"])
      deepEqual(wrong({ reference: `A${sign}7` }), ["2 reference: there are signs in it that can't be seen or read"]);
  });

  it("never hears its own words again: they may be a name", () => {
    const cells = { reference: "Quixotina", agency: "Quixotina", programme: "Quixotina", stage: "Quixotina" };
    const told = [
      ...mistakesIn(`${HEADER},Quixotina\n${line({})},`),
      ...mistakesIn(`${HEADER}\n${line({ ...cells, outcome: "Quixotina", link: "https://files.example/Quixotina" })}`),
      ...mistakesIn("Quixotina,Quixotina"),
    ];
    equal(told.length, 8);
    for (const mistake of told) ok(!/quixotina/i.test(mistake), mistake);
  });
});

function frames(): fc.Arbitrary<Report[]> {
  const one = fc.record({
    reference: fc.stringMatching(/^[A-Z]{1,2}[-/. ]?[0-9]{1,5}[,;"#]?$/),
    agency: fc.constantFrom(...KNOWN.partners.map(({ id }) => id)),
    programme: fc.constantFrom(...USUAL_RULES.programmes.map(({ id }) => id)),
    stage: fc.constantFrom(...STAGES),
    outcome: fc.constantFrom(...OUTCOMES),
    link: fc.stringMatching(/^[a-z0-9]{1,2}[,;'()%]?$/).map((id) => new URL(`https://files.example/f/${id}`).href),
  });
  return fc
    .uniqueArray(one, { minLength: 1, maxLength: 20, selector: ({ reference }) => reference })
    .map((all) => all.map((members, n) => aReport(n + 1, members)));
}
