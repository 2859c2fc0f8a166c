import assert from "node:assert/strict";
import fc from "fast-check";
import { ROLES, type Role } from "../services/people/schema.js";
import { ACTIONS, can } from "../services/permissions.js";
import { aPerson } from "./support/people.js";

const EVERYONE = [
  "home.see",
  "inbox.see",
  "own-data.see",
  "own-data.export",
  "own-data.erase",
  "surveys.see-own",
  "surveys.answer",
  "sessions.see",
  "sessions.book",
  "sessions.lead",
  "panels.read",
  "board.speak",
];
const COORDINATORS = [
  "surveys.start",
  "surveys.send",
  "surveys.follow",
  "surveys.remind",
  "surveys.close",
  "surveys.results",
  "sessions.plan",
  "sessions.report",
  "panels.see",
  "panels.plan",
  "panels.moderate",
  "fees.see",
  "fees.plan",
  "board.see",
  "board.plan",
  "live-cards.have",
  "channels.use",
  "channels.list",
  "deliveries.see",
  "deliveries.send-again",
  "deliveries.cancel",
];

/** The whole table, written a second time. */
const TABLE: Readonly<Record<Role | "no role", readonly string[]>> = {
  "no role": EVERYONE,
  coordinator: [...EVERYONE, ...COORDINATORS],
  "panel-member": [...EVERYONE, "panels.see", "panels.score", "panels.moderate"],
  "wfd-lead": [...EVERYONE, "panels.see", "panels.acknowledge"],
  "fee-contact": [...EVERYONE, "fees.see", "fees.answer"],
  "board-member": [...EVERYONE, "board.see", "board.vote"],
  "board-deputy": [...EVERYONE, "board.see", "board.vote"],
};

describe("permissions", () => {
  for (const [role, actions] of Object.entries(TABLE))
    it(`of a person with ${role}`, () => {
      const person = aPerson({ roles: ROLES.filter((one) => one === role) });
      assert.deepEqual(allowed(person), actions.toSorted());
    });

  it("of several roles add up", () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), (roles) => {
        const together = new Set(["no role" as const, ...roles].flatMap((role) => TABLE[role]));
        assert.deepEqual(allowed(aPerson({ roles })), [...together].toSorted());
      }),
    );
  });

  it("of people who left are none, whatever they were", () => {
    assert.deepEqual(allowed(aPerson({ status: "left", roles: [...ROLES] })), []);
  });
});

function allowed(person: Parameters<typeof can>[0]): string[] {
  return ACTIONS.filter((action) => can(person, action)).toSorted();
}
