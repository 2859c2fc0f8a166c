import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { loadPartnership } from "../../services/partnership/load.js";
import { NORTHERN_VALE, northernVale } from "../support/partnership.js";

/** With these files beside its partnership.yaml. */
async function loadedWith(files: Readonly<Record<string, string>> = {}) {
  const partnership = await readFile(`${NORTHERN_VALE}/partnership.yaml`, "utf8");
  const texts = { "partnership.yaml": partnership, ...files };
  return loadPartnership(Object.entries(texts).map(([path, text]) => ({ path, text })));
}

async function placesOfMistakes(files: Readonly<Record<string, string>>): Promise<string[]> {
  const loaded = await loadedWith(files);
  return loaded.ok ? [] : loaded.mistakes.map(({ file, line }) => `${file} ${line}`).toSorted();
}

describe("panel.yaml and board.yaml", () => {
  it("make another partnership's panel and board, by data alone", async () => {
    const { panel, fees, board } = await northernVale();
    assert.deepEqual([panel.criteria.length, panel.scale.length, panel.reviewers], [2, 5, 3]);
    assert.deepEqual([fees.years[0]?.pence, fees.years[0]?.text?.version], [123_456, 3]);
    assert.deepEqual([board.rule, board.closesAt, board.eligible.tiers.length], ["two-thirds", "12:15", 2]);
  });

  it("may be left out: all is then as usual", async () => {
    const loaded = await loadedWith();
    assert.ok(loaded.ok);
    assert.equal(loaded.panel.criteria.length, 9);
    assert.equal(loaded.board.rule, "simple-majority");
  });

  it("have each wrong value named with its line", async () => {
    const files = { "panel.yaml": "reviewers: 9\nsample: { passesPercent: 110 }\n", "board.yaml": "rule: most\n" };
    assert.deepEqual(await placesOfMistakes(files), ["board.yaml 1", "panel.yaml 1", "panel.yaml 2"]);
  });

  it("have what doesn't go together named: a criterion twice, a scale that falls, a name for two programmes", async () => {
    const criteria = "criteria:\n  - { id: a, title: One }\n  - { id: a, title: Two }\n";
    const scale = "scale:\n  - { value: 2, title: B, descriptor: b }\n  - { value: 1, title: A, descriptor: a }\n";
    const programmes = "programmes:\n  - { id: ba, title: BA }\n  - { id: msw, title: MSW, alsoCalled: [ba] }\n";
    const places = await placesOfMistakes({ "panel.yaml": criteria + scale + programmes });
    assert.deepEqual(places, ["panel.yaml 3", "panel.yaml 6", "panel.yaml 9"]);
  });
});
