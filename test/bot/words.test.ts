import assert from "node:assert/strict";
import fc from "fast-check";
import type { Command } from "../../bot/capability.js";
import { understand, wordsOf } from "../../bot/words.js";

const COMMANDS = ["help", "inbox", "my data", "surveys", "board", "use this channel for", "which channels"].map(
  command,
);

function command(word: string): Command {
  return { word, needs: "home.see", run: () => Promise.reject(new TypeError("not run here")) };
}

function meant(text: string): string | undefined {
  return understand(wordsOf(text), COMMANDS)?.command.word;
}

describe("A word typed to the bot", () => {
  it("is understood in any letter case and among other words", () => {
    for (const text of [
      "surveys",
      "SURVEYS",
      "show me the surveys, please",
      "<at>Bot</at> surveys",
      "Surveys!\n",
      "my&nbsp;surveys",
    ]) {
      assert.equal(meant(text), "surveys", text);
    }
    assert.equal(meant("What is MY   DATA?"), "my data");
  });

  it("is not found inside another word", () => {
    assert.equal(meant("onboarding"), undefined);
    assert.equal(meant("inboxes"), undefined);
    assert.equal(meant("skateboard"), undefined);
  });

  it("is not guessed where two could be meant, unless one is a phrase or comes first", () => {
    assert.equal(meant("is it in my inbox or in surveys?"), undefined);
    assert.equal(meant("surveys, help!"), "surveys");
    assert.equal(meant("please use this channel for board"), "use this channel for");
  });

  it("takes the rest as it was written", () => {
    const understood = understand(wordsOf("<at>Bot</at> Use this channel for  Research Hub "), COMMANDS);
    assert.equal(understood?.rest, "Research Hub");
  });

  it("is looked for in no more than a few hundred characters, whatever is sent", () => {
    assert.equal(meant(`${"x ".repeat(100_000)} surveys`), undefined);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
        assert.ok(wordsOf(text).length <= 500);
        meant(text);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
