import assert from "node:assert/strict";
import fc from "fast-check";
import type { AuditEntry } from "../../services/audit/ports.js";
import { type Entered, enter } from "../../services/fees/entry-rules.js";
import { type Entry, entrySchema, type Round } from "../../services/fees/schema.js";
import { figuresOf, stateOf } from "../../services/fees/state-rules.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { FeesHouse } from "../support/fees-house.js";

const PARTNERS = ["one", "two", "three"];
const partner = fc.constantFrom(...PARTNERS);
const pence = fc.integer({ min: 1, max: 3_000_000 });
const on = fc.constant("2026-11-23");
const correction = fc.option(fc.constant("A mistake."), { nil: undefined });
const authorisedBy = fc.constant({ name: "Morgan Finch", role: "Director" });
/** Few ids, so that entries come again and take each other back. */
const id = fc.integer({ min: 0, max: 30 }).map((n) => `e${n}`);

const entries = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("confirmed"), id, partner, pence, authorisedBy, correction }),
    fc.record({ kind: fc.constantFrom("queried", "declined"), id, partner, reason: fc.constant("Why?"), correction }),
    fc.record({ kind: fc.constant("answered"), id, partner, note: fc.constant("Because.") }),
    fc.record({ kind: fc.constantFrom("invoiced", "paid"), id, partner, pence, on }),
    fc.record({ kind: fc.constant("reversed"), id, partner, of: id, reason: fc.constant("A slip.") }),
  ),
  { maxLength: 40 },
);

/** As a second implementation would read the record: its details and what was said, and nothing of the round's row. */
function entryOf({ id: recorded = "", event, by, at, details, said = {} }: AuditEntry): Entry {
  const { authoriser: name, role, ...words } = said;
  const kind = event.slice("fees.".length);
  const person = kind === "confirmed" ? { authorisedBy: { name, role } } : {};
  return entrySchema.parse({ ...details, ...words, ...person, id: recorded, kind, by, at: at?.toISOString() });
}

async function houseAfter(raw: readonly object[]): Promise<FeesHouse> {
  const house = await FeesHouse.sent();
  for (const one of raw) {
    // As JSON, which knows no members that are undefined.
    const entry = entrySchema.parse(JSON.parse(JSON.stringify({ ...one, at: "2026-11-23T10:00:00.000Z", by: "t:1" })));
    await house.rounds.change("2027-28", (round) => tried(round, entry));
  }
  await house.confirm("three");
  return house;
}

function tried(round: Round, entry: Entry): { next?: Round; result: Entered | "refused" } {
  try {
    return enter(round, entry, { anyway: true });
  } catch (error) {
    assert.ok(error instanceof ExpectedError);
    return { result: "refused" };
  }
}

describe("whatever partners and coordinators do in a round, in any order and repeated", () => {
  it("each partner's state is that computed from the record alone", async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (raw) => {
        const house = await houseAfter(raw);
        const onRecord = house.audit.kept.filter(({ event }) => event !== "fees.sent").map(entryOf);
        for (const one of PARTNERS) assert.deepEqual(stateOf(onRecord, one), stateOf(house.round().entries, one));
      }),
    );
  });

  it("sums are exact: the standings add up to what is asked, and money to what was not taken back", async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (raw) => {
        const round = (await houseAfter(raw)).round();
        const { by, askedPence, confirmedPence, atRiskPence, invoicedPence } = figuresOf(round);
        const standings = Object.values(by).map((one) => BigInt(one.pence));
        assert.equal(
          standings.reduce((sum, one) => sum + one, 0n),
          BigInt(askedPence),
        );
        assert.equal(confirmedPence + atRiskPence, 7_800_000);
        const back = new Set(round.entries.flatMap((one) => (one.kind === "reversed" ? [one.of] : [])));
        const invoices = round.entries.flatMap((one) =>
          one.kind === "invoiced" && !back.has(one.id) ? [one.pence] : [],
        );
        assert.equal(
          invoices.reduce((sum, one) => sum + BigInt(one), 0n),
          BigInt(invoicedPence),
        );
      }),
    );
  });

  it("nothing that was entered is ever changed or taken away", async () => {
    await fc.assert(
      fc.asyncProperty(entries, entries, async (some, more) => {
        const before = (await houseAfter(some)).round().entries.filter(({ by }) => by === "t:1");
        const all = (await houseAfter([...some, ...more])).round().entries;
        assert.deepEqual(all.slice(0, before.length), before);
      }),
      { numRuns: 30 },
    );
  });
});
