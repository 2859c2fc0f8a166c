import assert from "node:assert/strict";
import { problemsOf } from "../../cards/check/rules.js";
import { samplesOf, templateNames } from "../../cards/check/samples.js";

const title = { type: "TextBlock", text: "A good card", style: "heading", wrap: true };

/** A card with nothing wrong, but for what is given. */
function aCard(body: readonly object[] = [], members: object = {}): object {
  return {
    type: "AdaptiveCard",
    version: "1.5",
    lang: "en-GB",
    fallbackText: "A card.",
    body: [title, ...body],
    ...members,
  };
}

function rules(card: object, view?: unknown): string[] {
  return [...new Set(problemsOf(card, view).map((problem) => problem.rule))];
}

const text = { type: "TextBlock", text: "Words", wrap: true };
const button = (name: string, members: object = {}) => ({
  type: "Action.OpenUrl",
  title: name,
  url: "https://example.org",
  ...members,
});
const field = { type: "Input.Text", id: "comment", label: "Comment", errorMessage: "Too long." };

describe("the card check", () => {
  it("finds nothing in a good card", () => {
    assert.deepEqual(rules(aCard([text, field], { actions: [button("On")] })), []);
  });

  const bad: readonly [name: string, rule: string, card: object][] = [
    ["an expression that nothing was bound to", "unbound", aCard([{ ...text, text: "Hello ${name}" }])],
    [
      "data that a client trips over",
      "key",
      aCard([], {
        actions: [{ type: "Action.Execute", title: "On", verb: "on", fallback: "drop", data: { key: "a" } }],
      }),
    ],
    ["an input without a label", "label", aCard([{ ...field, label: undefined }])],
    ["an input that can't say what is wrong", "errorMessage", aCard([{ ...field, errorMessage: "" }])],
    ["a picture without words", "altText", aCard([{ type: "Image", url: "https://example.org/a.png" }])],
    ["a table that phones don't show", "fallback", aCard([{ type: "Table", columns: [{ width: 1 }], rows: [] }])],
    [
      "an Execute without its Submit",
      "fallback",
      aCard([], { actions: [{ type: "Action.Execute", title: "Go", verb: "a.b" }] }),
    ],
    ["text that is cut off", "wrap", aCard([{ type: "TextBlock", text: "Long" }])],
    [
      "seven buttons",
      "actions",
      aCard([], { actions: Array.from({ length: 7 }, (_, place) => button(`Go ${place}`)) }),
    ],
    ["more than 60 KB", "size", aCard([{ ...text, text: "x".repeat(31_000) }])],
    [
      "two buttons of one title",
      "titles",
      aCard([{ type: "ActionSet", actions: [button("Go")] }], { actions: [button("Go")] }),
    ],
    ["no language", "lang", aCard([], { lang: undefined })],
    ["no text for old clients", "fallbackText", aCard([], { fallbackText: undefined })],
    ["another version", "version", aCard([], { version: "1.4" })],
    ["no heading", "heading", aCard([], { body: [text, text, title] })],
    ["colour without words", "colour", aCard([{ type: "Container", style: "attention", items: [] }])],
    ["a state as programs write it", "ids", aCard([{ ...text, text: "3 people are not-reachable." }])],
    ["an id of a person", "ids", aCard([{ ...text, text: "00000000-0000-4000-8000-000000000001 left" }])],
    ["a member that the format doesn't have", "schema", aCard([{ ...text, colour: "good" }])],
    ["a value that the format doesn't have", "schema", aCard([{ ...text, size: "huge" }])],
    ["an element that the format doesn't have", "schema", aCard([{ type: "Marquee", fallback: text }])],
    ["a member of a later version", "schema", aCard([{ ...field, inputStyle: "revealOnHover" }])],
  ];

  for (const [name, rule, card] of bad) {
    it(`catches ${name}`, () => assert.deepEqual(rules(JSON.parse(JSON.stringify(card))), [rule]));
  }

  it("catches a verb that is shown", () => {
    const action = { type: "Action.Execute", title: "Go", verb: "surveys.send", fallback: button("Go") };
    assert.deepEqual(rules(aCard([{ ...text, text: "Press surveys.send." }], { actions: [action] })), ["ids"]);
  });

  it("lets stand what somebody typed, even if it looks like an expression", () => {
    assert.deepEqual(rules(aCard([{ ...text, text: "Dear ${name}" }]), { comment: "Dear ${name}" }), []);
  });

  const chart = {
    type: "Chart.Donut",
    title: "Positions",
    data: [{ legend: "For", value: 12 }],
    fallback: text,
  };

  it("catches a chart whose figures are nowhere written", () => {
    assert.deepEqual(rules(aCard([chart])), ["charts"]);
    assert.deepEqual(rules(aCard([chart, { ...text, text: "12 for" }])), []);
  });

  it("catches a chart without fallback, and one that Teams would not draw", () => {
    const figure = { ...text, text: "12" };
    const { fallback: _, ...bare } = chart;
    assert.ok(rules(aCard([bare, figure])).includes("fallback"));
    assert.deepEqual(rules(aCard([{ ...chart, data: [{ label: "For", value: 12 }] }, figure])), ["schema"]);
  });

  for (const template of templateNames()) {
    it(`has samples of ${template}, all of them good`, () => {
      for (const sample of samplesOf(template))
        assert.deepEqual(problemsOf(sample.make(), sample.view), [], sample.name);
    });
  }
});
