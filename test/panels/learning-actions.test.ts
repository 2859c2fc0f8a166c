import assert from "node:assert/strict";
import { learning } from "../../bot/capabilities/panels/learning.js";
import type { Turn } from "../../bot/capability.js";
import type { Card } from "../../cards/card.js";
import type { Person } from "../../services/people/schema.js";
import { aPanelHouse, type PanelHouse } from "../support/panel-house.js";
import { anAgreed, some } from "./agreed.js";

interface Button {
  readonly title: string;
  readonly verb?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Presses buttons as a person would: by what is written on the last card. */
class Presser {
  card: Card | undefined;

  constructor(
    readonly house: PanelHouse,
    readonly person: Person,
  ) {}

  /** By verb, as other cards have it. */
  async open(verb: string): Promise<this> {
    return this.#send(verb, { round: "round-1" });
  }

  async press(title: string, typed: Readonly<Record<string, string>> = {}): Promise<this> {
    const found = this.buttons().find((button) => button.title === title);
    assert.ok(found?.verb, `no ${title} among ${this.buttons().map((button) => button.title)}`);
    return this.#send(found.verb, { ...typed, ...found.data });
  }

  buttons(): readonly Button[] {
    return (this.card?.actions ?? []) as Button[];
  }

  async #send(verb: string, data: object): Promise<this> {
    const part = learning({ panels: this.house.panels, fileUrl: (token) => `https://bot.example/files/${token}` });
    const action = part.actions.find((one) => one.verb === verb);
    assert.ok(action, verb);
    this.card = await action.run({ person: this.person } as Turn, action.schema.parse(data));
    return this;
  }
}

const text = (card: Card | undefined) => JSON.stringify(card);

describe("the cards on what a panel learned", () => {
  it("lead a coordinator from the first theme to the published summary", async () => {
    const house = await aPanelHouse(some(8, (no) => anAgreed(no)));
    const coordinator = await new Presser(house, house.coordinator).open("panels.learning");
    await coordinator.press("Save and go on", { "theme.diversity": "Say what changed." });
    await coordinator.press("Save and go on", { "theme.knowledge": "As Hill Trust does." });
    await coordinator.press("Previous");
    await coordinator.press("Save and go on");
    await coordinator.press("Save and go on");
    await coordinator.press("Preview", { goodPractice: "Write it together." });
    assert.match(text(coordinator.card), /an agency's name/);
    await coordinator.press("Change the text");
    await coordinator.press("Save and go on", { "theme.knowledge": "Use theory." });
    await (await coordinator.open("panels.learning-preview")).press("Publish");
    assert.match(text(coordinator.card), /Published, and posted/);
  });

  it("show everyone the summary, its parts and a link of their own", async () => {
    const house = await aPanelHouse(some(8, (no) => anAgreed(no)));
    await house.panels.learning.writing.keep(house.coordinator, "round-1", 1, { "theme.knowledge": "Use theory." });
    await house.panels.learning.publishing.publish(house.coordinator, "round-1");
    const reader = await new Presser(house, house.lead).open("panels.summary");
    assert.match(text(reader.card), /Agreed scores of 8 reports/);
    assert.match(text((await reader.press("Themes")).card), /Use theory/);
    assert.match(text((await reader.press("By stage and programme")).card), /Midway reports/);
    await reader.press("Word document");
    assert.ok(reader.buttons().some(({ title }) => title === "Download"));
  });

  it("lead to all comments, with what was typed kept", async () => {
    const reviews = some(8, (no) => anAgreed(no)).map((review) => ({
      ...review,
      sheets: review.sheets.map((sheet) => ({ ...sheet, comments: { diversity: `On ${review.report.no}.` } })),
    }));
    const coordinator = new Presser(await aPanelHouse(reviews), (await aPanelHouse()).coordinator);
    await (await coordinator.open("panels.learning")).press("All comments", { "theme.diversity": "Typed." });
    assert.match(text(coordinator.card), /16 comments/);
    assert.match(text((await coordinator.press("Show more")).card), /On 8\./);
    assert.match(text((await coordinator.press("Back")).card), /Typed\./);
  });
});
