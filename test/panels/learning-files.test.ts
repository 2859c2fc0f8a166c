import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import readXlsxFile from "read-excel-file/node";
import type { FileRequest } from "../../services/files/ports.js";
import { frameText } from "../../services/panels/planning/frame-rules.js";
import { rankOf } from "../../services/panels/planning/sample-rules.js";
import type { Review } from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReport, aReview, aSheet, type PanelHouse, panelist } from "../support/panel-house.js";
import { anAgreed, aRevealed } from "./agreed.js";

const CANARY = "canary";
/** Scored by both, and not revealed. */
const SECRET: Review = aReview({
  report: aReport(3, { reference: "A26-SECRET" }),
  sheets: [1, 3].map((n) => aSheet(panelist(n), 1, { comment: CANARY, comments: { knowledge: CANARY } })),
});

/** Report 1 is agreed, 2 of another agency revealed and something proposed, 3 neither. */
async function aHouse(): Promise<PanelHouse> {
  const { agreement } = anAgreed(2);
  const proposed = { ...aRevealed(2, [2, 4], { agency: "hill-council" }), agreement };
  return aPanelHouse([anAgreed(1), proposed, SECRET]);
}

async function fetched(house: PanelHouse, { token }: { readonly token: string }): Promise<Uint8Array | undefined> {
  const request = JSON.parse(token) as FileRequest;
  return house.producers.get(request.kind)?.(request);
}

async function sheets(house: PanelHouse, person: Person): Promise<Map<string, unknown[][]>> {
  const content = await fetched(house, await house.panels.learning.exporting.round(person, "round-1"));
  const found = await readXlsxFile(Buffer.from(content ?? []));
  return new Map(found.map(({ sheet, data }) => [sheet, data as unknown[][]]));
}

describe("the export of a round", () => {
  it("has sample and frame, and of revealed reports first and agreed scores", async () => {
    const house = await aHouse();
    const found = await sheets(house, house.coordinator);
    assert.deepEqual([...found.keys()], ["Sample", "Frame", "Scores", "Agreed", "Agreement figures", "About"]);
    assert.deepEqual(found.get("Sample")?.[1]?.at(-1), rankOf("seed", "A26-001"));
    assert.equal(found.get("Frame")?.length, 4);
    const second = found
      .get("Scores")
      ?.find(([reference, criterion]) => reference === "A26-002" && criterion === "Knowledge");
    assert.deepEqual(second?.slice(2, 4), [2, 4]);
    assert.deepEqual(
      found.get("Agreed")?.map(([reference]) => reference),
      ["Reference", "A26-001"],
    );
  });

  it("has no report that its reader is kept from on any sheet", async () => {
    const found = await sheets(await aHouse(), (await aHouse()).conflicted);
    const rows = [...found].filter(([name]) => name !== "About").flatMap(([, lines]) => lines);
    assert.doesNotMatch(JSON.stringify(rows), /A26-001|A26-SECRET/);
    assert.match(JSON.stringify(rows), /A26-002/);
  });

  it("has the frame in the form whose hash is recorded", async () => {
    const house = await aHouse();
    const [, ...rows] = (await sheets(house, house.coordinator)).get("Frame") ?? [];
    const text = rows.map((row) => `${row.slice(0, 7).join("\t")}\n`).join("");
    assert.equal(text, frameText(await house.rounds.frame("round-1")));
  });

  it("has nothing of a report that is not revealed but its place in sample and frame", async () => {
    const house = await aHouse();
    const found = await sheets(house, house.coordinator);
    const has = (name: string) => JSON.stringify(found.get(name)).includes("A26-SECRET");
    assert.deepEqual(["Sample", "Frame", "Scores", "Agreed", "Agreement figures"].filter(has), ["Sample", "Frame"]);
    assert.doesNotMatch(JSON.stringify([...found.values()]), new RegExp(CANARY));
  });

  it("is the same whatever was scored in reports that are not revealed", async () => {
    const [one, other] = [await aHouse(), await aHouse()];
    other.reviews.kept.set("round-1|3", { ...SECRET, sheets: [], drafts: {} });
    assert.deepEqual(await sheets(one, one.coordinator), await sheets(other, other.coordinator));
  });

  it("leaves out scores of reports that the coordinator is kept from", async () => {
    const house = await aHouse();
    const found = await sheets(house, house.conflicted);
    const references = (name: string) =>
      new Set(
        found
          .get(name)
          ?.slice(1)
          .map(([reference]) => reference),
      );
    assert.deepEqual([references("Scores"), references("Agreed")], [new Set(["A26-002"]), new Set()]);
  });

  it("is refused, at the moment of fetching, to whoever is no coordinator any more", async () => {
    const house = await aHouse();
    const file = await house.panels.learning.exporting.round(house.coordinator, "round-1");
    assert.ok(await fetched(house, file));
    const { token } = file;
    const request = JSON.parse(token) as FileRequest;
    const asMember = { ...request, person: panelist(1) };
    assert.equal(await fetched(house, { token: JSON.stringify(asMember) }), undefined);
    Object.assign(house.coordinator, { roles: [] });
    assert.equal(await fetched(house, file), undefined);
  });

  it("leaves out, at the moment of fetching, a report on which a conflict was declared since", async () => {
    const house = await aHouse();
    const file = await house.panels.learning.exporting.round(house.coordinator, "round-1");
    const conflict = { at: "2026-12-11T10:00:00.000Z", by: personKey(house.coordinator) };
    await house.reviews.change("round-1", 2, (review) => ({ next: { ...review, conflicts: [conflict] }, result: 0 }));
    const found = await readXlsxFile(Buffer.from((await fetched(house, file)) ?? []));
    const scores = found.find(({ sheet }) => sheet === "Scores")?.data as unknown[][];
    assert.ok(scores.length > 1 && scores.every(([reference]) => reference !== "A26-002"));
  });
});

describe("the summary as a Word document", () => {
  async function published(): Promise<PanelHouse> {
    const house = await aHouse();
    const { writing, publishing } = house.panels.learning;
    await writing.keep(house.coordinator, "round-1", 1, { "theme.knowledge": "Theory is named, not used." });
    await publishing.publish(house.coordinator, "round-1");
    return house;
  }

  it("says what was learned, for everyone in the partnership", async () => {
    const house = await published();
    const content = await fetched(house, await house.panels.learning.exporting.summary(house.lead, "round-1"));
    const body = strFromU8(unzipSync(content ?? new Uint8Array())["word/document.xml"] ?? new Uint8Array());
    for (const text of ["Autumn 2026", "Knowledge", "Theory is named, not used.", "Too few reports"])
      assert.ok(body.includes(text));
  });

  it("is handed out to nobody whom the partnership doesn't know, and not before it is published", async () => {
    const house = await published();
    const file = await house.panels.learning.exporting.summary(house.lead, "round-1");
    const request = JSON.parse(file.token) as FileRequest;
    const stranger = { ...request, person: { ...request.person, objectId: "00000000-0000-4000-8000-999999999999" } };
    assert.equal(await fetched(house, { token: JSON.stringify(stranger) }), undefined);
    await assert.rejects(async () => (await aHouse()).panels.learning.exporting.summary(house.lead, "round-1"));
  });
});
