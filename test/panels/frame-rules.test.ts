import { deepEqual, equal, match, ok } from "node:assert/strict";
import fc from "fast-check";
import { type FrameKnown, frameText, readFrame } from "../../services/panels/planning/frame-rules.js";
import { OUTCOMES, type Report, STAGES } from "../../services/panels/schema.js";
import { aReport, USUAL_RULES } from "../support/panel-house.js";

const HEADER = "reference,agency,programme,stage,outcome,link";
const KNOWN: FrameKnown = {
  rules: USUAL_RULES,
  partners: [
    { id: "vale-county", name: "Vale County" },
    { id: "hillside-college", name: "Hillside College" },
    { id: "open-hands", name: "Open Hands" },
  ],
  names: ["Casey Example", "Jo Fellgate", "Zoltán O’Hara", "Vale Marchbank", "Ng Li", "Bram van der Berg"],
  from: 1,
  references: new Set(),
};

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

describe("a person in a frame", () => {
  const NAME = "this looks like a person's name";
  const NUMBER = "this looks like a student number: six digits or more in a row";
  const EMAIL = "this looks like an e-mail address";

  it("is found in a reference", () => {
    const people = [
      "Jane Smith",
      "smith_j",
      "Report Jane Smith",
      "SMITH-04",
      "JaneSmith",
      "jsmith",
      "Smith, J.",
      "JANE 4",
    ];
    for (const reference of [
      ...people,
      "J. Okonkwo",
      "O’Brien",
      "Jo Li",
      "李明",
      "Ян 4",
      "Nguyễn",
      "Ｊａｎｅ 4",
      "Lama",
    ])
      equal(wrongWithReference(reference), NAME, reference);
    for (const reference of ["K1234567", "20261234", "KU-123456", "１２３４５６"])
      equal(wrongWithReference(reference), NUMBER);
    for (const reference of ["j.smith@vale.example", "x@y"]) equal(wrongWithReference(reference), EMAIL);
  });

  it("is found by the people list, in any letter case and without accents", () => {
    for (const reference of ["FELLGATE 3", "zoltan-04", "ohara", "A26-Berg", "EXAMPLE", "caseyexample", "der-04"])
      equal(wrongWithReference(reference), NAME, reference);
  });

  it("is not seen in a code, or in words of the trade, of agencies and of programmes", () => {
    const codes = [
      "A26-017",
      "KU/2026/BA/04",
      "VC-MSW-3",
      "12345",
      "2026-27/001",
      "R 12",
      "QA#7",
      "b26.epr.9",
      "RPT04",
      "Vc-04",
      "Ku3",
    ];
    const words = ["Midway report 12", "EPR-04 Hillside College", "Step Up 9", "vale county / autumn 3", "June 7"];
    const glued = [
      "EndOfPlacement04",
      "midwayreport-3",
      "PgDip-04",
      "Placements 17",
      "Vale 3",
      "Apprenticeship-1",
      "Aut26-03",
      "Uni 12",
    ];
    for (const reference of [...codes, ...words, ...glued]) equal(wrongWithReference(reference), undefined, reference);
  });

  it("is not seen in any two letters of a code, even where somebody's name has no more", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const pairs = ["", ...letters].flatMap((one) => letters.map((other) => one + other));
    const names = [...KNOWN.names, "Mo Fellgate", "Al Day", "Li Ng"];
    const rows = pairs.flatMap((pair) => [
      line({ reference: `${pair}0`, link: `https://files.example/f/${pair.toLowerCase()}` }),
      line({ reference: `${pair}-17`, link: `https://files.example/${pair}/A26-017.pdf` }),
    ]);
    deepEqual(mistakesIn([HEADER, ...rows].join("\n"), { ...KNOWN, names }), []);
    for (const reference of ["Mo Fellgate 3", "MO FELLGATE", "Al Day", "Li Ng 4", "NG LI"])
      equal(wrongWithReference(reference, names), NAME, reference);
  });

  it("is found in a link's file, folders and query, however it is encoded", () => {
    const links = [
      "Jane%20Smith%20EPR.pdf",
      "Smith.pdf",
      "JaneSmith_final.docx",
      "reports/Jane%20Smith/EPR.pdf",
      "reports/smith_j/EPR.pdf",
      "reports/Fellgate/A26-017.pdf",
      "reports/zoltan/A26-017.pdf",
      "reports/%254Aane%252520Okonkwo/A26-017.pdf",
      "S%E9bastien.pdf",
      "sites/JoFellgate/A26-017.pdf",
      "sites/Jane%20Smith/A26-017.pdf",
      "sites/panel/_layouts/15/Doc.aspx?file=Jane%20Smith.pdf&action=default",
      "view?id=%2Fsites%2Fpanel%2FShared%20Documents%2FSmith%2Epdf",
      "view?student=Jane+Smith",
      "view?Jane%20Smith",
      "A26-017.pdf#Jane%20Smith",
    ];
    for (const link of links) equal(wrongWithLink(link), NAME, link);
    for (const link of ["K1234567.pdf", "view?student=20261234", "A26_20261104.pdf"])
      equal(wrongWithLink(link), NUMBER);
    for (const link of ["j.smith%40vale.example/A26.pdf", "view?e=x@vale.example"]) equal(wrongWithLink(link), EMAIL);
  });

  it("is found in the address of somebody's own OneDrive, or as who signs in", () => {
    const drive = "this leads into somebody's own OneDrive, and holds their name";
    equal(wrongWithLink(":b:/g/personal/casey_vale_example/EaBcD12_x9"), drive);
    equal(wrongWithLink("personal/k12_vale_example/Documents/A26-017.pdf"), drive);
    const [told] = mistakesIn(`${HEADER}\n${line({ link: "https://jane@files.example/A26-017.pdf" })}`);
    match(told ?? "", /a sign-in name in the link/);
  });

  it("is not seen in what SharePoint and others put into links", () => {
    const links = [
      "sites/placements/Shared%20Documents/A26-017.pdf",
      ":b:/s/AcornAlliance/EaBcD12_x9?e=KxabTz",
      ":b:/s/placements/EVkabzhQ0kxJtQ2Ab7nRmXsB1c9dUe4Ff0GghH5IiJjKkLl?csf=1&web=1&e=AbcDef",
      ":w:/r/sites/QA/_layouts/15/Doc.aspx?sourcedoc=%7B12345678-ABCD-4000-8000-123456789012%7D&file=A26-017.docx&action=default&mobileredirect=true",
      "sites/DevelopingTogether/Forms/AllItems.aspx?id=%2Fsites%2FDevelopingTogether%2FShared%20Documents%2FA26-017.pdf&viewid=12345678-abcd-4000-8000-123456789012",
      "file/d/1A2bC3dE4fG5hI6jK7lM8nO9pQ0rS1tU2/view?usp=sharing",
      "scl/fi/x7k2m9q4w1e8r5t3y6u0p/A26-017.pdf?rlkey=abcdefghij1234567890klmno&dl=0",
      "Kestrel%202026%20Acorn/Panel%20Autumn%202026/Anonymised%20reports/KU-BA-04%20EPR%20redacted%20v2.pdf",
    ];
    for (const link of links) equal(wrongWithLink(link), undefined, link);
  });

  function wrongWithReference(reference: string, names = KNOWN.names): string | undefined {
    return wrongIn(line({ reference: quoted(reference) }), "reference", { ...KNOWN, names });
  }

  function wrongWithLink(path: string): string | undefined {
    return wrongIn(line({ link: `https://vale.sharepoint.example/${path}` }), "link");
  }

  function wrongIn(row: string, column: string, known = KNOWN): string | undefined {
    const read = readFrame(`${HEADER}\n${row}`, known);
    return read.ok ? undefined : read.mistakes.find((mistake) => mistake.column === column)?.wrong;
  }
});

type Cells = Readonly<Record<string, string>>;

function line(cells: Cells): string {
  const usual = { reference: "A26-017", agency: "vale-county", programme: "BA", stage: "midway", outcome: "pass" };
  return Object.values({ ...usual, link: "https://files.example/A26-017.pdf", ...cells }).join(",");
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function reportsOf(text: string, known = KNOWN): Report[] {
  const read = readFrame(text, known);
  deepEqual(read.ok ? [] : read.mistakes, []);
  return read.ok ? read.reports : [];
}

/** "2 stage: what is wrong; what would be right" */
function mistakesIn(text: string, known = KNOWN): string[] {
  const read = readFrame(text, known);
  if (read.ok) return [];
  return read.mistakes.map((one) => `${one.line} ${one.column ?? "-"}: ${one.wrong}; ${one.right}`);
}

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
