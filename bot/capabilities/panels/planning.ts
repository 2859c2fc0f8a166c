import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/panels.js";
import type { InboxItem } from "../../../services/inbox/schema.js";
import { endOfDay } from "../../../services/kernel/dates.js";
import type { OpenReports } from "../../../services/panels/planning/views.js";
import { reviewOfSubject } from "../../../services/panels/timetable.js";
import type { Person } from "../../../services/people/schema.js";
import { can } from "../../../services/permissions.js";
import { action, type CardAction, type MessageCards, type Turn } from "../../capability.js";
import { fromLine } from "../carried.js";
import { ofRound } from "./data.js";
import type { PanelsNeeds, PanelsPart } from "./part.js";

const ofPage = ofRound.extend({ from: fromLine });

/** Coordinators set a round up, draw, send and follow it; members are told what is theirs to score. */
export function planning(needs: PanelsNeeds): PanelsPart {
  return {
    actions: [...settingUp(needs), ...drawing(needs), ...running(needs), ...ending(needs)],
    messages: {
      "panels.invitation": toScorers(needs, cards.invitationCard),
      "panels.reminder": toScorers(needs, cards.reportsReminderCard),
      "panels.given": toScorers(needs, cards.givenCard),
    },
    waiting: async (person, clock) => [
      ...(await toScore(needs, person)),
      ...(can(person, "panels.plan") ? await short(needs, person, clock.now()) : []),
    ],
  };
}

function settingUp({ panels: { planning: plans } }: PanelsNeeds): CardAction[] {
  const { starting, framing, choosing } = plans;
  const save = (how: "add" | "replace") =>
    plan(`panels.${how}-frame`, ofRound.loose(), async (turn, data) => {
      const form = await framing.save(data.round, how, data, turn.person);
      return form ? cards.frameCard(form) : show(plans, turn, data.round, "The reports are taken.");
    });
  return [
    plan("panels.start", z.object({}), async () => cards.roundDetailsCard(starting.form())),
    plan("panels.add", ofRound.loose(), async (turn, data) => {
      const form = await starting.add(data.round, data, turn.person);
      return form ? cards.roundDetailsCard(form) : show(plans, turn, data.round);
    }),
    plan("panels.settings", ofRound, async (_, data) => cards.roundDetailsCard(await starting.settings(data.round))),
    plan("panels.save-settings", ofRound.loose(), async (turn, data) => {
      const form = await starting.saveSettings(data.round, data, turn.person);
      return form ? cards.roundDetailsCard(form) : show(plans, turn, data.round, "Saved.");
    }),
    plan("panels.frame", ofRound, async (_, data) => cards.frameCard(await framing.form(data.round))),
    ...[save("add"), save("replace")],
    plan("panels.members", ofRound, async (_, data) => cards.panelMembersCard(await choosing.form(data.round))),
    plan("panels.save-members", ofRound.loose(), async (turn, data) => {
      const form = await choosing.save(data.round, data, turn.person);
      return form ? cards.panelMembersCard(form) : show(plans, turn, data.round, "Saved.");
    }),
  ];
}

function drawing({ panels: { planning: plans } }: PanelsNeeds): CardAction[] {
  const { drawing: draws, following, opening } = plans;
  return [
    plan("panels.draw", ofRound, async (turn, data) => {
      await draws.draw(data.round, turn.person);
      return show(plans, turn, data.round, "The sample is drawn and given out.");
    }),
    plan("panels.sample", ofPage, async ({ person }, data) =>
      cards.sampleCard(await following.sample(data.round, person), data.from),
    ),
    plan("panels.check-sample", ofRound, async ({ person }, data) =>
      cards.checkSampleCard(await following.sample(data.round, person)),
    ),
    plan("panels.send", ofRound, async (turn, data) => {
      await opening.send(data.round, turn.person);
      return show(plans, turn, data.round, "Sent. Every member is told what is theirs to score.");
    }),
  ];
}

function running({ panels: { planning: plans } }: PanelsNeeds): CardAction[] {
  const { following, giving, late, reminding } = plans;
  return [
    plan("panels.round", ofRound, (turn, data) => show(plans, turn, data.round)),
    plan("panels.more", ofRound, async ({ person }, data) => cards.moreCard(await following.round(data.round, person))),
    plan("panels.remind", ofRound, async (turn, data) => {
      await reminding.remind(data.round, turn.person);
      return show(plans, turn, data.round, "Whoever has a sheet to hand in is reminded, once a day at most.");
    }),
    plan("panels.hand-over", ofRound, async (turn, data) => {
      await giving.handOverGone(data.round, turn.person);
      return show(
        plans,
        turn,
        data.round,
        "What they had not handed in is given to others, where that is possible, and nobody waits for them to agree.",
      );
    }),
    plan("panels.late", ofRound, async (_, data) => cards.lateReportCard(await late.form(data.round))),
    plan("panels.save-late", ofRound.loose(), async (turn, data) => {
      const form = await late.add(data.round, data, turn.person);
      return form ? cards.lateReportCard(form) : show(plans, turn, data.round, "The late report is added.");
    }),
  ];
}

function ending({ panels: { planning: plans, overview } }: PanelsNeeds): CardAction[] {
  const { following, opening } = plans;
  return [
    plan("panels.close", ofRound, async ({ person }, data) =>
      cards.closeRoundCard(await following.closing(data.round, person)),
    ),
    plan("panels.close-confirm", ofRound, async (turn, data) => {
      await opening.close(data.round, turn.person);
      return show(plans, turn, data.round);
    }),
    plan("panels.throw-away", ofRound, async ({ person }, data) =>
      cards.throwAwayCard(await following.round(data.round, person)),
    ),
    plan("panels.throw-away-confirm", ofRound, async ({ person }, data) => {
      await opening.throwAway(data.round, person);
      return cards.overviewCard(await overview.of(person));
    }),
  ];
}

function plan<Schema extends z.ZodType>(
  verb: string,
  schema: Schema,
  run: (turn: Turn, data: z.infer<Schema>) => Promise<Card>,
): CardAction {
  return action({ verb, needs: "panels.plan", schema, run });
}

async function show(
  { following }: PanelsNeeds["panels"]["planning"],
  { person }: Turn,
  round: string,
  done?: string,
): Promise<Card> {
  return cards.roundCard(await following.round(round, person), done);
}

/** To those who have something to score, of the round or the one report that the message is about. */
function toScorers({ panels }: PanelsNeeds, make: (view: OpenReports) => Card): MessageCards {
  return async (people, subject) => {
    const { round, no } = reviewOfSubject(subject);
    const own = await panels.planning.turns.of(people, round, no > 0 ? no : undefined);
    return new Map([...own].map(([key, view]) => [key, make(view)]));
  };
}

async function toScore({ panels }: PanelsNeeds, person: Person): Promise<InboxItem[]> {
  const turns = await panels.overview.turns(person);
  return turns.flatMap(({ round, title, no, reference, due, step }) => {
    if (due === undefined || (step !== "score" && step !== "go-on")) return [];
    const button = { title: "Score", verb: "panels.score", data: { round, no: `${no}` } };
    const summary = step === "score" ? `${title}. About 20 minutes.` : `${title}. Begun: your draft is kept.`;
    return [{ title: `Score ${reference}`, summary, due: endOfDay(due), button }];
  });
}

async function short({ panels }: PanelsNeeds, person: Person, now: Date): Promise<InboxItem[]> {
  return (await panels.planning.following.short(person)).map(({ round, title, count }) => ({
    title: count === 1 ? "A report has too few reviewers" : `${count} reports have too few reviewers`,
    summary: `${title}. Choose more members, or see what helps.`,
    due: now,
    button: { title: "Round", verb: "panels.round", data: { round } },
  }));
}
