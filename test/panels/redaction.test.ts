import assert from "node:assert/strict";
import fc from "fast-check";
import { findingsIn, type Known, marked, markedSentence } from "../../services/panels/redaction-rules.js";

const NAMES = [
  "Fenella Islebramble",
  "Will Young",
  "Grace Hope",
  "May Field",
  "Siân O’Brien",
  "Zoe Lee",
  "Ada Smith-Jones",
];
const AGENCIES = [
  { id: "vale-county", name: "Vale County" },
  { id: "vale-county-council", name: "Vale County Council" },
  { id: "thornmere-adults", name: "Thornmere Adults" },
  { id: "ash-and-brackenfield", name: "Ash & Brackenfield Children" },
  { id: "caring-for-children", name: "Caring for Children" },
];
const KNOWN: Known = { names: NAMES, agencies: AGENCIES, own: "vale-county-council", longQuotationWords: 8 };

const found = (text: string, known: Partial<Known> = {}) =>
  findingsIn([{ field: "text", text }], { ...KNOWN, ...known }).map(
    ({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`,
  );

function pointsOut(cases: Readonly<Record<string, readonly string[]>>): void {
  for (const [text, expected] of Object.entries(cases))
    it(JSON.stringify(text), () => assert.deepEqual(found(text), expected));
}

describe("names from the people list are pointed out", () => {
  pointsOut({
    "Thanks to Fenella Islebramble for this.": ["name: Fenella Islebramble"],
    "fenella islebramble wrote": ["name: fenella islebramble"],
    "Islebramble, Fenella": ["name: Islebramble, Fenella"],
    "FENELLA'S work": ["name: FENELLA"],
    "with fenella": ["name: fenella"],
    "F. Islebramble": ["name: Islebramble"],
    "Sian OBrien and siân o'brien": ["name: Sian OBrien", "name: siân o'brien"],
    "Smith-Jones, and Jones": ["name: Smith-Jones", "name: Jones"],
    "seen by Lee": ["name: Lee"],
    "the student Grace showed": ["name: Grace"],
    "Will said so. Grace's report. May showed care.": ["name: Will", "name: Grace", "name: May"],
    "We thank Will Young for it": ["name: Will Young"],
    "written by Hope": ["name: Hope"],
  });
});

describe("nothing hides a name", () => {
  pointsOut({
    "Fenella\nIslebramble": ["name: Fenella\nIslebramble"],
    FenellaIslebramble: ["name: FenellaIslebramble"],
    "Fene\u00adl\u200bla": ["name: Fene\u00adl\u200bla"],
    "Fene-\nlla was": ["name: Fene-\nlla"],
    Ｆｅｎｅｌｌａ: ["name: Ｆｅｎｅｌｌａ"],
    𝐅𝐞𝐧𝐞𝐥𝐥𝐚: ["name: 𝐅𝐞𝐧𝐞𝐥𝐥𝐚"],
    "Fеnеllа in Cyrillic": ["name: Fеnеllа"],
    "Fe\u0301nella\u0301 with accents": ["name: Fe\u0301nella\u0301"],
    "Sia\u0302n": ["name: Sia\u0302n"],
    "_Fenella_ and (Fenella)": ["name: Fenella", "name: Fenella"],
  });
});

describe("ordinary sentences are left alone", () => {
  pointsOut({
    "Will need to develop analysis. May benefit from time. Hope this helps.": [],
    "Grace under pressure was evident.\nWill always reflect.": [],
    "How will young people be heard? A field visit in May 2026, and since May.": [],
    "Evidence of hope and grace; the field is young. THE STUDENT WILL NEED MORE.": [],
    "Strengths: care for children, the county, adults and councils.": [],
    "The student's reflections on 'strengths' and 'needs' are clear, and the families' views were well described here.":
      [],
    "It's the students' own work, and don't they show it in the parents' and carers' meetings as well?": [],
    "Seen on 01.02.2026 09:00 and 12/11/2026 - 13/11/2026; 70 + 100 days, 2026-11-23, A26-003, 14 of 20.": [],
  });
});

describe("addresses are pointed out", () => {
  const numbers = [
    ...[
      "020 8547 1234",
      "(020) 8547 1234",
      "02085471234",
      "0208-547-1234",
      "07700 900123",
      "07700900123",
      "07700.900.123",
    ],
    ...["+44 7700 900123", "+44 (0)20 8547 1234", "0044 20 8547 1234", "+44(0)7700900123", "(+44) 7700 900 123"],
    ...[
      "01632 960 001",
      "01632 960001 ext. 12",
      "O7700 900123",
      "７７００ 900123",
      "٠٧٧٠٠٩٠٠١٢٣",
      "07700\n900123",
      "+353 1 496 0000",
    ],
  ];
  for (const number of numbers) {
    it(`a phone number: ${JSON.stringify(number)}`, () => {
      const [first, ...others] = found(`Call ${number} about it`);
      assert.ok(first?.startsWith("phone: ") && number.endsWith(first.slice(-4)), first);
      assert.deepEqual(others, []);
    });
  }
  const emails = [
    "f.isle@vale.example",
    "F.ISLE@VALE.EXAMPLE",
    "f.isle＠vale.example",
    "f.isle (at) vale (dot) example",
  ];
  for (const email of [...emails, "f.isle@\nvale.example", "f.isle@va\u00adle.example", "pe@localhost"]) {
    it(`an e-mail address: ${JSON.stringify(email)}`, () => {
      assert.deepEqual(found(`Write to ${email}, please`), [`email: ${email}`]);
    });
  }
  it("not the name in it once more", () =>
    assert.deepEqual(found("fenella.islebramble@vale.example"), ["email: fenella.islebramble@vale.example"]));
});

describe("other agencies are pointed out, one's own is not", () => {
  pointsOut({
    "Vale County Council did well.": [],
    "Vale County did well.": ["agency: Vale County"],
    "as thornmere adults do, and thornmere-adults": ["agency: thornmere adults", "agency: thornmere-adults"],
    "a placement in Thornmere": ["agency: Thornmere"],
    "Ash and Brackenfield children": ["agency: Ash and Brackenfield children"],
    "the Ash team": ["agency: Ash"],
    "CfC and ABC did well, VCC too; as easy as abc": ["agency: CfC", "agency: ABC"],
    "What Caring for Children does; caring for children": [
      "agency: Caring for Children",
      "agency: caring for children",
    ],
  });
});

describe("long quotations are pointed out", () => {
  const words = "one two three four five six seven eight";
  for (const [open, close] of ["“”", '""', "''", "‘’", "«»", "»«", "„“", "””", "``", "‹›"].map((pair) => [...pair])) {
    it(`in ${open} ${close}`, () => {
      assert.deepEqual(found(`She wrote: ${open}${words}${close} there`), [`quotation: ${open}${words}${close}`]);
      assert.deepEqual(found(`She wrote ${open}one two${close} and ${words} then ${open}three${close}.`), []);
    });
    it(`also where ${open} is never closed`, () =>
      assert.deepEqual(found(`She wrote: ${open}${words}.`), [`quotation: ${open}${words}.`]));
  }
  it("over lines, with spaces inside the marks, and with a possessive in it", () => {
    assert.equal(found(`« one two\nthree four five six seven eight »`).length, 1);
    assert.equal(found(`Wrote " ${words} " once`).length, 1);
    assert.equal(found(`wrote 'one of the students' many works is three four five' here`).length, 1);
  });
  it("with what else is in it", () =>
    assert.deepEqual(found(`“${words} Fenella”`), [`quotation: “${words} Fenella”`, "name: Fenella"]));
});

describe("a finding's key", () => {
  const keys = (text: string, field = "text") => findingsIn([{ field, text }], KNOWN).map(({ key }) => key);
  it("holds wherever the words stand, until they or their field change", () => {
    assert.deepEqual(keys("Fenella"), keys("Now Fenella"));
    assert.notDeepEqual(keys("Fenella"), keys("Islebramble"));
    assert.notDeepEqual(keys("Fenella"), keys("Fenella", "other"));
    assert.ok(!keys("Fenella").join().toLowerCase().includes("fenella"));
  });
});

describe("marking", () => {
  const hidden = fc.constantFrom("", "\u00ad", "\u200b", "\u0301", "\u2060");
  const part = fc.constantFrom("Fenella", " ", "“", "\n", "a@b.example", "é", "𝐅", ". ", "07700 900123", "good work");

  it("keeps all of the text, and marks a name whatever is hidden in it", () => {
    fc.assert(
      fc.property(fc.array(part), fc.array(hidden, { minLength: 7, maxLength: 7 }), (around, inside) => {
        const name = [..."Fenella"].map((letter, index) => letter + inside[index]).join("");
        const text = `${around.join("")} ${name} ${around.join("")}`;
        const findings = findingsIn([{ field: "text", text }], KNOWN);
        const start = around.join("").length + 1;
        assert.ok(findings.some((one) => one.start <= start && one.end >= start + name.length));
        const pieces = marked(text, findings);
        assert.equal(pieces.map((piece) => piece.text).join(""), text);
        assert.ok(findings.every((one) => 0 <= one.start && one.start < one.end && one.end <= text.length));
      }),
    );
  });

  it("shows the sentence around it, without the space before", () => {
    const text = "Good work. Thanks to Fenella for it! And more.";
    const [finding] = findingsIn([{ field: "text", text }], KNOWN);
    assert.deepEqual(finding && markedSentence(text, finding).map((piece) => piece.text), [
      "Thanks to ",
      "Fenella",
      " for it!",
    ]);
  });
});
