import type { Mistake } from "../kernel/mistakes.js";
import { insteadOf, nearest } from "../kernel/nearest.js";
import { type Complain, type Layout, type Row, rowsOf } from "../kernel/rows.js";
import type { Partnership } from "../partnership/schema.js";
import { decodeLines } from "./encoding.js";
import { type Person, personSchema, ROLES, SIDES } from "./schema.js";

const COLUMNS = ["name", "email", "tenant_id", "object_id", "partner", "side", "roles", "cohorts"] as const;
type Column = (typeof COLUMNS)[number];

/** Columns in any order and any letter case. */
const LAYOUT: Layout<Column> = {
  columns: COLUMNS,
  separator: ",",
  columnOf: (heading) => COLUMNS.find((column) => column === heading.trim().toLowerCase()),
  nameOf: (heading) => heading.trim().toLowerCase(),
};

/** Everybody in the file, or everything that is wrong with it. */
export type ReadPeople =
  | { readonly ok: true; readonly people: readonly Person[] }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/**
 * Reads people.csv (described in partnership/README.md). `file` is its name in mistakes. A line is a person: cells may be quoted
 * but hold no line breaks, so that a quote left open spoils one line and not the rest. Never throws.
 */
export function readPeople(bytes: Uint8Array, file: string, partnership: Partnership): ReadPeople {
  const mistakes: Mistake[] = [];
  const complain: Complain = (line, column, wrong, right) => mistakes.push({ file, line, column, wrong, right });
  const rows = rowsOf(decodeLines(bytes), LAYOUT, complain);
  const people = rows.flatMap((row) => personOf(row, partnership, complain) ?? []);
  complainOfDoubles(rows, complain);
  if (rows.length === 0 && mistakes.length === 0)
    complain(1, undefined, "nobody is in the file", "add a line a person");
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, people };
}

function personOf({ line, cells }: Row<Column>, partnership: Partnership, complain: Complain): Person | undefined {
  let fine = true;
  const wrong = (column: Column, what: string, right: string): void => {
    complain(line, column, what, right);
    fine = false;
  };
  const among = (column: Column, word: string, known: readonly string[], what: string): void => {
    if (!known.includes(word))
      wrong(column, word === "" ? "the cell is empty" : `“${word}” is no ${what}`, insteadOf(word, known));
  };
  const roles = wordsOf(cells.roles);
  const person = {
    name: cells.name,
    email: cells.email,
    tenantId: cells.tenant_id.toLowerCase(),
    objectId: cells.object_id.toLowerCase(),
    partner: partnerId(cells.partner, partnership),
    side: cells.side.toLowerCase(),
    roles: ROLES.filter((role) => roles.includes(role)),
    cohorts: wordsOf(cells.cohorts).sort((a, b) => (a < b ? -1 : 1)),
    status: "active",
  };
  if (!isPlainText(person.name, 200)) wrong("name", inWords(cells.name), "write a name of at most 200 characters");
  if (!isEmail(person.email))
    wrong("email", inWords(cells.email), "write an e-mail address, for example ada@partner.example");
  for (const [column, id] of [
    ["tenant_id", person.tenantId],
    ["object_id", person.objectId],
  ] as const) {
    if (!isId(id)) wrong(column, inWords(cells[column]), "write a Microsoft Entra id, 8-4-4-4-12 hex digits");
  }
  const tenants = partnership.tenants.map(({ id }) => id);
  if (isId(person.tenantId) && !tenants.includes(person.tenantId)) {
    const meant = nearest(person.tenantId, tenants);
    const right = meant ? `did you mean ${meant}?` : "add the tenant to partnership.yaml, or correct the id";
    wrong("tenant_id", `${person.tenantId} is no tenant of the partnership`, right);
  }
  among(
    "partner",
    person.partner,
    partnership.partners.map(({ id }) => id),
    "partner",
  );
  among("side", person.side, SIDES, "side");
  for (const role of roles) among("roles", role, ROLES, "role");
  for (const cohort of person.cohorts)
    among(
      "cohorts",
      cohort,
      partnership.cohorts.map(({ id }) => id),
      "cohort",
    );
  return fine ? personSchema.parse(person) : undefined;
}

/** A partner may also be given by its name. */
function partnerId(text: string, { partners }: Partnership): string {
  const typed = text.toLowerCase();
  return partners.find(({ id, name }) => id === typed || name.toLowerCase() === typed)?.id ?? typed;
}

function wordsOf(cell: string): string[] {
  const words = cell.split(";").map((word) => word.trim().toLowerCase());
  return [...new Set(words.filter((word) => word !== ""))];
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text);
}

function isPlainText(text: string, longest: number): boolean {
  return text !== "" && text.length <= longest && !/[\p{Cc}\uFFFD]/u.test(text);
}

function inWords(cell: string): string {
  return cell === "" ? "the cell is empty" : `“${cell.slice(0, 60)}” can't be used`;
}

/** The same person on two lines, by id or, under two ids, by e-mail address. */
function complainOfDoubles(rows: readonly Row<Column>[], complain: Complain): void {
  const byId = new Map<string, Row<Column>>();
  const byEmail = new Map<string, Row<Column>>();
  for (const row of rows) {
    const id = `${row.cells.tenant_id}:${row.cells.object_id}`.toLowerCase();
    const email = row.cells.email.toLowerCase();
    const same = byId.get(id);
    const alike = email === "" ? undefined : byEmail.get(email);
    if (same) {
      complain(row.line, "object_id", `the same person is on line ${same.line}`, "keep one of the two lines");
    } else if (alike) {
      complain(
        row.line,
        "email",
        `line ${alike.line} has the same address under another id`,
        "keep the line with the right object_id, or correct the address",
      );
    }
    if (!same) byId.set(id, row);
    if (!alike) byEmail.set(email, row);
  }
}
