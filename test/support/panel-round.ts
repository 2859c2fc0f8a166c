import assert from "node:assert/strict";
import { share } from "../../bot/local/chance.js";
import { buttonsOf, inputsOf, wordsOf } from "../../bot/local/double/cards.js";
import type { Message } from "../../bot/local/double/chat.js";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";

type At = Answer | Message | undefined;

/** Somebody on the panel, or who sets it up, as they go through its cards. */
export class PanelUser {
  constructor(readonly user: TeamsUser) {}

  cardOf(at: At): Card {
    const card = at && ("cardFor" in at ? at.cardFor(this.user.account) : at.card);
    return card ?? assert.fail(`${this.user.account.name} sees no card: ${(at as Answer | undefined)?.error}`);
  }

  words(at: At): string {
    return wordsOf(this.cardOf(at));
  }

  /** Whether there is a button of that title, or one that begins with it and a colon. */
  titleLike(at: At, title: string): string | undefined {
    return buttonsOf(this.cardOf(at)).find((one) => one.title === title || one.title.startsWith(`${title}: `))?.title;
  }

  async press(at: At, title: string, inputs: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const answer = await this.user.presses(at, this.titleLike(at, title) ?? title, inputs);
    assert.equal(answer.error, undefined, `${title}: ${answer.error}`);
    return answer;
  }

  async panels(): Promise<Message> {
    // What is on its way to them may come in between.
    const came = await this.user.says("panels");
    return came.find(({ words }) => words.startsWith("Placement QA panels")) ?? assert.fail("no answer to panels");
  }

  /** Fills in each page and hands in; `score` decides by the input's id. */
  async score(at: At, score: (input: string) => string): Promise<Answer> {
    let page = at as Answer;
    for (let turns = 0; turns < 10; turns += 1) {
      const inputs = Object.fromEntries(
        inputsOf(this.cardOf(page))
          .filter(({ kind }) => kind === "ChoiceSet")
          .map(({ id }) => [id, score(id)]),
      );
      if (!this.titleLike(page, "Next")) return this.press(page, "Score", inputs);
      page = await this.press(page, "Next", inputs);
    }
    assert.fail("a report that has no last page");
  }

  /** Everything that waits for them as a reviewer with that button, one after the other; how many there were. */
  async workThrough(title: string, each: (at: Answer) => Promise<unknown>): Promise<number> {
    const done = new Set<string>();
    for (;;) {
      const next = await this.#next(title, done);
      if (!next) return done.size;
      done.add(next.about);
      await each(next.answer);
    }
  }

  async #next(title: string, done: ReadonlySet<string>): Promise<{ about: string; answer: Answer } | undefined> {
    let page: At = await this.panels();
    for (;;) {
      const fitting = buttonsOf(this.cardOf(page)).filter(
        (one) => one.title === title || one.title.startsWith(`${title}: `),
      );
      const button = fitting.find(({ data }) => !done.has(JSON.stringify(data)));
      if (button) {
        const answer = await this.press(page, button.title);
        return { about: JSON.stringify(button.data), answer };
      }
      if (!this.titleLike(page, "Show more")) return undefined;
      page = await this.press(page, "Show more");
    }
  }
}

/** Mostly 2 and 3, a little by who scores, sometimes not evidenced. */
export function aScore(who: string, what: string): string {
  const chance = share(`scores ${who} ${what}`);
  if (chance < 0.03) return "not-evidenced";
  return chance < 0.15 ? "1" : chance < 0.5 ? "2" : chance < 0.85 ? "3" : "4";
}
