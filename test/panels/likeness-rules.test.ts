import { deepEqual, equal, match } from "node:assert/strict";
import { readFrame } from "../../services/panels/planning/frame-rules.js";
import { HEADER, KNOWN, line, mistakesIn, quoted } from "../support/pasted-frames.js";

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
