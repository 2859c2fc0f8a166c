import assert from "node:assert/strict";
import type { TeamsUser } from "../../bot/local/double/user.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { somebody } from "../support/people.js";

describe("My data, in the chat", () => {
  let running: RunningBot;
  let pat: TeamsUser;

  beforeEach(async () => {
    const person = await somebody();
    running = await aBot({ people: [person] });
    pat = await running.user(person);
  });
  afterEach(() => running.stop());

  const files = (token: string) => fetch(`${running.url}/files/${token}`);

  it("is handed out behind a signed link, to be kept by nobody on the way", async () => {
    const [card] = await pat.says("what is my data?");
    const handed = await pat.presses(card, "Export");
    const token = /\/files\/([\w.-]+)/.exec(JSON.stringify(handed.card))?.[1] ?? "";
    const response = await files(token);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(response.headers.get("content-disposition") ?? "", /attachment; filename="my-data\.json"/);
    const document = (await response.json()) as { person: { name: string } };
    assert.equal(document.person.name, pat.account.name);
    const wrong = await Promise.all([files(`${token}x`), files("x"), files(token.toUpperCase())]);
    const answers = await Promise.all(wrong.map(async (each) => [each.status, await each.text()]));
    assert.equal(new Set(answers.map(String)).size, 1);
    assert.equal(answers[0]?.[0], 404);
  });

  it("is erased by a second press, and from then on the person is a stranger", async () => {
    const [card] = await pat.says("my data");
    const asked = await pat.presses(card, "Erase my data");
    const erased = await pat.presses(asked, "Erase it for good");
    assert.match(JSON.stringify(erased.card), /has been erased/);
    const [answer] = await pat.says("help");
    assert.match(JSON.stringify(answer?.card), /I don't know you yet/);
  });
});
