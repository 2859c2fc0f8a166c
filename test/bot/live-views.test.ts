import assert from "node:assert/strict";
import type { LiveCardMaker } from "../../bot/capability.js";
import { LiveViewMaker, shownOf } from "../../bot/live-views.js";
import { ExpectedError, ImpossibleError } from "../../services/kernel/errors.js";
import { campaignIds } from "../../services/surveys/context.js";
import { aPerson } from "../support/people.js";

const CARD = { type: "AdaptiveCard" } as const;

describe("A live card made anew", () => {
  function view(make: LiveCardMaker, kind = "a.b") {
    const views = new LiveViewMaker();
    views.speakFor([{ name: "a", commands: [], actions: [], messages: {}, live: { "a.b": make } }]);
    return views.view({ kind, subject: "1" }, aPerson(), new Date(0));
  }

  it("is the capability's own, for this person and moment", async () => {
    const given: unknown[] = [];
    const made = await view(async (...all) => {
      given.push(...all.slice(1));
      return { card: CARD, isFinal: true };
    });
    assert.deepEqual(made, { letter: { card: CARD }, isFinal: true });
    assert.deepEqual(given, ["1", new Date(0)]);
  });

  it("no longer applies where what it shows is gone", async () => {
    assert.equal(await view(async () => undefined), undefined);
    for (const code of ["not-found", "not-open", "not-permitted"] as const) {
      assert.equal(await view(() => Promise.reject(new ExpectedError(code, "Gone."))), undefined);
    }
  });

  it("is tried again where it could not be made now, or where only a newer version knows how", async () => {
    await assert.rejects(
      view(() => Promise.reject(new ExpectedError("busy", "Later."))),
      ExpectedError,
    );
    await assert.rejects(
      view(async () => undefined, "c.d"),
      ImpossibleError,
    );
  });

  it("shows a wave where any campaign of the wave's moves, and no wave where another one does", () => {
    const waveId = "0123456789abcdef0123456789abcdef";
    for (const id of [campaignIds.invitation(waveId), campaignIds.reminder(waveId, 2), campaignIds.told(waveId)]) {
      assert.deepEqual(shownOf(id), [
        { kind: "deliveries.campaign", subject: id },
        { kind: "deliveries.list", subject: "all" },
        { kind: "surveys.progress", subject: waveId },
      ]);
    }
    assert.equal(shownOf("digest.2026-11-23").length, 2);
  });
});
