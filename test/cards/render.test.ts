import assert from "node:assert/strict";
import fc from "fast-check";
import { homeCard } from "../../cards/home.js";
import { errorNotice } from "../../cards/notices.js";
import { LARGEST_CARD_BYTES, render } from "../../cards/render.js";
import { ExpectedError, ImpossibleError } from "../../services/kernel/errors.js";

const entry = (title: string) => ({ title, summary: "What it does.", button: { title, verb: "home.show" } });
const home = (members: object = {}) =>
  homeCard({ name: "Ada", words: ["help"], entries: [entry("Inbox")], ...members });

describe("rendering a card", () => {
  it("says its version and language", () => {
    const { type, version, lang } = home();
    assert.deepEqual({ type, version, lang }, { type: "AdaptiveCard", version: "1.5", lang: "en-GB" });
  });

  it("gives every Execute a Submit that sends the same", () => {
    const [back] = errorNotice({ sentence: "No." }).actions as [{ fallback: object }];
    assert.deepEqual(back.fallback, {
      type: "Action.Submit",
      title: "Back",
      data: { verb: "home.show" },
      associatedInputs: "none",
    });
  });

  it("keeps what people typed literal, also an expression and a tag", () => {
    const text = JSON.stringify(errorNotice({ sentence: "${name} <b>*bold*</b>" }));
    assert.ok(text.includes('{"type":"TextRun","text":"${name} <b>*bold*</b>"}'));
  });

  it("does not change the view, so that it can be shown again", () => {
    const view = { name: "A*d*a", words: ["help"], entries: [entry("*Inbox*")] };
    const before = JSON.stringify(view);
    assert.deepEqual(homeCard(view), homeCard(view));
    assert.equal(JSON.stringify(view), before);
  });

  it("refuses a template that is not filled completely, and names what is missing", () => {
    assert.throws(
      () => render("home/home", { name: "Ada", words: "", entries: [{}], actions: [] }),
      (error) => {
        assert.ok(error instanceof ImpossibleError);
        assert.match(error.message, /home\/home: nothing bound to title, summary/);
        return true;
      },
    );
  });

  it("finds a missing field also where the same text was typed", () => {
    const data = { name: "${title}", words: "", entries: [{ summary: "", button: {} }], actions: [] };
    assert.throws(() => render("home/home", data), /nothing bound to title/);
  });

  it("refuses more buttons than a client shows", () => {
    const actions = Array.from({ length: 7 }, (_, place) => ({ type: "Action.Submit", title: `${place}` }));
    assert.throws(() => render("notices/done", { title: "a", sentence: "b", actions }), /7 actions are too many/);
  });

  it("refuses with a sentence for the person what is too large for a message", () => {
    const goes = Array.from({ length: 100 }, () => "x".repeat(1000));
    assert.ok(goes.join("").length * 2 > LARGEST_CARD_BYTES);
    assert.throws(
      () => render("people/erase", { goes, stays: [] }),
      (error) => error instanceof ExpectedError && /fits on one card/.test(error.forPerson),
    );
  });

  it("shows whatever somebody types, half expressions too", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."${}\"\\'`a.[ \n<*\u202e") }), (typed) => {
        const card = errorNotice({ title: typed, sentence: typed });
        assert.equal(card.type, "AdaptiveCard");
      }),
    );
  });

  it("leaves the values of inputs as they were typed", () => {
    const input = { type: "Input.Text", id: "a", label: "*L*", value: "*v* \u202E ${x}", placeholder: null };
    const rendered = render("notices/done", { title: "a", sentence: "${x}", actions: [input] });
    const [kept] = rendered.actions as [Record<string, unknown>];
    assert.equal(kept.value, input.value);
    assert.ok(!("placeholder" in kept));
  });
});
