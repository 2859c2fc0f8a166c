import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/panels.js";
import { LINK_MINUTES } from "../../../services/files/service.js";
import type { LearningFromRounds } from "../../../services/panels/learning/learning.js";
import type { Checked } from "../../../services/panels/learning/views.js";
import type { Person } from "../../../services/people/schema.js";
import { action, type CardAction } from "../../capability.js";
import { fromLine } from "../carried.js";
import { ofRound, pageNumber } from "./data.js";
import type { PanelsNeeds, PanelsPart } from "./part.js";

const page = pageNumber.default(0);
const nth = z.coerce.number().int().min(0).max(10).default(0);
const ofPage = ofRound.extend({ page });
const ofSources = ofPage.extend({ nth, from: fromLine });
const ofPart = ofRound.extend({ part: z.enum(cards.SUMMARY_PARTS).default("scores"), from: fromLine });

/** How far reviewers agree, and what the panel learned: in words by coordinators, for everyone. */
export function learning({ panels, fileUrl }: PanelsNeeds): PanelsPart {
  const { learning: service } = panels;
  return {
    actions: [...figures(service), ...writing(service), ...publishing(service), ...reading(service, fileUrl)],
    messages: {},
    posts: {
      "panels.learning": async (subject) => {
        const summary = await service.publishing.find(subject);
        return summary && cards.summaryCard(summary);
      },
    },
  };
}

function figures(service: LearningFromRounds): CardAction[] {
  return [
    action({
      verb: "panels.figures",
      needs: "panels.plan",
      schema: ofRound,
      run: async ({ person }, data) => cards.agreementCard(await service.agreement(person, data.round)),
    }),
  ];
}

function writing({ writing: texts, publishing: published }: LearningFromRounds): CardAction[] {
  const form = async (person: Person, id: string, at: number) =>
    cards.learningFormCard(await texts.form(person, id, at));
  const sources = async (person: Person, at: z.infer<typeof ofSources>) =>
    cards.sourcesCard(await texts.sources(person, at.round, at.page, at.nth), at.from);
  return [
    action({
      verb: "panels.learning",
      needs: "panels.plan",
      schema: ofPage,
      run: async ({ person }, data) => {
        const summary = await published.find(data.round);
        return summary ? cards.summaryCard(summary) : form(person, data.round, data.page);
      },
    }),
    action({
      verb: "panels.learning-keep",
      needs: "panels.plan",
      schema: ofSources.extend({ next: z.enum(["on", "back", "sources"]) }).loose(),
      run: async ({ person }, data) => {
        const again = await texts.keep(person, data.round, data.page, data);
        if (again) return cards.learningFormCard(again);
        if (data.next === "sources") return sources(person, data);
        if (data.next === "back") return form(person, data.round, Math.max(0, data.page - 1));
        return (await texts.isLast(data.round, data.page))
          ? checkedCard(await published.check(person, data.round))
          : form(person, data.round, data.page + 1);
      },
    }),
    action({
      verb: "panels.learning-sources",
      needs: "panels.plan",
      schema: ofSources,
      run: ({ person }, data) => sources(person, data),
    }),
  ];
}

function publishing({ publishing: service }: LearningFromRounds): CardAction[] {
  return [
    action({
      verb: "panels.learning-preview",
      needs: "panels.plan",
      schema: ofPart,
      run: async ({ person }, { part, ...data }) => {
        const checked = await service.check(person, data.round);
        return "preview" in checked && part !== "scores"
          ? cards.previewPartCard(checked.preview, part, data.from)
          : checkedCard(checked);
      },
    }),
    action({
      verb: "panels.learning-accept",
      needs: "panels.plan",
      schema: ofRound.extend({ finding: z.string().max(200) }).loose(),
      run: async ({ person }, data) => checkedCard(await service.accept(person, data.round, data.finding, data)),
    }),
    action({
      verb: "panels.learning-publish",
      needs: "panels.plan",
      schema: ofRound,
      run: async ({ person }, data) => cards.publishedCard(await service.publish(person, data.round)),
    }),
  ];
}

function checkedCard(checked: Checked): Card {
  return "open" in checked ? cards.findingCard(checked.open) : cards.previewCard(checked.preview);
}

function reading(
  { publishing: service, exporting }: LearningFromRounds,
  fileUrl: PanelsNeeds["fileUrl"],
): CardAction[] {
  const link = (token: string) => ({ url: fileUrl(token), expires: `for ${LINK_MINUTES} minutes` });
  return [
    action({
      verb: "panels.summary",
      needs: "panels.read",
      schema: ofPart,
      run: async (_, data) => cards.summaryCard(await service.published(data.round), data.part, data.from),
    }),
    action({
      verb: "panels.document",
      needs: "panels.read",
      schema: ofRound,
      run: async ({ person }, data) => {
        const file = await exporting.summary(person, data.round);
        return cards.learningFileCard(file, link(file.token));
      },
    }),
    action({
      verb: "panels.export",
      needs: "panels.plan",
      schema: ofRound,
      run: async ({ person }, data) => {
        const file = await exporting.round(person, data.round);
        return cards.roundFileCard(file, link(file.token));
      },
    }),
  ];
}
