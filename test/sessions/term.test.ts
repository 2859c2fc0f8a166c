import assert from "node:assert/strict";
import type { Chat } from "../../bot/local/double/chat.js";
import { type Pause, systemPause } from "../../services/kernel/pause.js";
import { type Person, personKey } from "../../services/people/schema.js";
import type { Occurrence } from "../../services/sessions/schema.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { aCoordinator, somebody } from "../support/people.js";
import { aSeries } from "../support/session-house.js";
import { StartingClock } from "../support/starting-clock.js";
import { Term } from "../support/term.js";

const PEOPLE = 200;
const FACILITATORS = 6;

/** The hub meets twice a month on one theme, the group every six weeks; places are scarce. */
const hub = aSeries({ capacity: 18, evaluation: "session-evaluation" });
const blm = aSeries({
  ...{ id: "blm", title: "Black Lives Matter & The Voice of Social Work", shortTitle: "BLM", about: "topic" },
  ...{ confidential: true, capacity: 30, minutes: 90 },
  recurrence: { every: "weeks", weeks: 6, from: "2026-09-16", at: "12:00" },
  rota: {
    facilitators: Array.from({ length: FACILITATORS }, (_, n) => `facilitator${n}@people.example`),
    ...{ perSession: 1, askWeeksBefore: 8, answerWithinDays: 5 },
  },
});

describe("a whole term, with two hundred people", function () {
  this.timeout(600_000);
  let running: RunningBot;
  let term: Term;
  let closed: Occurrence[];
  let channels: Chat[];
  let people: Person[];

  before(async () => {
    const clock = new StartingClock("2026-08-24T05:00:00Z");
    people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => somebodyOf(n)));
    const coordinator = await aCoordinator();
    const files = { ...(await theFiles()), series: [hub, blm] };
    // What the bot waits for between looks passes faster too.
    const pause: Pause = (ms, signal) => systemPause(ms / 20, signal);
    running = await aBot({ people: [...people, coordinator], files, clock, pause });
    const lead = await running.user(coordinator);
    channels = ["research hub", "blm"].map((name) => running.teams.channel(`19:${name}@thread.tacv2`, name, [lead]));
    for (const chat of channels) await lead.says(`use this channel for ${chat.conversation.name}`, { in: chat });
    term = new Term({ running, clock, people, coordinator, channels });
    await term.open();
    await term.passUntil(new Date("2026-12-24T12:00:00Z"));
    closed = (await term.all()).filter(({ slot }) => slot < "2026-12-01");
  });
  after(() => running.stop());

  it("has its sessions: two a month in the hub, and a group every six weeks", () => {
    const slots = (series: string) => closed.filter((one) => one.series.id === series).map(({ slot }) => slot);
    assert.deepEqual(slots("research-hub"), ["2026-09-08", "2026-10-08", "2026-11-10"]);
    assert.deepEqual(slots("blm"), ["2026-09-16", "2026-10-28"]);
  });

  it("ends every booking as exactly one of attended, cancelled, no-show and other", () => {
    assert.ok(closed.every(({ status }) => status === "closed"));
    const bookings = closed.flatMap((one) => one.bookings);
    assert.ok(bookings.length > 120, `${bookings.length} bookings`);
    assert.deepEqual(
      bookings.filter(({ end }) => end === undefined),
      [],
    );
    const ends = new Set(bookings.map(({ end }) => end));
    assert.ok(
      ["attended", "cancelled", "no-show"].every((end) => ends.has(end as never)),
      [...ends].join(),
    );
  });

  it("knows who came, and who did not", () => {
    for (const { id, series, sessions, bookings } of closed) {
      for (const session of sessions) {
        const really = [...term.came]
          .filter((one) => one.startsWith(`${id}|${session.id}|`))
          .map((one) => one.split("|")[2]);
        const recorded = bookings.filter((one) => one.session === session.id && one.end === "attended");
        assert.equal(recorded.length, really.length, `${id} ${session.id}`);
        if (!series.confidential) assert.deepEqual(recorded.map(({ person }) => person).sort(), really.sort());
      }
    }
  });

  it("reminded nobody of a place that they did not have, and refused no press", () => {
    assert.deepEqual(term.astray, []);
    assert.deepEqual(term.refused, []);
  });

  it("left no trace of who was in the confidential group", async () => {
    const keys = people.map(personKey);
    const groups = closed.filter(({ series }) => series.confidential);
    const led = groups.flatMap(({ sessions }) => sessions.flatMap(({ leads }) => leads.map(({ person }) => person)));
    const kept = keys.filter((key) => groups.some((one) => JSON.stringify(one).includes(key)));
    assert.deepEqual(
      kept.filter((key) => !led.includes(key)),
      [],
    );
    assert.ok(groups.every(({ forgotten, bookings }) => forgotten && bookings.length > 0));
  });

  it("edited the channel's card far less often than it changed, and left it with its last word", () => {
    for (const chat of channels) {
      for (const message of chat.messages.slice(0, 3)) assert.ok(message.updates < 100, `${message.updates} edits`);
    }
    const first = channels[0]?.messages[1];
    assert.match(first?.words ?? "", /over/i);
  });

  it("logged no failure", () => {
    assert.deepEqual(
      running.log.filter(({ level }) => level === "error"),
      [],
    );
  });
});

async function somebodyOf(n: number): Promise<Person> {
  const { partnership } = await theFiles();
  const partner = partnership.partners[n % partnership.partners.length]?.id ?? "";
  const email = n < FACILITATORS ? `facilitator${n}@people.example` : `person${n}@people.example`;
  return somebody({ name: `Person ${n}`, email, partner });
}
