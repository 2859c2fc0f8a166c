import assert from "node:assert/strict";
import fc from "fast-check";
import { nextAllowed } from "../../services/calendar/rules.js";
import {
  type NudgeLimits,
  nudged,
  type Permission,
  permission,
  SPACING_MS,
  withoutCampaign,
} from "../../services/delivery/nudge-rules.js";
import type { Contact, Manner } from "../../services/delivery/schema.js";
import { addDays, dateOf, instantAt } from "../../services/kernel/dates.js";
import { CALM, personId, QUIET } from "./support.js";

const NOBODY: Contact = { person: personId(1), recent: [] };
const TUESDAY = new Date("2026-11-03T10:00:00Z");
const HOUR = 3_600_000;

const nudges = fc.array(
  fc.record({
    afterMs: fc.nat(12 * HOUR),
    id: fc.constantFrom(...Array.from({ length: 20 }, (_, n) => `campaign ${n}`)),
    manner: fc.constantFrom<Manner>("asks", "tells", "replies"),
  }),
  { maxLength: 60 },
);

describe("a person's nudges", () => {
  it("are never more than the budgets of a day and a week, over all campaigns, nor in quiet hours", () => {
    fc.assert(
      fc.property(nudges, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), (all, perDay, perWeek) => {
        const limits = { ...CALM, perDay, perWeek };
        const days = lived(all, limits).map(({ at }) => dateOf(at));
        for (const day of days) {
          const inWeek = days.filter((one) => one >= addDays(day, -6) && one <= day).length;
          assert.ok(days.filter((one) => one === day).length <= perDay);
          assert.ok(inWeek <= perWeek);
        }
        for (const { at } of lived(all, limits)) assert.deepEqual(nextAllowed(at, QUIET), at);
      }),
      { numRuns: 200 },
    );
  });

  it("that have to wait are allowed at the very instant that was named, if nothing comes in between", () => {
    fc.assert(
      fc.property(nudges, fc.nat(7 * 24 * HOUR), (all, later) => {
        const contact = contactAfter(all);
        const now = new Date((contact.recent.at(-1)?.at ?? TUESDAY).getTime() + later);
        const campaign = { id: "another", manner: "asks" } as const;
        const may = permission(contact, campaign, now, CALM);
        if (may.kind === "now") return;
        assert.ok(may.until > now);
        assert.notEqual(permission(contact, campaign, new Date(may.until.getTime() - 1), CALM).kind, "now");
        const then = permission(contact, campaign, may.until, CALM);
        assert.ok(then.kind === "now" || (!may.held && then.held), "spaced first, and then held back");
      }),
      { numRuns: 200 },
    );
  });

  it("are held back in quiet hours, at weekends and on bank holidays until the next allowed morning", () => {
    const until = (now: string) => untilOf(permission(NOBODY, asks("one"), new Date(now), CALM));
    assert.equal(until("2026-11-06T19:30:00Z"), "2026-11-09T08:00:00.000Z");
    assert.equal(until("2026-11-03T18:00:00Z"), "2026-11-04T08:00:00.000Z");
    assert.equal(until("2026-12-24T18:30:00Z"), "2026-12-29T08:00:00.000Z");
    assert.equal(until("2026-11-03T17:59:59Z"), undefined);
  });

  it("are held back until the next day once a day's are used up, and until the week is over for a week's", () => {
    const limits = { ...CALM, perDay: 2, perWeek: 3 };
    const two = after(NOBODY, [asks("one"), asks("two")], TUESDAY);
    assert.equal(untilOf(permission(two, asks("three"), later(HOUR), limits)), "2026-11-04T08:00:00.000Z");
    const three = nudged(two, asks("three"), instantAt("2026-11-04", "09:00"));
    const wednesday = instantAt("2026-11-04", "10:00");
    assert.equal(untilOf(permission(three, asks("four"), wednesday, limits)), "2026-11-10T08:00:00.000Z");
  });

  it("count by London's days, also where the clocks are changed in between", () => {
    const limits: NudgeLimits = { perDay: 1, perWeek: 5, nextAllowed: (instant) => instant };
    const lateInSummer = nudged(NOBODY, asks("one"), new Date("2026-10-24T23:30:00Z"));
    const next = permission(lateInSummer, asks("two"), new Date("2026-10-25T12:00:00Z"), limits);
    assert.equal(untilOf(next), "2026-10-26T00:00:00.000Z");
  });

  it("that are replies are never held back and count in no budget, but keep their distance", () => {
    const limits = { ...CALM, perDay: 1, perWeek: 1 };
    const night = new Date("2026-11-07T23:00:00Z");
    const full = nudged(NOBODY, asks("one"), new Date(night.getTime() - HOUR));
    const reply = { id: "reply", manner: "replies" } as const;
    assert.deepEqual(permission(full, reply, night, limits), { kind: "now" });
    const replied = nudged(NOBODY, reply, TUESDAY);
    assert.deepEqual(permission(replied, asks("one"), later(SPACING_MS), limits), { kind: "now" });
    assert.deepEqual(permission(replied, { ...reply, id: "next" }, later(200), limits), {
      kind: "wait",
      until: later(SPACING_MS),
      held: false,
    });
  });

  it("use up nothing when the same message is tried again", () => {
    const limits = { ...CALM, perDay: 2, perWeek: 2 };
    let contact = nudged(NOBODY, asks("one"), TUESDAY);
    for (let n = 1; n < 5; n += 1) {
      assert.deepEqual(permission(contact, asks("one"), later(n), limits), { kind: "now" });
      contact = nudged(contact, asks("one"), later(n));
    }
    assert.equal(contact.recent.length, 1);
    assert.deepEqual(permission(contact, asks("two"), later(HOUR), limits), { kind: "now" });
  });

  it("have only their distance to keep where there are no limits", () => {
    const sunday = new Date("2026-11-08T03:00:00Z");
    assert.deepEqual(permission(NOBODY, asks("one"), sunday, undefined), { kind: "now" });
    const contact = nudged(NOBODY, asks("one"), sunday);
    assert.equal(permission(contact, asks("two"), sunday, undefined).kind, "wait");
  });

  it("are forgotten after eight days, and at once when their campaign is to be", () => {
    const old = nudged(NOBODY, asks("old"), TUESDAY);
    const recent = nudged(old, asks("new"), later(8 * 24 * HOUR + 1)).recent;
    assert.deepEqual(
      recent.map(({ campaignId }) => campaignId),
      ["new"],
    );
    assert.deepEqual(withoutCampaign(old, "old")?.recent, []);
    assert.equal(withoutCampaign(old, "another"), undefined);
  });
});

function asks(id: string) {
  return { id, manner: "asks" } as const;
}

function later(ms: number): Date {
  return new Date(TUESDAY.getTime() + ms);
}

function untilOf(may: Permission): string | undefined {
  return may.kind === "wait" ? may.until.toISOString() : undefined;
}

function after(contact: Contact, campaigns: readonly { id: string; manner: Manner }[], from: Date): Contact {
  return campaigns.reduce((so, one, n) => nudged(so, one, new Date(from.getTime() + n * SPACING_MS)), contact);
}

type Nudged = typeof nudges extends fc.Arbitrary<infer T> ? T : never;

/** What of these is sent that counts: each when it comes, or when it may be, if that is before the next. */
function lived(all: Nudged, limits: NudgeLimits): { readonly at: Date; readonly id: string }[] {
  const sent = new Map<string, { readonly at: Date; readonly id: string }>();
  let [contact, now] = [NOBODY, TUESDAY.getTime()];
  for (const { afterMs, id, manner } of all) {
    now += afterMs;
    const may = permission(contact, { id, manner }, new Date(now), limits);
    if (may.kind === "wait") continue;
    contact = nudged(contact, { id, manner }, new Date(now));
    // Tried again it is still one message, and a reply counts as none.
    sent.delete(id);
    if (manner !== "replies") sent.set(id, { at: new Date(now), id });
  }
  return [...sent.values()];
}

function contactAfter(all: Nudged): Contact {
  let [contact, now] = [NOBODY, TUESDAY.getTime()];
  for (const { afterMs, id, manner } of all) {
    now += afterMs;
    const may = permission(contact, { id, manner }, new Date(now), CALM);
    if (may.kind === "now") contact = nudged(contact, { id, manner }, new Date(now));
  }
  return contact;
}
