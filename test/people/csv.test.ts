import { deepEqual, equal, ok } from "node:assert/strict";
import { MistakesError, mistakeInWords } from "../../services/kernel/mistakes.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { readPeople } from "../../services/people/csv.js";
import type { Person } from "../../services/people/schema.js";
import { northernVale } from "../support/partnership.js";

const HEADER = "name,email,tenant_id,object_id,partner,side,roles,cohorts";
const TENANT = "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a01";

describe("people.csv", () => {
  let partnership: Partnership;
  before(async () => {
    ({ partnership } = await northernVale());
  });

  it("is a person a line, with roles and cohorts separated by semicolons", () => {
    const [person] = people(
      `Una Coldstream,una@vale.example,${TENANT},${id(1)},vale-county,both,wfd-lead; coordinator,returners-2027`,
    );
    deepEqual(person, {
      name: "Una Coldstream",
      email: "una@vale.example",
      tenantId: TENANT,
      objectId: id(1),
      partner: "vale-county",
      side: "both",
      roles: ["coordinator", "wfd-lead"],
      cohorts: ["returners-2027"],
      status: "active",
    });
  });

  it("may have its columns in any order, letters of any case and any line ends", () => {
    const text = `SIDE,Object_ID,name,email,tenant_id,partner,cohorts,roles\r\nAdults,${id(1).toUpperCase()},Bram,b@vale.example,${TENANT.toUpperCase()},Open-Hands,,Coordinator\r\n\r\n`;
    const [person] = peopleOf(Buffer.from(text));
    deepEqual(
      [person?.side, person?.objectId, person?.tenantId, person?.partner],
      ["adults", id(1), TENANT, "open-hands"],
    );
    deepEqual(person?.roles, ["coordinator"]);
  });

  it("takes a partner by its name too", () => {
    equal(people(row({ partner: "Hillside College" }))[0]?.partner, "hillside-college");
  });

  it("takes quoted cells with commas and quotes in them", () => {
    equal(people(row({ name: '"Heathersage, Bram ""BB"""' }))[0]?.name, 'Heathersage, Bram "BB"');
  });

  it("takes what a spreadsheet would run for the text that it is", () => {
    equal(people(row({ name: '=HYPERLINK("x")'.replaceAll('"', "'") }))[0]?.name, "=HYPERLINK('x')");
  });

  it("reads one person the same from every encoding that spreadsheets write", () => {
    const text = `${HEADER}\n${row({ name: "Siân Ó Fellgate" })}\n`;
    const decomposed = Buffer.from(text.normalize("NFD"));
    const encodings = [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text, "latin1"),
      decomposed,
      Buffer.from(`\uFEFF${text}`, "utf16le"),
    ];
    for (const bytes of encodings) equal(peopleOf(bytes)[0]?.name, "Siân Ó Fellgate");
  });

  it("reads Windows-1252's own signs", () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\nSi`),
      Buffer.from([0xe2]),
      Buffer.from("n O"),
      Buffer.from([0x92]),
      Buffer.from(`Hara${row({ name: "" })}\n`),
    ]);
    equal(peopleOf(bytes)[0]?.name, "Siân O’Hara");
  });

  it("catches the same person in two files pasted together in two encodings", () => {
    const text = `${HEADER}\n${row({ name: "Siân" })}\n`;
    const pasted = Buffer.concat([
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${HEADER}\n`),
      Buffer.from(row({ name: "Siân" }), "latin1"),
    ]);
    deepEqual(mistakesIn(pasted), [
      "people.csv, line 3: the header line is here again; leave it out",
      "people.csv, line 4, column object_id: the same person is on line 2; keep one of the two lines",
    ]);
  });

  it("catches a person who is there twice, by id in any letter case and by e-mail address", () => {
    deepEqual(
      mistakes(
        row({}),
        row({ object_id: id(1).toUpperCase(), email: "other@vale.example" }),
        row({ object_id: id(2), email: "ADA@vale.example" }),
      ),
      [
        "people.csv, line 3, column object_id: the same person is on line 2; keep one of the two lines",
        "people.csv, line 4, column email: line 2 has the same address under another id; keep the line with the right object_id, or correct the address",
      ],
    );
  });

  it("names line and column of every mistake at once, and what would be right", () => {
    const found = mistakes(
      row({
        name: "",
        email: "ada",
        object_id: "1",
        partner: "vale-conty",
        side: "childrens",
        roles: "cordinator;boss",
        cohorts: "returners-2026",
      }),
      row({ tenant_id: id(9), email: "una@vale.example" }),
    );
    deepEqual(found, [
      "people.csv, line 2, column name: the cell is empty; write a name of at most 200 characters",
      "people.csv, line 2, column email: “ada” can't be used; write an e-mail address, for example ada@partner.example",
      "people.csv, line 2, column object_id: “1” can't be used; write a Microsoft Entra id, 8-4-4-4-12 hex digits",
      "people.csv, line 2, column partner: “vale-conty” is no partner; did you mean vale-county? (vale-county, hillside-college or open-hands)",
      "people.csv, line 2, column side: “childrens” is no side; did you mean children? (children, adults or both)",
      "people.csv, line 2, column roles: “cordinator” is no role; did you mean coordinator? (coordinator, panel-member, wfd-lead, fee-contact, board-member or board-deputy)",
      "people.csv, line 2, column roles: “boss” is no role; use coordinator, panel-member, wfd-lead, fee-contact, board-member or board-deputy",
      "people.csv, line 2, column cohorts: “returners-2026” is no cohort; did you mean returners-2027?",
      `people.csv, line 3, column tenant_id: ${id(9)} is no tenant of the partnership; add the tenant to partnership.yaml, or correct the id`,
    ]);
  });

  it("spoils no other line by a quote left open, or by a cell too many or too few", () => {
    deepEqual(
      mistakes(
        row({ partner: '"vale-county' }),
        row({ object_id: id(2) }).replace(",vale-county", ""),
        `${row({ object_id: id(3) })},`,
      ),
      [
        "people.csv, line 2, column partner: a quote is not closed, or stands inside a cell; put the whole cell in quotes, and write a quote inside it twice",
        "people.csv, line 3, column cohorts: there are 7 cells in this line, not 8; put a cell with a comma in it in quotes, and keep empty cells",
        "people.csv, line 4, column cohorts: there are 9 cells in this line, not 8; put a cell with a comma in it in quotes, and keep empty cells",
      ],
    );
  });

  it("refuses a file without a usable header, or without people", () => {
    const first = (text: string) => mistakesIn(Buffer.from(text))[0];
    equal(first(""), `people.csv, line 1: the file is empty; begin with the header line ${HEADER}`);
    equal(first(HEADER), "people.csv, line 1: nobody is in the file; add a line a person");
    equal(
      first(HEADER.replaceAll(",", ";")),
      `people.csv, line 1: the columns are not separated by commas; the header line is ${HEADER}`,
    );
    deepEqual(mistakesIn(Buffer.from(HEADER.replace("email", "emial").replace("roles", "side"))), [
      "people.csv, line 1, column emial: there is no such column; did you mean email? (email or roles)",
      "people.csv, line 1, column side: the column is there twice; keep one of the two",
      `people.csv, line 1, column email: the column is missing; the header line is ${HEADER}`,
      `people.csv, line 1, column roles: the column is missing; the header line is ${HEADER}`,
    ]);
  });

  it("never throws on bytes of any kind", () => {
    for (let seed = 1; seed < 200; seed += 1) {
      const noise = Buffer.from(Array.from({ length: 300 }, (_, at) => (seed * (at + 7) * 2654435761) >>> 24));
      ok(!readPeople(noise, "people.csv", partnership).ok);
      ok(!readPeople(Buffer.concat([Buffer.from(`${HEADER}\n`), noise]), "people.csv", partnership).ok);
    }
  });

  function peopleOf(bytes: Uint8Array): readonly Person[] {
    const read = readPeople(bytes, "people.csv", partnership);
    deepEqual(read.ok ? [] : read.mistakes.map(mistakeInWords), []);
    return read.ok ? read.people : [];
  }

  function people(...rows: string[]): readonly Person[] {
    return peopleOf(Buffer.from([HEADER, ...rows].join("\n")));
  }

  function mistakesIn(bytes: Uint8Array): string[] {
    const read = readPeople(bytes, "people.csv", partnership);
    return read.ok ? [] : new MistakesError("", read.mistakes).mistakes.map(mistakeInWords);
  }

  function mistakes(...rows: string[]): string[] {
    return mistakesIn(Buffer.from([HEADER, ...rows].join("\n")));
  }
});

function id(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(11, "0")}a`;
}

function row(cells: Readonly<Record<string, string>>): string {
  const usual = {
    name: "Ada",
    email: "ada@vale.example",
    tenant_id: TENANT,
    object_id: id(1),
    partner: "vale-county",
    side: "adults",
    roles: "",
    cohorts: "",
  };
  return Object.values({ ...usual, ...cells }).join(",");
}
