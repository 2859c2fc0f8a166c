import assert from "node:assert/strict";
import { type Person, personKey } from "../../services/people/schema.js";
import type { Row } from "../../services/storage/table.js";
import type { Mode } from "../../services/surveys/schema.js";
import { disclosed } from "../support/disclosure.js";
import { aDefinition, aPerson, SurveyHouse } from "../support/survey-house.js";

const TABLES = ["waves", "invitations", "ballots", "archive", "wavekeys", "leases"];
const SCALE = ["very poor", "poor", "ok", "good", "excellent"];

/** Three partners, one of them small, over two cohorts. */
const people: Person[] = Array.from({ length: 40 }, (_, n) =>
  aPerson(n, {
    partner: n < 3 ? "vale-charity" : n < 20 ? "vale-council" : "vale-adults",
    side: n < 20 ? "children" : "adults",
    cohorts: [n % 3 === 0 ? "year-3" : "year-2"],
  }),
);

/** An answer that only this person gives, so that it can be found again wherever it is. */
function answerOf(n: number, wave = 1) {
  return {
    workload: SCALE[n % 5] ?? "ok",
    support: SCALE[(n * wave) % 5] ?? "ok",
    comment: `comment ${wave}-${n}`,
  };
}

async function everything(house: SurveyHouse): Promise<{ table: string; row: Row }[]> {
  const rows: { table: string; row: Row }[] = [];
  for (const table of TABLES) for await (const row of house.storage.table(table).rows()) rows.push({ table, row });
  return rows;
}

async function aWaveAnswered(house: SurveyHouse, answering: readonly Person[], wave = 1): Promise<string> {
  const id = await house.aWave({ title: `Pulse ${wave}` });
  for (const person of answering)
    await house.surveys.answering.submit(person, id, answerOf(people.indexOf(person), wave));
  return id;
}

const keysOfPeople = people.flatMap((person) => [personKey(person), person.objectId, person.name, person.email]);

for (const mode of ["anonymous", "confidential"] satisfies Mode[]) {
  describe(`a ${mode} wave, read by somebody with all of storage`, () => {
    let house: SurveyHouse;
    let wave: string;
    const answering = people.filter((_, n) => n % 4 !== 1);
    let open: { table: string; row: Row }[];

    before(async () => {
      house = await SurveyHouse.open(people, [aDefinition({ anonymity: mode })]);
      wave = await aWaveAnswered(house, answering);
      open = await everything(house);
      await house.close(wave);
    });

    it("holds no answer, open or closed, with anything of a person in its row", async () => {
      const rows = [...open, ...(await everything(house))].filter(({ row }) => textOf(row).includes("comment 1-"));
      assert.equal(rows.length, 2 * answering.length);
      for (const { row } of rows) for (const key of keysOfPeople) assert.ok(!textOf(row).includes(key));
    });

    it("holds, open or closed, no partner, side or cohort beside an answer", async () => {
      for (const { table, row } of [...open, ...(await everything(house))]) {
        const isAnswer = (table === "ballots" && row.key !== "head") || (table === "archive" && row.partition === wave);
        if (!isAnswer) continue;
        assert.deepEqual(
          Object.keys(row.values).filter((name) => !["v", "answers", "hits"].includes(name)),
          [],
        );
        assert.doesNotMatch(textOf(row), /vale|year-|children|adults/);
      }
    });

    it("keeps comments apart from the other answers once it is closed", async () => {
      const rows = (await everything(house)).filter(({ table }) => table === "archive");
      for (const { row } of rows.filter(({ row: one }) => one.partition === wave))
        assert.doesNotMatch(textOf(row), /comment/);
    });

    it("has forgotten keys, roll and sums once it is closed", async () => {
      const rows = await everything(house);
      assert.equal(rows.filter(({ table }) => table === "ballots" || table === "wavekeys").length, 0);
      assert.ok(open.some(({ table }) => table === "ballots"));
    });

    it("tells nothing by the order or the times of writing", async () => {
      const archived = (await everything(house)).filter(
        ({ table, row }) => table === "archive" && row.partition.includes("comments"),
      );
      const byTime = [...archived].sort((one, other) => one.row.writtenAt.getTime() - other.row.writtenAt.getTime());
      for (const order of [archived, byTime]) {
        const places = order.map(({ row }) => Number(String(row.values.text).split("-")[1]));
        assert.ok(Math.abs(correlation(places)) < 0.75, `order of answering shows: ${correlation(places)}`);
      }
      const invited = (await everything(house)).filter(({ table }) => table === "invitations");
      const answered = new Set(answering.map(personKey));
      const times = (some: boolean) =>
        invited.filter(({ row }) => answered.has(row.key) === some).map(({ row }) => row.writtenAt.getTime());
      assert.deepEqual([...new Set([...times(true), ...times(false)])].length <= 2, true);
    });

    it("writes nothing about a person at the moment of answering but the box itself", async () => {
      const second = await house.aWave({ title: "Another" });
      const before = new Map(
        (await everything(house)).map(({ table, row }) => [`${table}|${row.partition}|${row.key}`, row.version]),
      );
      await house.surveys.answering.submit(answering[0] as Person, second, answerOf(0));
      const changed = (await everything(house)).filter(
        ({ table, row }) => before.get(`${table}|${row.partition}|${row.key}`) !== row.version,
      );
      const tables = new Set(changed.map(({ table }) => table));
      tables.delete("wavekeys");
      assert.deepEqual([...tables], ["ballots"]);
    });

    it("publishes no figure that sums and differences turn into one on fewer than five people", async () => {
      const { breakdowns, headline } = await house.surveys.closing.results(wave);
      const published = Object.values(breakdowns).flatMap((groups) =>
        groups.filter(({ headlinePercent }) => headlinePercent !== undefined),
      );
      const names = published.map(({ name }) => name);
      assert.ok(names.length >= 4, `only ${names.join(", ")}`);
      assert.ok(!names.includes("vale charity"));
      const members = answering.map((person) => ["all", ...groupNames(person)]);
      assert.equal(disclosed(members, headline.percent === undefined ? names : ["all", ...names], 5), undefined);
    });
  });

  describe(`two ${mode} waves after one another`, () => {
    it("share no key between a person's two answers, and differ in nothing by one person more", async () => {
      const house = await SurveyHouse.open(people, [aDefinition({ anonymity: mode })]);
      const first = await aWaveAnswered(house, people.slice(0, 20), 1);
      const openKeys = (await everything(house)).filter(({ table }) => table === "ballots").map(({ row }) => row.key);
      await house.close(first);
      const second = await aWaveAnswered(house, people.slice(0, 21), 2);
      const secondOpen = (await everything(house)).filter(({ table }) => table === "ballots").map(({ row }) => row.key);
      await house.close(second);
      const closed = (await everything(house)).filter(({ table }) => table === "archive");
      const keys = [...openKeys, ...secondOpen, ...closed.map(({ row }) => row.key)].filter(
        (key) => key !== "head" && key !== first && key !== second,
      );
      assert.equal(new Set(keys).size, keys.length);
      const trend = (await house.surveys.closing.results(second)).trend;
      assert.deepEqual(
        trend.map(({ base }) => base),
        [20, 21],
      );
    });
  });
}

describe("a reminder", () => {
  for (const mode of ["anonymous", "confidential"] satisfies Mode[]) {
    it(`of a ${mode} wave goes to those planned even when they have just answered, and its list is forgotten at the close`, async () => {
      const house = await SurveyHouse.open(people, [aDefinition({ anonymity: mode })]);
      const wave = await aWaveAnswered(house, people.slice(0, 10));
      await house.surveys.reminding.remind(wave, house.coordinator);
      assert.notEqual(await house.surveys.answering.toAsk(wave), undefined);
      assert.equal(house.deliveries.planned.get(`${wave}.reminder1`)?.length, 30);
      await house.close(wave);
      assert.equal(house.deliveries.planned.get(`${wave}.reminder1`), undefined);
      assert.equal(await house.surveys.answering.toAsk(wave), undefined);
    });
  }

  it("that the schedule sends is forgotten as well, and leaves a number behind", async () => {
    const house = await SurveyHouse.open(people, [aDefinition()]);
    const wave = await aWaveAnswered(house, people.slice(0, 10));
    await house.passUntil("2026-12-09T10:00:00Z");
    const stored = (await house.context.waves.find(wave))?.value;
    assert.deepEqual([stored?.status, stored?.remindersSent], ["closed", 2]);
    assert.deepEqual([...house.deliveries.planned.keys()], [`${wave}.invitation`, `${wave}.told`]);
    const silent = new Set(people.slice(10).map(personKey));
    for (const { table, row } of await everything(house)) {
      if (table !== "invitations") for (const key of silent) assert.ok(!textOf(row).includes(key), table);
    }
  });
});

describe("results", () => {
  it("are not told before the close, and not at all on fewer than five answers", async () => {
    const house = await SurveyHouse.open(people, [aDefinition()]);
    const wave = await aWaveAnswered(house, people.slice(0, 4));
    await assert.rejects(house.surveys.closing.results(wave), /closed/);
    await house.close(wave);
    const results = await house.surveys.closing.results(wave);
    assert.equal(results.headline.percent, undefined);
    assert.ok(results.questions.every(({ figures }) => figures.kind === "too-few" || figures.kind === "comments"));
    assert.deepEqual(results.comments, []);
    assert.deepEqual(results.breakdowns, {});
  });

  it("show comments only from ten answers on", async () => {
    const house = await SurveyHouse.open(people, [aDefinition()]);
    for (const [answers, shown] of [
      [9, 0],
      [10, 10],
    ] as const) {
      const wave = await aWaveAnswered(house, people.slice(0, answers));
      await house.close(wave);
      const results = await house.surveys.closing.resultsWithComments(wave);
      assert.equal(results.comments.length, shown);
      assert.equal(results.commentsHeldBack, shown === 0);
    }
  });

  it("come out the same when closing stops half-way and another process goes on", async () => {
    const house = await SurveyHouse.open(people, [aDefinition()]);
    const wave = await aWaveAnswered(house, people);
    const { archive, box } = house.context;
    const add = archive.addComments.bind(archive);
    archive.addComments = () => Promise.reject(new Error("stopped"));
    await assert.rejects(house.close(wave));
    archive.addComments = add;
    const destroy = box.destroy.bind(box);
    box.destroy = () => Promise.reject(new Error("stopped"));
    await assert.rejects(house.surveys.closing.resume(wave));
    box.destroy = destroy;
    await house.secondInstance().resume();
    const results = await house.surveys.closing.resultsWithComments(wave);
    assert.equal(results.answered, 40);
    assert.equal(results.comments.length, 40);
    assert.deepEqual(
      (await everything(house)).filter(({ table }) => table === "ballots"),
      [],
    );
  });
});

function groupNames({ side, partner, cohorts }: Person): string[] {
  const sides = { children: "children's services", adults: "adult services", both: "both" };
  return [sides[side], partner.replace("-", " "), cohorts[0] === "year-2" ? "Year 2" : "Year 3"];
}

function textOf(row: Row): string {
  return JSON.stringify([row.key, row.values]);
}

/** Pearson's, of the values with their places. */
function correlation(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let both = 0;
  let places = 0;
  let own = 0;
  for (const [place, value] of values.entries()) {
    both += (place - middle) * (value - mean);
    places += (place - middle) ** 2;
    own += (value - mean) ** 2;
  }
  return both / Math.sqrt(places * own);
}
