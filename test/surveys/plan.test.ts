import assert from "node:assert/strict";
import fc from "fast-check";
import { PLAN_FIELDS, readPlan } from "../../services/surveys/plan.js";

const offer = { cohorts: ["year-2", "year-3"], partners: ["vale-council", "hill-council"] };
const TODAY = "2026-11-22";
const RIGHT = { title: "Pulse, autumn", opensOn: "2026-11-23", closesOn: "2026-12-07", reminders: "two" };

function errorsOf(members: object) {
  const read = readPlan({ ...RIGHT, ...members }, offer, TODAY);
  return read.ok ? {} : read.errors;
}

describe("planning a wave", () => {
  it("takes the form's choices as they are", () => {
    const read = readPlan({ ...RIGHT, cohorts: "year-3,year-2", roles: "board-member", sides: "" }, offer, TODAY);
    assert.deepEqual(read.ok && read.plan, {
      title: "Pulse, autumn",
      audience: { cohorts: ["year-2", "year-3"], partners: [], roles: ["board-member"], sides: [] },
      opensOn: "2026-11-23",
      closesOn: "2026-12-07",
      reminders: [3, 7],
    });
  });

  for (const [what, members, field] of [
    ["a missing title", { title: "  " }, "title"],
    ["a title of 81 characters", { title: "x".repeat(81) }, "title"],
    ["an opening in the past", { opensOn: "2026-11-21" }, "opensOn"],
    ["a day that doesn't exist", { opensOn: "2026-02-30" }, "opensOn"],
    ["closing before opening", { closesOn: "2026-11-22" }, "closesOn"],
    ["a wave of half a year", { closesOn: "2027-05-30" }, "closesOn"],
    ["a reminder after the close", { closesOn: "2026-11-27" }, "closesOn"],
    ["a third reminder", { reminders: "three" }, "reminders"],
    ["a reminder called constructor", { reminders: "constructor" }, "reminders"],
    ["a cohort that nobody offered", { cohorts: "year-2,year-9" }, "cohorts"],
    ["a role that nobody offered", { roles: "director" }, "roles"],
  ] as const) {
    it(`refuses ${what}, at its field alone`, () => {
      assert.deepEqual(Object.keys(errorsOf(members)), [field]);
    });
  }

  it("lets a wave open on the same day", () => {
    assert.deepEqual(errorsOf({ opensOn: TODAY }), {});
  });

  it("lets a short wave have fewer reminders", () => {
    assert.deepEqual(errorsOf({ closesOn: "2026-11-27", reminders: "one" }), {});
    assert.deepEqual(errorsOf({ closesOn: "2026-11-23", reminders: "none" }), {});
  });

  it("keeps what was typed beside the error", () => {
    const read = readPlan({ ...RIGHT, title: "", partners: "hill-council" }, offer, TODAY);
    assert.deepEqual(read.values, {
      partners: "hill-council",
      opensOn: RIGHT.opensOn,
      closesOn: RIGHT.closesOn,
      reminders: "two",
    });
  });

  it("never throws, whatever is sent", () => {
    const sent = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...PLAN_FIELDS, "__proto__"), fc.anything()));
    fc.assert(
      fc.property(sent, (typed) => typeof readPlan(typed, offer, TODAY).ok === "boolean"),
      { numRuns: 1000, seed: 9 },
    );
  });
});
