import assert from "node:assert/strict";
import fc from "fast-check";
import { escaped, isHarmless, LONGEST_SHOWN, looksLikeMarkdown, plain, unlinked } from "../../cards/text.js";

describe("text on cards", () => {
  it("leaves ordinary sentences alone, in any script", () => {
    for (const text of [
      "I can't do more than 37 hours (honestly).",
      "Zoë's café – 50% off!",
      "مرحبا بكم",
      "👩‍👩‍👧 家族",
    ]) {
      assert.equal(plain(text), text);
      assert.equal(looksLikeMarkdown(text), false);
    }
  });

  it("takes out marks that turn the direction of writing, and control characters", () => {
    assert.equal(plain("safe\u202Eexe.\u2066txt\u0000\u200F"), "safeexe.txt");
  });

  it("takes out halves of characters, which some clients refuse", () => {
    assert.equal(plain("a\ud83db"), "ab");
  });

  it("cuts what is too long with an ellipsis, never inside a character", () => {
    assert.equal(plain("a".repeat(10_000)).length, LONGEST_SHOWN);
    assert.equal(plain("ab👋c", 4), "ab…");
  });

  it("never shows more than its limit, and nothing twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const once = plain(text, limit);
        assert.ok(once.length <= limit);
        assert.doesNotThrow(() => encodeURIComponent(once), "half a character");
        assert.equal(plain(once, limit), once);
      }),
    );
  });

  it("knows what a text block would take for markdown, HTML or a date function", () => {
    const risky = [
      "*a*",
      "a_b",
      "`c`",
      "~~d~~",
      "[x](y)",
      "a\\b",
      "<b>",
      "&lt;",
      "# e",
      "- f",
      "1. g",
      "> h",
      "{{DATE()}}",
    ];
    for (const text of risky) assert.ok(looksLikeMarkdown(text), text);
  });

  it("spares no text its thorough look that needs one", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."a1 .,:;-)(%*_#>w/\n\u202e") }), (text) => {
        if (isHarmless(text)) assert.ok(!looksLikeMarkdown(text) && plain(text) === text, text);
      }),
    );
  });

  it("escapes every sign that markdown reads", () => {
    assert.equal(escaped("*a* [b](c) <d>"), "\\*a\\* \\[b\\](c) \\<d>");
    assert.equal(escaped("1. one\n- two\n> three"), "1\\. one\n\\- two\n\\> three");
  });

  it("makes no link of a choice's title, and changes nothing to see", () => {
    assert.equal(unlinked("[x](y)").replace("\u2060", ""), "[x](y)");
    assert.ok(!unlinked("[x](y)").includes("]("));
  });
});
