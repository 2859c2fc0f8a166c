import { deepEqual, equal, match, ok } from "node:assert/strict";
import fc from "fast-check";
import { matches, objectionTo, planImport } from "../../services/people/rules.js";
import { type Person, personKey, personSchema, ROLES, SIDES } from "../../services/people/schema.js";
import { aPerson } from "../support/people.js";

const TODAY = "2026-11-22";
const everyone = { cohorts: [], partners: [], roles: [], sides: [] };

describe("an audience", () => {
  it("without any condition is everyone but those who left", () => {
    ok(matches(aPerson(), everyone));
    ok(!matches(aPerson({ status: "left" }), everyone));
  });

  it("needs one match in every list that isn't empty", () => {
    const person = aPerson({ partner: "open-hands", cohorts: ["returners-2027"], roles: ["wfd-lead"] });
    ok(matches(person, { ...everyone, cohorts: ["returners-2027", "other"], partners: ["open-hands"] }));
    ok(!matches(person, { ...everyone, cohorts: ["returners-2027"], partners: ["vale-county"] }));
    ok(!matches(person, { ...everyone, roles: ["coordinator"] }));
  });

  it("of one side takes in those who work on both, but not the other way round", () => {
    ok(matches(aPerson({ side: "both" }), { ...everyone, sides: ["adults"] }));
    ok(!matches(aPerson({ side: "adults" }), { ...everyone, sides: ["both"] }));
    ok(!matches(aPerson({ side: "adults" }), { ...everyone, sides: ["children"] }));
  });
});

describe("an import's plan", () => {
  it("tells what changed of whom", () => {
    const before = aPerson({ name: "Una", roles: ["wfd-lead"] });
    const after = { ...before, name: "Una Coldstream", roles: [] };
    deepEqual(planImport([before], [after], TODAY).changed, [{ before, after, fields: ["name", "roles"] }]);
  });

  it("sees no change in another order of roles and cohorts", () => {
    const before = aPerson({ roles: ["wfd-lead", "coordinator"], cohorts: ["b", "a"] });
    const after = { ...before, roles: [...before.roles].reverse(), cohorts: [...before.cohorts].reverse() };
    equal(planImport([before], [after], TODAY).unchanged.length, 1);
  });

  it("marks those missing as left, with the day, and says so only once", () => {
    const [stays, goes] = [aPerson(), aPerson()];
    const first = planImport([stays, goes], [stays], TODAY);
    deepEqual(first.left, [{ ...goes, status: "left", leftOn: TODAY }]);
    const second = planImport([stays, ...first.left], [stays], "2027-01-31");
    deepEqual([second.left, second.goneBefore], [[], first.left]);
  });

  it("welcomes back somebody who had left", () => {
    const person = aPerson();
    const { changed } = planImport([{ ...person, status: "left", leftOn: TODAY }], [person], TODAY);
    deepEqual(
      changed.map(({ fields, after }) => [fields, after.leftOn]),
      [[["status"], undefined]],
    );
  });

  it("objects when nobody would be left to coordinate", () => {
    const coordinator = aPerson({ roles: ["coordinator"] });
    const others = [aPerson(), aPerson()];
    const plan = planImport([coordinator, ...others], [{ ...coordinator, roles: [] }, ...others], TODAY);
    match(objectionTo(plan, { allowManyLeft: true }) ?? "", /nobody would be a coordinator/);
    const handedOver = planImport([coordinator, ...others], [...others, aPerson({ roles: ["coordinator"] })], TODAY);
    equal(objectionTo(handedOver, { allowManyLeft: false }), undefined);
  });

  it("objects when more than half would be marked as left, unless that is meant", () => {
    const people = [aPerson(), aPerson(), aPerson(), aPerson()];
    equal(objectionTo(planImport(people, people.slice(2), TODAY), { allowManyLeft: false }), undefined);
    const plan = planImport(people, people.slice(3), TODAY);
    match(objectionTo(plan, { allowManyLeft: false }) ?? "", /^3 of 4 people are not in this file/);
    equal(objectionTo(plan, { allowManyLeft: true }), undefined);
  });

  it("says nothing against the first import", () => {
    equal(objectionTo(planImport([], [aPerson()], TODAY), { allowManyLeft: false }), undefined);
  });

  it("law: everybody ends in exactly one group, and nobody is forgotten", () => {
    fc.assert(
      fc.property(population, population, (current, incoming) => {
        const plan = planImport(current, incoming.map(active), TODAY);
        const groups = [plan.added, plan.changed.map(({ after }) => after), plan.unchanged, plan.left, plan.goneBefore];
        const placed = groups.flat().map(personKey);
        equal(new Set(placed).size, placed.length);
        deepEqual(new Set(placed), new Set([...current, ...incoming].map(personKey)));
      }),
    );
  });

  it("law: carried out, it makes the incoming people exactly the active ones, and repeated it does nothing", () => {
    fc.assert(
      fc.property(population, population, (current, incoming) => {
        const active = incoming.map((person) => ({ ...person, status: "active" as const, leftOn: undefined }));
        const after = carriedOut(current, active);
        const left = new Set(after.filter(({ status }) => status === "active").map(personKey));
        deepEqual(left, new Set(active.map(personKey)));
        const again = planImport(after, active, TODAY);
        equal(again.added.length + again.changed.length + again.left.length, 0);
      }),
    );
  });
});

function active(person: Person): Person {
  return { ...person, status: "active" };
}

function carriedOut(current: readonly Person[], incoming: readonly Person[]): Person[] {
  const plan = planImport(current, incoming, TODAY);
  const people = new Map(current.map((person) => [personKey(person), person]));
  for (const person of [...plan.added, ...plan.changed.map(({ after }) => after), ...plan.left]) {
    people.set(personKey(person), person);
  }
  return [...people.values()];
}

const population = fc.uniqueArray(
  fc
    .record({
      number: fc.nat(20),
      name: fc.constantFrom("Una", "Bram"),
      side: fc.constantFrom(...SIDES),
      roles: fc.subarray([...ROLES]),
      status: fc.constantFrom("active" as const, "left" as const),
    })
    .map(({ number, ...traits }) =>
      personSchema.parse(aPerson({ ...traits, objectId: idOf(number), email: `${number}@vale.example` })),
    ),
  { selector: personKey },
);

function idOf(number: number): string {
  return `00000000-0000-4000-9000-${number.toString().padStart(12, "0")}`;
}
