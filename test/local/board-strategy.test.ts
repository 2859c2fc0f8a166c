import assert from "node:assert/strict";
import { reactionTo, requestIn } from "../../bot/local/colleagues/reaction.js";
import type { Temperament } from "../../bot/local/colleagues/temperament.js";
import { ballotAskCard } from "../../cards/board.js";
import { ballotView } from "../../services/board/voting/view-rules.js";
import { anItem, member } from "../support/board-house.js";

const card = ballotAskCard(
  ballotView(anItem(), new Date("2026-11-24T10:00:00Z"), { person: member("one"), names: new Map() }),
);
const talkative: Temperament = { answers: "at-once", mood: 0, commentsInTen: 5, seconds: 2 };

describe("Simulated colleagues on the board", () => {
  const pressed = Array.from({ length: 400 }, (_, n) => {
    const request = requestIn(card, `p${n}`);
    return request && reactionTo(card, request, talkative, `p${n}`, 0);
  });
  const count = (title: string) => pressed.filter((one) => one?.title === title).length;

  it("mostly approve, and some reject or abstain", () => {
    assert.ok(count("Approve") > 220 && count("Approve") < 320, `${count("Approve")} approve`);
    assert.ok(count("Reject") > 30 && count("Abstain") > 20, `${count("Reject")} reject, ${count("Abstain")} abstain`);
  });

  it("give some of their votes with a few words", () => {
    const commented = pressed.filter((one) => one?.inputs.comment).length;
    assert.ok(commented > 120 && commented < 280, `${commented} comments`);
  });

  it("vote the same again when they see the same card", () => {
    assert.deepEqual(requestIn(card, "p1"), requestIn(card, "p1"));
  });
});
