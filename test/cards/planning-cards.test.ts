import { deepEqual, equal, match, ok } from "node:assert/strict";
import { inflateSync } from "node:zlib";
import type { Card } from "../../cards/card.js";
import * as cards from "../../cards/sessions.js";
import { readPngHeader } from "../../manifest/png.js";
import { PARTS, seriesFields } from "../../services/sessions/planning/series-fields-rules.js";
import type {
  OccurrenceLine,
  OccurrenceView,
  SeriesForm,
  SeriesView,
  YearView,
} from "../../services/sessions/planning/views.js";
import { inputs, nodes, titles, words } from "../support/card-words.js";

const NOW = new Date("2026-11-23T10:00:00Z");
const at = (start: string, minutes = 60) => {
  const begins = new Date(start);
  return { start: begins, end: new Date(begins.getTime() + minutes * 60_000) };
};

describe("The card of one occurrence", () => {
  const session = { calledOff: false, isOver: false, leads: [], booked: 3, waiting: 0, capacity: 10 };
  const view: OccurrenceView = {
    ...{ id: "2026-12-08.hub", series: "hub", title: "Hub", about: "topic", theme: undefined, state: "announced" },
    ...{ reading: [], place: undefined, announces: undefined },
    sessions: [
      { ...session, id: "a", time: at("2026-12-08T12:30:00Z") },
      { ...session, id: "b", time: at("2026-12-10T16:00:00Z") },
    ],
  };

  it("asks which session to move where there are two, and doesn't where there is one", () => {
    ok(inputIds(cards.plannedOccurrenceCard(view, NOW)).includes("session"));
    const [first] = view.sessions;
    const single = cards.plannedOccurrenceCard({ ...view, sessions: first ? [first] : [] }, NOW);
    deepEqual(inputIds(single), []);
    deepEqual(buttonOf(single, "Move").data, { occurrence: view.id, session: "a" });
  });

  it("offers nothing to do once it is over", () => {
    deepEqual(titles(cards.plannedOccurrenceCard({ ...view, state: "closed" }, NOW)), ["Back"]);
  });

  it("offers to announce it while it isn't", () => {
    const planned = { ...view, state: "planned", announces: new Date("2026-12-01T09:00:00Z") } as const;
    ok(titles(cards.plannedOccurrenceCard(planned, NOW)).includes("Announce now"));
    ok(!titles(cards.plannedOccurrenceCard(view, NOW)).includes("Announce now"));
  });
});

describe("The card of a series", () => {
  it("shows every occurrence of a weekly one on some page", () => {
    const weekly = Array.from({ length: 52 }, (_, n) =>
      line(`w${n}`, at(new Date(NOW.getTime() + n * WEEK).toISOString())),
    );
    const pages = [0, 14, 28, 42].map((from) => cards.seriesCard(series(weekly), from));
    const offered = pages.flatMap((card) =>
      nodes(card).flatMap(({ choices }) => (choices as { value: string }[]) ?? []),
    );
    deepEqual(
      offered.map(({ value }) => value),
      weekly.map(({ id }) => id),
    );
    equal(titles(pages[3] as Card).includes("Show more"), false);
  });

  it("says which channel it goes to, or how to choose one", () => {
    const channelOf = (view: SeriesView) =>
      nodes(cards.seriesCard(view)).find(({ title }) => title === "Channel")?.value;
    equal(channelOf(series([])), "Hub");
    match(`${channelOf({ ...series([]), channel: undefined })}`, /“use this channel for Hub”/);
  });

  it("without dates says so, and how to mend it", () => {
    match(words(cards.seriesCard({ ...series([]), next: undefined })), /no date in the next two years\. Press Edit/);
  });
});

describe("The forms of a series", () => {
  const form: SeriesForm = {
    ...{ series: "hub", part: "what", title: "Hub", every: "month", days: 2, values: {}, errors: {} },
    ...{ cohorts: [], partners: [], surveys: [], ownReminders: undefined },
  };

  it("ask for exactly the fields that are read", () => {
    for (const part of PARTS) {
      for (const every of ["month", "quarter", "year", "weeks", "dates"] as const) {
        const all = { ...form, part, every, cohorts: choices, partners: choices };
        const fields = inputIds(cards.seriesFormCard(all)).map(String);
        deepEqual(fields.sort(), seriesFields(part, every, undefined).sort(), `${part} ${every}`);
      }
    }
    const fresh = cards.seriesFormCard({ ...form, series: undefined, part: undefined });
    deepEqual(inputIds(fresh).map(String).sort(), seriesFields(undefined, "month", undefined).sort());
  });

  it("are all offered behind Edit", () => {
    const [choice] = inputs(cards.editCard({ id: "hub", title: "Hub" }));
    const offered = (choice?.choices ?? []) as { value: string }[];
    deepEqual(
      offered.map(({ value }) => value),
      [...PARTS],
    );
  });

  it("come back with what was typed and a sentence", () => {
    const typed = { facilitators: "a@b.example\nc@d.example" };
    const card = cards.seriesFormCard({
      ...form,
      part: "rota",
      values: typed,
      errors: { facilitators: "Who is that?" },
    });
    match(words(card), /1 field needs another look[\s\S]*Please check: Who is that\?/);
    equal(inputs(card)[0]?.value, typed.facilitators);
  });
});

const choices = [{ value: "x", title: "X" }];

describe("The picture of the year", () => {
  const view: YearView = {
    firstMonth: "2026-11",
    series: [{ id: "hub", shortTitle: "Hub" }],
    occurrences: [line("a", at("2026-12-08T12:30:00Z"))],
  };

  it("has a row a series under one of months, and says the same in words", () => {
    const { image, altText } = pictureOf(cards.yearCard(view));
    const header = readPngHeader(image);
    deepEqual([header?.width, header?.height], [616, 72]);
    equal(altText, "Hub: 1 session, in December 2026");
    const empty = pictureOf(cards.yearCard({ ...view, occurrences: [] }));
    equal(empty.altText, "Hub: no session");
  });

  it("has a mark a session: as many pixels for two of one week as for two of two", () => {
    const marks = (...starts: string[]) => {
      const occurrences = starts.map((start) => line("a", at(start)));
      return inked(pictureOf(cards.yearCard({ ...view, occurrences })).image);
    };
    equal(marks("2026-12-08T12:30:00Z"), 8 * 16);
    equal(marks("2026-12-08T12:30:00Z", "2026-12-10T16:00:00Z"), 2 * 8 * 16);
    equal(marks("2026-12-08T12:30:00Z", "2027-01-10T16:00:00Z"), 2 * 8 * 16);
  });
});

const WEEK = 7 * 86_400_000;

function line(id: string, time: OccurrenceLine["sessions"][number]["time"]): OccurrenceLine {
  return {
    id,
    series: "hub",
    shortTitle: "Hub",
    state: "planned",
    theme: undefined,
    sessions: [{ time, calledOff: false }],
  };
}

function series(occurrences: OccurrenceLine[]): SeriesView {
  return {
    ...{
      id: "hub",
      title: "Hub",
      shortTitle: "Hub",

      next: at("2026-12-08T12:30:00Z"),
      withoutTheme: 0,
    },
    ...{ purpose: "To meet.", about: "theme", facts: [], confidential: false, channel: "Hub", occurrences },
  };
}

function inputIds(card: Card): unknown[] {
  return nodes(card).flatMap(({ type, id }) => (`${type}`.startsWith("Input.") ? [id] : []));
}

function buttonOf(card: Card, title: string): Readonly<Record<string, unknown>> {
  return nodes(card).find((node) => node.type === "Action.Execute" && node.title === title) ?? {};
}

function pictureOf(card: Card): { image: Buffer; altText: unknown } {
  const { url, altText } = nodes(card).find(({ type }) => type === "Image") ?? {};
  return { image: Buffer.from(`${url}`.split(",")[1] ?? "", "base64"), altText };
}

/** How many pixels have the ink of sessions: the fourth, with two bits a pixel. */
function inked(image: Buffer): number {
  const begins = image.indexOf("IDAT");
  const rows = inflateSync(image.subarray(begins + 4, begins + 4 + image.readUInt32BE(begins - 4)));
  const [bytes] = [616 / 4 + 1];
  return [...rows]
    .filter((_, place) => place % bytes !== 0)
    .flatMap((byte) => [byte >> 6, (byte >> 4) & 3, (byte >> 2) & 3, byte & 3])
    .filter((ink) => ink === 3).length;
}
