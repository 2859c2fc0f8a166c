import assert from "node:assert/strict";
import fc from "fast-check";
import { inOrder } from "../../services/inbox/rules.js";
import type { InboxItem } from "../../services/inbox/schema.js";

const items = fc.array(
  fc.record({ title: fc.string(), minute: fc.nat(20) }).map(
    ({ title, minute }): InboxItem => ({
      title,
      summary: "",
      due: new Date(Date.UTC(2026, 10, 30, 0, minute)),
      button: { title: "Answer", verb: "surveys.answer", data: {} },
    }),
  ),
);

describe("the inbox", () => {
  it("puts the most urgent first", () => {
    fc.assert(
      fc.property(items, (waiting) => {
        const due = inOrder(waiting).map((item) => item.due.getTime());
        assert.deepEqual(
          due,
          [...due].sort((a, b) => a - b),
        );
      }),
    );
  });

  it("loses nothing and doubles nothing", () => {
    fc.assert(
      fc.property(items, (waiting) => {
        const ordered = inOrder(waiting);
        assert.equal(ordered.length, waiting.length);
        assert.deepEqual(new Set(ordered), new Set(waiting));
      }),
    );
  });

  it("is in the same order whichever capability answered first", () => {
    fc.assert(
      fc.property(items, (waiting) => {
        const shown = (some: readonly InboxItem[]) => inOrder(some).map(({ title, due }) => [title, due.getTime()]);
        fc.pre(new Set(waiting.map(({ title }) => title.normalize().toLowerCase())).size === waiting.length);
        assert.deepEqual(shown([...waiting].reverse()), shown(waiting));
      }),
    );
  });
});
