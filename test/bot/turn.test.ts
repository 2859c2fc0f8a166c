import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { somebody } from "../support/people.js";

describe("A turn", () => {
  let running: RunningBot;
  before(async () => {
    running = await aBot();
  });
  after(() => running.stop());

  it("answers help with the home card", async () => {
    const pat = await somebody();
    await running.bot.services.peopleStore.save([pat]);
    const user = await running.user(pat);
    const [message] = await user.says("please help me");
    assert.match(wordsOf(message?.card as never), /Hello Pat/);
  });

  it("tells a stranger whom to ask", async () => {
    const user = await running.user(await somebody({ name: "Stranger" }));
    const [message] = await user.says("help");
    assert.match(wordsOf(message?.card as never), /I don't know you yet/);
  });
});
