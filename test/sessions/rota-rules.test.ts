import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays } from "../../services/kernel/dates.js";
import { personKey } from "../../services/people/schema.js";
import {
  accept,
  answerSwap,
  askNext,
  askSwap,
  gapOf,
  inTurn,
  pass,
  turnsIn,
} from "../../services/sessions/rota/rota-rules.js";
import type { Lead, Occurrence } from "../../services/sessions/schema.js";
import { anOccurrence, aSeries } from "../support/session-house.js";
import { aPerson } from "../support/survey-house.js";

const NOW = new Date("2026-11-23T10:00:00Z");
const key = (n: number) => personKey(aPerson(n));
const keys = (count: number) => Array.from({ length: count }, (_, n) => key(n + 1));

/** A session on that day, led by so many. */
function aLedOccurrence(perSession = 1, date = "2026-12-08"): Occurrence {
  const emails = keys(9).map((_, n) => `person${n + 1}@vale.example`);
  const series = aSeries({ rota: { facilitators: emails, perSession, askWeeksBefore: 8, answerWithinDays: 5 } });
  const session = { id: "a", date, at: "12:30", minutes: 60, capacity: 10, sequence: 0, leads: [] };
  return anOccurrence({ id: `${date}.${series.id}`, slot: date, series, sessions: [session] });
}

function leadsOf({ sessions }: Occurrence): string[] {
  return (sessions[0]?.leads ?? []).map(({ person, state }) => `${keys(9).indexOf(person) + 1} ${state}`);
}

function asked(occurrence: Occurrence, candidates = keys(9), now = NOW): Occurrence {
  return askNext(occurrence, "a", candidates, now).next ?? occurrence;
}

describe("whose turn it is", () => {
  it("is who led least in the year, then whose last turn is longest ago, then the list's order", () => {
    const turns = [
      { person: key(1), date: "2026-09-01" },
      { person: key(2), date: "2026-06-01" },
      { person: key(3), date: "2026-03-01" },
      { person: key(3), date: "2026-04-01" },
      { person: key(4), date: "2025-10-01" },
    ];
    assert.deepEqual(inTurn(keys(5), turns, "2026-12-08"), [4, 5, 2, 1, 3].map(key));
  });

  it("counts what people are asked for just now, and nothing that was called off or passed", () => {
    const first = asked(aLedOccurrence());
    assert.deepEqual(
      turnsIn([first], "research-hub").map(({ person }) => person),
      [key(1)],
    );
    const passed = pass(first, "a", key(1), NOW).next as Occurrence;
    assert.deepEqual(turnsIn([passed], "research-hub"), []);
  });
});

describe("asking who leads", () => {
  it("asks as many as are needed, and nobody earlier than so many weeks before", () => {
    assert.deepEqual(leadsOf(asked(aLedOccurrence(2))), ["1 asked", "2 asked"]);
    assert.deepEqual(leadsOf(asked(aLedOccurrence(2, "2027-02-08"))), []);
    assert.deepEqual(leadsOf(asked(aLedOccurrence(1), keys(9), new Date("2026-12-08T12:31:00Z"))), []);
  });

  it("goes on to the next when somebody passes, or does not answer in time", () => {
    const passed = pass(asked(aLedOccurrence()), "a", key(1), NOW).next as Occurrence;
    const next = asked(passed);
    assert.deepEqual(leadsOf(next), ["1 passed", "2 asked"]);
    const early = new Date(NOW.getTime() + 5 * 86_400_000 - 1);
    assert.equal(askNext(next, "a", keys(9), early).next, undefined);
    const late = new Date(NOW.getTime() + 5 * 86_400_000);
    assert.deepEqual(leadsOf(asked(next, keys(9), late)), ["1 passed", "2 passed", "3 asked"]);
  });

  it("takes a late yes as long as nobody else was asked", () => {
    const late = new Date(NOW.getTime() + 6 * 86_400_000);
    const alone = asked(asked(aLedOccurrence(), [key(1)]), [key(1)], late);
    assert.deepEqual(leadsOf(alone), ["1 passed"]);
    assert.equal(accept(alone, "a", key(1), late).result, "accepted");
    const taken = asked(alone, keys(2), late);
    assert.equal(accept(taken, "a", key(1), late).result, "taken");
    assert.equal(accept(taken, "a", key(7), late).result, "not-asked");
  });
});

describe("a swap", () => {
  const led = accept(asked(aLedOccurrence()), "a", key(1), NOW).next as Occurrence;
  const wanted = askSwap(led, "a", { from: key(1), to: key(4) }, NOW).next as Occurrence;

  it("leaves all as it is until the colleague says yes", () => {
    assert.deepEqual(leadsOf(wanted), ["1 accepted"]);
    const { next, result } = answerSwap(wanted, "a", { to: key(4), yes: false }, NOW);
    assert.equal(result, "declined");
    assert.deepEqual(next, led);
  });

  it("changes who leads in one step, and tells the same when it meets its own change", () => {
    const { next, result } = answerSwap(wanted, "a", { to: key(4), yes: true }, NOW);
    assert.equal(result, "swapped");
    assert.deepEqual(leadsOf(next as Occurrence), ["1 passed", "4 accepted"]);
    assert.deepEqual(answerSwap(next as Occurrence, "a", { to: key(4), yes: true }, NOW), { result: "swapped" });
  });

  it("is over for whoever was not asked", () => {
    assert.deepEqual(answerSwap(wanted, "a", { to: key(5), yes: true }, NOW), { result: "over" });
    assert.deepEqual(askSwap(led, "a", { from: key(2), to: key(4) }, NOW), { result: "not-possible" });
  });
});

describe("the laws of a rota", () => {
  const size = fc.integer({ min: 2, max: 6 });
  const answers = fc.infiniteStream(fc.constantFrom("yes", "yes", "no", "silent"));

  it("is fair: in a year nobody leads two more than another who never passed; nobody is asked twice", () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 2 }), answers, (people, perSession, stream) => {
        const answer = stream[Symbol.iterator]();
        const refused = new Set<string>();
        const year: Occurrence[] = [];
        for (let week = 0; week < 24; week += 1) {
          const date = addDays("2026-12-08", week * 14);
          const { occurrence, passed } = settled(aLedOccurrence(perSession, date), year, keys(people), () =>
            String(answer.next().value),
          );
          for (const person of passed) refused.add(person);
          year.push(occurrence);
        }
        const led = (person: string) => turnsIn(year, "research-hub").filter((turn) => turn.person === person).length;
        const willing = keys(people).filter((person) => !refused.has(person));
        for (const one of willing) for (const other of keys(people)) assert.ok(led(other) - led(one) < 2);
      }),
      { numRuns: 60 },
    );
  });

  const steps = fc.array(
    fc.record({
      who: fc.integer({ min: 1, max: 5 }),
      other: fc.integer({ min: 1, max: 5 }),
      what: fc.constantFrom("ask", "yes", "no", "wait", "swap", "swap-yes", "swap-no"),
    }),
    { maxLength: 40 },
  );

  it("never has more accept than lead a session, nor anybody in it twice", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 3 }), (happened, perSession) => {
        let occurrence = aLedOccurrence(perSession);
        let now = NOW;
        for (const { what, who, other } of happened) {
          if (what === "wait") now = new Date(now.getTime() + 86_400_000);
          occurrence = stepped(occurrence, what, key(who), key(other), now) ?? occurrence;
          const leads = occurrence.sessions[0]?.leads as Lead[];
          assert.equal(new Set(leads.map(({ person }) => person)).size, leads.length);
          assert.ok(leads.filter(({ state }) => state === "accepted").length <= perSession);
          assert.ok(gapOf(occurrence, occurrence.sessions[0] as never) >= 0);
        }
      }),
    );
  });
});

/** Asks until all places are taken or everybody was asked. */
function settled(start: Occurrence, year: Occurrence[], people: string[], answer: () => string) {
  const now = new Date(`${addDays(start.slot, -30)}T10:00:00Z`);
  const [seen, passed] = [new Set<string>(), new Set<string>()];
  let occurrence = start;
  for (let round = 0; round < 20; round += 1) {
    const candidates = inTurn(people, turnsIn([...year, occurrence], "research-hub"), start.slot);
    const { next, result } = askNext(occurrence, "a", candidates, now);
    if (!next) break;
    occurrence = next;
    for (const { person } of result.asked) {
      if (seen.has(person)) throw new Error("asked twice");
      seen.add(person);
      const isYes = answer() === "yes";
      if (!isYes) passed.add(person);
      occurrence = (isYes ? accept : pass)(occurrence, "a", person, now).next as Occurrence;
    }
  }
  return { occurrence, passed };
}

function stepped(occurrence: Occurrence, what: string, who: string, other: string, now: Date): Occurrence | undefined {
  switch (what) {
    case "yes":
      return accept(occurrence, "a", who, now).next;
    case "no":
      return pass(occurrence, "a", who, now).next;
    case "swap":
      return askSwap(occurrence, "a", { from: who, to: other }, now).next;
    case "swap-yes":
    case "swap-no":
      return answerSwap(occurrence, "a", { to: who, yes: what === "swap-yes" }, now).next;
    default:
      return askNext(occurrence, "a", keys(5), now).next;
  }
}
