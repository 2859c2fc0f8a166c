import assert from "node:assert/strict";
import fc from "fast-check";
import {
  readDraft,
  readExtension,
  readPeriod,
  readReason,
  readTerms,
  readText,
} from "../../services/board/items/typed-rules.js";
import { anItem } from "../support/board-house.js";

const NOW = new Date("2026-11-23T10:00:00.000Z");
const EMAILS = new Map([["ingrid@vale.example", "key"]]);
const FILE = "A".repeat(64);
const fields = {
  title: "Budget 2027-28",
  question: "Do you approve?\nAll of it?",
  paperTitle: "Budget",
  paperLink: "https://papers.example/3",
  paperVersion: "3",
  paperSha256: FILE,
  proposer: "Ingrid@Vale.example",
  date: "2026-12-04",
  time: "17:00",
};

describe("the form of an item", () => {
  it("is read as it was meant: an email as the person, a hash in any case, lines as lines", () => {
    const read = readDraft(fields, EMAILS, NOW);
    assert.ok(read.ok);
    assert.equal(read.value.proposer, "key");
    assert.equal(read.value.text.question, fields.question);
    assert.equal(read.value.text.paper?.sha256, FILE.toLowerCase());
    assert.equal(read.value.deadline.toISOString(), "2026-12-04T17:00:00.000Z");
  });

  it("needs no paper, but all of one", () => {
    const none = { ...fields, paperTitle: "", paperLink: "", paperVersion: "", paperSha256: "" };
    assert.equal(readText(none).ok, true);
    assert.deepEqual(wrongIn(readText({ ...none, paperVersion: "3" })), ["paperLink", "paperTitle"]);
  });

  it("takes a file by its name and SHA-256 alone, and a link with or without a hash", () => {
    const file = readText({ ...fields, paperTitle: "budget-3.pdf", paperLink: "", paperVersion: "" });
    assert.deepEqual(file.ok && file.value.paper, { title: "budget-3.pdf", sha256: FILE.toLowerCase() });
    assert.deepEqual(wrongIn(readText({ ...fields, paperLink: "", paperSha256: "" })), ["paperLink"]);
    assert.deepEqual(wrongIn(readText({ ...fields, paperVersion: "", paperSha256: "" })), ["paperVersion"]);
    assert.equal(readText({ ...fields, paperSha256: "" }).ok, true);
  });

  const wrong: readonly [field: string, typed: string][] = [
    ["title", ""],
    ["title", "x".repeat(121)],
    ["question", "x".repeat(1501)],
    ["paperLink", "http://papers.example"],
    ["paperLink", "javascript:alert(1)"],
    ["paperLink", "https://somebody:secret@papers.example"],
    ["paperSha256", "abc"],
    ["proposer", "nobody@vale.example"],
    ["proposer", ""],
    ["date", "2026-13-04"],
    ["date", "2026-11-20"],
    ["date", "2028-01-01"],
    ["time", "25:00"],
  ];
  for (const [field, typed] of wrong) {
    it(`asks again for ${field} where it is “${typed.slice(0, 40)}”, and keeps everything`, () => {
      const read = readDraft({ ...fields, [field]: typed }, EMAILS, NOW);
      assert.deepEqual(wrongIn(read), [field]);
      assert.equal(!read.ok && read.values.title, field === "title" ? typed : fields.title);
    });
  }

  it("never throws, whatever is sent", () => {
    fc.assert(
      fc.property(fc.anything(), (typed) => {
        for (const read of [
          readDraft(typed, EMAILS, NOW),
          readTerms(typed, anItem().terms, 5),
          readExtension(typed, NOW, NOW),
          readReason(typed),
          readPeriod(typed),
        ])
          assert.equal(read.ok, false);
      }),
    );
  });
});

describe("the form of the rule", () => {
  const rule = { kind: "decision", rule: "two-thirds", of: "eligible", quorum: "3", options: "secret,early" };

  it("says everything but what an interest does, which is the partnership's", () => {
    const read = readTerms(rule, { ...anItem().terms, interest: "vote" }, 5);
    assert.deepEqual(read.ok && read.value, {
      ...{ kind: "decision", rule: "two-thirds", of: "eligible", quorum: 3, interest: "vote" },
      ...{ secretUntilClose: true, closesEarly: true, abstentionsCountForQuorum: false },
    });
  });

  for (const quorum of ["", "-1", "6", "2.5", "three", "1e9"]) {
    it(`takes no quorum of “${quorum}” among five partners`, () => {
      assert.deepEqual(wrongIn(readTerms({ ...rule, quorum }, anItem().terms, 5)), ["quorum"]);
    });
  }
});

describe("other forms of items", () => {
  it("extend only to a later time, with a reason", () => {
    const from = new Date("2026-12-04T17:00:00.000Z");
    const same = { date: "2026-12-04", time: "17:00", reason: "Late paper" };
    assert.deepEqual(wrongIn(readExtension(same, from, NOW)), ["date"]);
    assert.deepEqual(wrongIn(readExtension({ ...same, time: "17:01", reason: " " }, from, NOW)), ["reason"]);
    assert.equal(readExtension({ ...same, time: "17:01" }, from, NOW).ok, true);
  });

  it("take two days for minutes, in their order", () => {
    assert.equal(readPeriod({ from: "2026-11-01", until: "2026-11-01" }).ok, true);
    assert.deepEqual(wrongIn(readPeriod({ from: "2026-11-02", until: "2026-11-01" })), ["until"]);
  });
});

function wrongIn(read: { readonly ok: boolean; readonly errors?: object }): string[] {
  return read.ok ? [] : Object.keys(read.errors ?? {}).sort();
}
