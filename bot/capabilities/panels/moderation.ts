import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/panels.js";
import type { InboxItem } from "../../../services/inbox/schema.js";
import type { Clock } from "../../../services/kernel/clock.js";
import { endOfDay, type LocalDate } from "../../../services/kernel/dates.js";
import type { CompareView } from "../../../services/panels/moderation/views.js";
import type { Panels } from "../../../services/panels/service.js";
import type { OwnReport } from "../../../services/panels/views.js";
import type { Person } from "../../../services/people/schema.js";
import { can } from "../../../services/permissions.js";
import { action, type CardAction, toEach } from "../../capability.js";
import { fromLine } from "../carried.js";
import { ofReport, ofRound, pageNumber } from "./data.js";
import type { PanelsNeeds, PanelsPart } from "./part.js";

/** Scores side by side, and what the panel agrees on. */
export function moderation({ panels }: PanelsNeeds): PanelsPart {
  return {
    actions: [...looking(panels), ...revealing(panels), ...agreeing(panels)],
    messages: {
      "panels.to-agree": toEach(async (person, subject) => {
        const view = await panels.moderation.agreeing.toAgree(person, subject);
        return view && cards.toAgreeCard(view);
      }),
    },
    waiting: async (person, clock) => [
      ...(can(person, "panels.score") ? ownTurns(await panels.overview.turns(person), clock) : []),
      ...(can(person, "panels.plan") ? await readyToReveal(panels, person, clock) : []),
    ],
  };
}

function looking({ moderation: service }: Panels): CardAction[] {
  return [
    action({
      verb: "panels.reports",
      needs: "panels.plan",
      schema: ofRound.extend({ from: fromLine }),
      run: async ({ person }, { round, from }) => cards.reportsCard(await service.reports(person, round), from),
    }),
    action({
      verb: "panels.compare",
      needs: "panels.moderate",
      schema: ofReport,
      run: async ({ person }, at) => compared(person, await service.compare(person, at)),
    }),
    action({
      verb: "panels.comments",
      needs: "panels.moderate",
      schema: ofReport.extend({ page: pageNumber.default(0) }),
      run: async ({ person }, { page, ...at }) => cards.commentsCard(await service.comments(person, at, page)),
    }),
  ];
}

function revealing({ moderation: service }: Panels): CardAction[] {
  return [
    action({
      verb: "panels.reveal-form",
      needs: "panels.plan",
      schema: ofReport,
      run: async ({ person }, at) => cards.revealCard(await service.revealForm(person, at)),
    }),
    action({
      verb: "panels.reveal",
      needs: "panels.moderate",
      schema: ofReport.loose(),
      run: async ({ person }, { round, no, ...typed }) => {
        const view = await service.reveal(person, { round, no }, typed);
        return "kind" in view ? compared(person, view) : cards.revealCard(view);
      },
    }),
  ];
}

function compared(person: Person, view: CompareView, notice?: string): Card {
  return cards.compareCard(view, notice, can(person, "panels.plan"));
}

function agreeing({ moderation: service }: Panels): CardAction[] {
  const compare = async (person: Person, at: z.infer<typeof ofReport>, notice: string): Promise<Card> =>
    compared(person, await service.compare(person, at), notice);
  return [
    action({
      verb: "panels.agree-form",
      needs: "panels.moderate",
      schema: ofReport.extend({ page: pageNumber.default(0) }),
      run: async ({ person }, { page, ...at }) => cards.agreeCard(await service.agreeing.form(person, at, page)),
    }),
    action({
      verb: "panels.agree-keep",
      needs: "panels.moderate",
      // Without `to` they leave it for now.
      schema: ofReport.extend({ page: pageNumber, to: pageNumber.optional() }).loose(),
      run: async ({ person }, { round, no, page, to, ...typed }) => {
        const view = await service.agreeing.keep(person, { round, no }, page, to ?? page, typed);
        if (to !== undefined || Object.keys(view.errors).length > 0) return cards.agreeCard(view);
        return compare(person, { round, no }, "What you wrote is kept. Only you see it until you save it.");
      },
    }),
    action({
      verb: "panels.propose",
      needs: "panels.moderate",
      schema: ofReport.loose(),
      run: async ({ person }, { round, no, ...typed }) => {
        const form = await service.agreeing.propose(person, { round, no }, typed);
        return form ? cards.agreeCard(form) : compare(person, { round, no }, "Saved.");
      },
    }),
    action({
      verb: "panels.agree",
      needs: "panels.score",
      schema: ofReport.extend({ version: z.coerce.number().int().min(1).max(100_000) }),
      run: async ({ person }, { version, ...at }) => {
        const isAgreed = await service.agreeing.agree(person, at, version);
        return compare(person, at, isAgreed ? "Thank you: you have agreed." : NEWER);
      },
    }),
    action({
      verb: "panels.go-on-form",
      needs: "panels.plan",
      schema: ofReport,
      run: async ({ person }, at) => cards.goOnCard(await service.agreeing.goOnForm(person, at)),
    }),
    action({
      verb: "panels.go-on",
      needs: "panels.plan",
      schema: ofReport.extend({ version: z.coerce.number().int().min(1).max(100_000) }).loose(),
      run: async ({ person }, { round, no, version, ...typed }) => {
        const form = await service.agreeing.goOn(person, { round, no }, version, typed);
        return form ? cards.goOnCard(form) : compare(person, { round, no }, "What is agreed stands now.");
      },
    }),
  ];
}

const NEWER = "What is agreed was changed meanwhile. This is how it stands now: please look at it and agree to that.";

const STEPS = {
  reveal: { title: "Ready to reveal", summary: "Everyone has handed in." },
  propose: { title: "To talk over", summary: "The scores are revealed. Write down what you agree on." },
  agree: { title: "To agree", summary: "A colleague wrote down what the panel agreed." },
} as const;

type Step = keyof typeof STEPS;

/** One item a round and step, however many reports it is about. */
function ownTurns(turns: readonly OwnReport[], clock: Clock): InboxItem[] {
  const keyOf = ({ round, step }: OwnReport) => `${round}|${step}`;
  const groups = [...new Set(turns.map(keyOf))].map((key) => turns.filter((one) => keyOf(one) === key));
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first || !isStep(first.step)) return [];
    const { round, no, reference, due, step } = first;
    const { title, summary } = STEPS[step];
    const about = group.length === 1 ? reference : `${group.length} reports`;
    const button =
      group.length === 1
        ? { title: "Scores", verb: "panels.compare", data: { round, no: `${no}` } }
        : { title: "Panels", verb: "panels.show", data: {} };
    return [{ title: `${about}: ${title.toLowerCase()}`, summary, due: dueOn(due, clock), button }];
  });
}

function isStep(step: OwnReport["step"]): step is Step {
  return step in STEPS;
}

async function readyToReveal(panels: Panels, person: Person, clock: Clock): Promise<InboxItem[]> {
  return (await panels.moderation.ready(person)).map(({ round, title, meetingOn, ready }) => ({
    title: `${ready === 1 ? "One report is" : `${ready} reports are`} ready to reveal`,
    summary: `${title}: all scores are in.`,
    due: dueOn(meetingOn, clock),
    button: { title: "Reports", verb: "panels.reports", data: { round } },
  }));
}

function dueOn(date: LocalDate | undefined, clock: Clock): Date {
  return date === undefined ? clock.now() : endOfDay(date);
}
