import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { SPACING_MS } from "../../services/delivery/nudge-rules.js";
import type { SendOutcome } from "../../services/delivery/ports.js";
import { totalOf } from "../../services/delivery/rules.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { personKey } from "../../services/people/schema.js";
import {
  anAddress,
  anOffice,
  INVITATION,
  type Office,
  people,
  personId,
  sendInvitation,
  TENANT,
  throttled,
  unanswered,
  unavailable,
} from "./support.js";

const OTHER_TENANT = "10000000-0000-4000-8000-000000000002";
const PART = { campaignId: INVITATION.id, tenantId: TENANT };

describe("a campaign", () => {
  let office: Office;
  beforeEach(async () => {
    office = await anOffice();
  });

  const sendTo = (count: number) => sendInvitation(office, count);

  it("planned twice, with one person named twice, has one delivery a person", async () => {
    const first = await office.service.plan(INVITATION, [...people(3), personId(1)]);
    const second = await office.service.plan(INVITATION, people(9));
    assert.equal(first.planned, 3);
    assert.deepEqual(second, first);
    assert.equal((await office.service.counts(INVITATION.id)).pending, 3);
  });

  it("whose planning was cut short is planned to its end by planning it again, and not sent before", async () => {
    await office.welcome(people(5));
    const half = { ...INVITATION, createdAt: "2026-11-02T08:59:00Z", planned: 150, tenants: [TENANT] };
    await office.store.createCampaign({ ...half, status: "planning" });
    const pending = { campaignId: INVITATION.id, state: "pending", attempts: 0, uncertain: false } as const;
    await office.store.addDeliveries(
      PART,
      people(130).map((person) => ({ ...pending, person })),
    );
    await office.service.start(INVITATION.id);
    await office.work();
    assert.equal(office.teams.tries.length, 0);
    const campaign = await office.service.plan(INVITATION, people(150));
    assert.equal(campaign.status, "sending");
    assert.equal(campaign.planned, 150);
    assert.equal((await office.service.counts(INVITATION.id)).pending, 150);
  });

  it("reaches everybody who can be reached, in every tenant, and says of the others why not", async () => {
    await office.welcome([...people(4), personId(9, OTHER_TENANT)]);
    await office.leave(personId(0));
    await office.addresses.save(anAddress(personId(1), { state: "not-installed" }));
    await office.addresses.remove(personId(2));
    office.teams.script(personId(3), [{ kind: "final", reason: "rejected" }]);
    await office.service.plan(INVITATION, [...people(4), personId(9, OTHER_TENANT)]);
    await office.service.start(INVITATION.id);
    await office.work();
    const counts = await office.service.counts(INVITATION.id);
    assert.deepEqual(counts, { pending: 0, sent: 1, "not-reachable": 3, failed: 1, suppressed: 0, cancelled: 0 });
    const reasons = (await office.service.failures(INVITATION.id)).map(({ reason }) => reason);
    assert.deepEqual(reasons, ["left", "not-installed", "not-installed", "rejected"]);
    assert.equal((await office.store.findCampaign(INVITATION.id))?.status, "done");
  });

  it("keeps where each message is, so that it can be updated", async () => {
    await office.welcome(people(1));
    await sendTo(1);
    const [delivery] = await office.store.deliveriesOf(personId(0));
    assert.equal(delivery?.conversationId, "c");
    assert.equal(delivery?.activityId, "a");
    assert.equal(delivery?.attempts, 1);
    assert.equal(delivery?.trying, undefined);
  });

  it("holds back what no longer applies to a person", async () => {
    await office.welcome(people(2));
    office.teams.nothingFor = ({ objectId }) => objectId === personId(0).objectId;
    const { suppressed, sent } = await sendTo(2);
    assert.deepEqual({ suppressed, sent }, { suppressed: 1, sent: 1 });
  });

  it("that is of no use any more is not sent", async () => {
    await office.welcome(people(3));
    await office.service.plan({ ...INVITATION, usefulUntil: new Date("2026-11-02T09:00:00Z") }, people(3));
    await office.service.start(INVITATION.id);
    await office.work();
    assert.equal(office.teams.tries.length, 0);
    const [delivery] = await office.store.deliveriesOf(personId(0));
    assert.deepEqual([delivery?.state, delivery?.reason], ["suppressed", "too-late"]);
  });

  it("tries again after trouble", async () => {
    await office.welcome(people(3));
    office.teams.script(personId(0), [throttled(3000)]);
    office.teams.script(personId(1), [unavailable, unavailable]);
    assert.equal((await sendTo(3)).sent, 3);
    assert.equal(office.teams.tries.length, 6);
  });

  it("sends nothing to a tenant that is throttled for as long as Teams asked, however many are waiting", async () => {
    await office.welcome(people(20));
    office.teams.script(personId(0), [throttled(20_000)]);
    let done = false;
    const sending = sendTo(20).finally(() => {
      done = true;
    });
    while (!done) {
      await pause(20);
      office.time.forward(1000);
    }
    const at = office.teams.tries.map((one) => one.at);
    const early = at.filter((one) => one < (at[0] ?? 0) + 20_000);
    assert.ok(early.length <= 16, "nobody is written to but those whose turn had come");
    assert.equal((await sending).sent, 20);
    assert.equal(office.teams.tries.length, 21);
  });

  it("goes on at once where a person's turn comes while their waiting is being noted", async () => {
    await office.welcome(people(1));
    await sendTo(1);
    const [first] = office.teams.tries;
    // A little before two messages to one person are far enough apart, and less than a commit is gathered for.
    office.time.forward((first?.at ?? 0) + SPACING_MS - 100 - office.time.now().getTime());
    await office.service.plan({ ...INVITATION, id: "another" }, people(1));
    await office.service.start("another");
    await office.work();
    assert.equal((await office.service.counts("another")).sent, 1);
  });

  it("gives up on a message that may have arrived twice, and never sends that again", async () => {
    await office.welcome(people(1));
    office.teams.script(personId(0), [unanswered, unanswered, unanswered]);
    assert.equal((await sendTo(1)).failed, 1);
    await office.service.sendAgain(INVITATION.id);
    await office.work();
    assert.equal(office.teams.arrivals(personId(0)), 2);
    assert.equal((await office.service.failures(INVITATION.id))[0]?.uncertain, true);
  });

  it("sent again goes only to those not reached before", async () => {
    await office.welcome(people(3));
    await office.addresses.remove(personId(1));
    await sendTo(3);
    await office.welcome([personId(1)]);
    await office.service.sendAgain(INVITATION.id);
    await office.work();
    assert.equal((await office.service.counts(INVITATION.id)).sent, 3);
    assert.equal(office.teams.tries.length, 3);
    assert.equal((await office.service.campaign(INVITATION.id)).status, "done");
  });

  it("cancelled stops what is not sent yet, and can't be sent again", async () => {
    await office.welcome(people(40));
    let cancelling: Promise<void> | undefined;
    office.teams.beforeAnswer = async () => {
      if (office.teams.tries.length < 3) return;
      cancelling ??= office.service.cancel(INVITATION.id);
      await cancelling;
    };
    const { sent, cancelled, pending } = await sendTo(40);
    assert.equal(pending, 0);
    assert.equal(sent, office.teams.tries.length);
    assert.ok(cancelled > 20);
    assert.equal(sent + cancelled, 40);
    await assert.rejects(office.service.sendAgain(INVITATION.id), ExpectedError);
  });

  it("adds up to what was planned after any outcomes, also once people had themselves erased", async () => {
    const reason = fc.constantFrom("blocked-by-person", "blocked-by-administrator", "rejected");
    const outcome = fc.oneof(
      fc.constantFrom(unanswered, unavailable, throttled(50)),
      reason.map((why): SendOutcome => ({ kind: "final", reason: why as "rejected" })),
    );
    const script = fc.array(outcome, { maxLength: 4 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(script, { minLength: 1, maxLength: 12 }), fc.nat(11), async (scripts, erased) => {
        const id = `campaign ${run++}`;
        const who = people(scripts.length);
        await office.welcome(who);
        for (const [n, one] of scripts.entries()) office.teams.script(personId(n), one);
        const before = new Map(who.map((person) => [personKey(person), office.teams.arrivals(person)]));
        await office.service.plan({ ...INVITATION, id }, who);
        await office.service.start(id);
        if (erased < who.length) await office.store.detachPerson(personId(erased));
        await office.work();
        const counts = await office.service.counts(id);
        assert.equal(totalOf(counts), scripts.length);
        assert.equal(counts.pending, 0);
        assert.deepEqual(await office.store.recount({ campaignId: id, tenantId: TENANT }), counts);
        for (const person of who) {
          assert.ok(office.teams.arrivals(person) - (before.get(personKey(person)) ?? 0) <= 2);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("forgets whom it was for when asked to, and keeps how many, whatever was still under way", async () => {
    await office.welcome(people(20));
    await office.service.plan(INVITATION, people(130));
    await office.service.forgetPeople("never planned");
    office.teams.beforeAnswer = async () => {
      if (office.teams.tries.length === 10) await office.service.forgetPeople(INVITATION.id);
    };
    await office.service.start(INVITATION.id);
    await office.work();
    assert.deepEqual(await office.store.deliveriesOf(personId(0)), []);
    assert.deepEqual(await office.store.deliveriesOf(personId(129)), []);
    const contacts = await office.store.contacts(TENANT, people(20));
    assert.ok([...contacts.values()].every(({ value }) => value.recent.length === 0));
    const counts = await office.service.counts(INVITATION.id);
    assert.equal(totalOf(counts), 130);
    assert.equal(counts.pending, 0);
    assert.deepEqual(office.errors, []);
  });

  it("knows beforehand how many can't be written to, few or many", async () => {
    await office.welcome(people(30));
    await office.addresses.save(anAddress(personId(7), { state: "not-installed" }));
    assert.equal(await office.service.notReachable(people(10)), 1);
    assert.equal(await office.service.notReachable(people(40)), 11);
  });
});
