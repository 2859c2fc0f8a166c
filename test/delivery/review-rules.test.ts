import assert from "node:assert/strict";
import fc from "fast-check";
import { byPartner, type NotReachedPerson, withoutNames } from "../../services/delivery/review-rules.js";
import type { Reason } from "../../services/delivery/schema.js";

function some(count: number, partner: string, reason: Reason = "not-installed"): NotReachedPerson[] {
  return Array.from({ length: count }, (_, n) => ({ name: `${partner} ${n}`, partner, reason }));
}

describe("people not reached", () => {
  it("are told of by partner and reason, the most first", () => {
    const groups = byPartner([...some(1, "Hill"), ...some(1, "Vale"), ...some(2, "Vale", "left")]);
    assert.deepEqual(groups, [
      {
        name: "Vale",
        count: 3,
        reasons: [
          { reason: "left", count: 2, names: ["Vale 0", "Vale 1"] },
          { reason: "not-installed", count: 1, names: ["Vale 0"] },
        ],
      },
      { name: "Hill", count: 1, reasons: [{ reason: "not-installed", count: 1, names: ["Hill 0"] }] },
    ]);
  });
});

describe("people not reached by a message that tells something of them", () => {
  const told = (...people: NotReachedPerson[]) => withoutNames(byPartner(people));

  it("are told of by partner where five or more are of it, with no name", () => {
    assert.deepEqual(told(...some(7, "Vale")), [
      { name: "Vale", count: 7, reasons: [{ reason: "not-installed", count: 7, names: [] }] },
    ]);
  });

  it("of small partners are lumped together", () => {
    const groups = told(...some(6, "Vale"), ...some(3, "Hill"), ...some(2, "Dale"));
    assert.deepEqual(
      groups.map(({ name, count }) => [name, count]),
      [
        ["Vale", 6],
        ["Smaller groups together", 5],
      ],
    );
  });

  it("are told of without partners where the small ones together are too few", () => {
    const groups = told(...some(6, "Vale"), ...some(2, "Hill"));
    assert.deepEqual(
      groups.map(({ name, count }) => [name, count]),
      [["All partners together", 8]],
    );
  });

  it("are not told of at all when they are fewer than five", () => {
    assert.deepEqual(told(...some(2, "Vale"), ...some(2, "Hill")), []);
  });

  it("have reasons without figures where one of them is small", () => {
    const [group] = told(...some(6, "Vale"), ...some(1, "Vale", "blocked-by-person"));
    assert.deepEqual(group?.reasons, [
      { reason: "blocked-by-person", names: [] },
      { reason: "not-installed", names: [] },
    ]);
  });

  it("never give a figure below five, nor two figures whose difference is one", () => {
    const reason = fc.constantFrom<Reason>("not-installed", "left", "blocked-by-person");
    const partner = fc.constantFrom("Vale", "Hill", "Dale", "Moor", "Fell");
    const people = fc.array(fc.record({ name: fc.string(), partner, reason }), { maxLength: 60 });
    fc.assert(
      fc.property(people, (all) => {
        const groups = withoutNames(byPartner(all));
        for (const { count, reasons } of groups) {
          assert.ok(count >= 5);
          const figures = reasons.flatMap((one) => one.count ?? []);
          assert.ok(figures.every((figure) => figure >= 5));
          assert.ok(figures.length === 0 || sum(figures) === count);
          assert.ok(reasons.every(({ names }) => names.length === 0));
        }
        // How many there are in all is known.
        const shown = sum(groups.map(({ count }) => count));
        assert.ok(shown === all.length || (shown === 0 && all.length < 5));
      }),
    );
  });
});

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
