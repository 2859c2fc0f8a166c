import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/panels.js";
import type { InboxItem } from "../../../services/inbox/schema.js";
import type { FeedbackToAgencies } from "../../../services/panels/feedback/feedback.js";
import type { Person } from "../../../services/people/schema.js";
import { action, type CardAction, type Turn, toEach } from "../../capability.js";
import { fromLine } from "../carried.js";
import { ofReport, ofRound } from "./data.js";
import type { PanelsNeeds, PanelsPart } from "./part.js";

const version = z.union([z.iso.datetime(), z.literal("")]).default("");
const finding = z.string().regex(/^[a-z]{4,9}\.[a-zA-Z]{1,20}\.[0-9a-f]{16}$/);

/** Coordinators word, check and send what was agreed; WFD leads of the report's agency take it up. */
export function feedback({ panels: { feedback: service } }: PanelsNeeds): PanelsPart {
  const { receiving } = service;
  return {
    actions: [...wording(service), ...following(service), ...taking(service)],
    messages: {
      "panels.feedback": toEach(async (person, subject) => {
        const view = await receiving.asked(person, subject);
        return view && cards.feedbackCard(view);
      }),
      "panels.feedback-reminder": toEach(async (person, subject) => {
        const view = await receiving.asked(person, subject);
        return view && cards.feedbackCard(view, true);
      }),
      "panels.feedback-done": toEach(async (person, subject) => {
        const view = await receiving.message(person, subject);
        return view && cards.feedbackCard(view);
      }),
    },
    waiting: async (person) => [...(await toTake(service, person)), ...(await toDo(service, person))],
  };
}

function wording(service: FeedbackToAgencies): CardAction[] {
  const { checking, sending } = service;
  return [
    plan("panels.feedback-edit", ofReport, async ({ person }, data) => edit(service, person, data)),
    plan("panels.feedback-save", ofReport.extend({ version }).loose(), async ({ person }, data) => {
      const form = await checking.save(person, data, data);
      return form ? cards.feedbackFormCard(form) : look(service, person, data);
    }),
    plan("panels.feedback-check", ofReport, ({ person }, data) => look(service, person, data)),
    plan("panels.feedback-accept", ofReport.extend({ finding }).loose(), async ({ person }, data) =>
      look(service, person, data, await checking.accept(person, { ...data, key: data.finding }, data)),
    ),
    plan("panels.feedback-send", ofReport.extend({ version }), async ({ person }, data) => {
      await sending.send(person, data.round, data.no, data.version);
      return look(service, person, data);
    }),
  ];
}

function following({ following: follows, sending }: FeedbackToAgencies): CardAction[] {
  return [
    plan("panels.feedback-list", ofRound.extend({ from: fromLine }), async ({ person }, data) =>
      cards.feedbackListCard(await follows.list(person, data.round), data.from),
    ),
    plan("panels.followed-up", ofReport, async ({ person }, data) => {
      await sending.followUp(person, data.round, data.no);
      return cards.feedbackListCard(await follows.list(person, data.round));
    }),
  ];
}

function taking({ receiving }: FeedbackToAgencies): CardAction[] {
  const take = (verb: string, run: (person: Person, data: z.infer<typeof ofReport>) => Promise<Card>) =>
    action({ verb, needs: "panels.acknowledge", schema: ofReport, run: ({ person }, data) => run(person, data) });
  return [
    take("panels.feedback", async (person, data) =>
      cards.feedbackCard(await receiving.view(person, data.round, data.no)),
    ),
    take("panels.acknowledge", async (person, data) =>
      cards.feedbackCard(await receiving.acknowledge(person, data.round, data.no)),
    ),
  ];
}

/** The form; once it is sent, where it stands. */
async function edit(service: FeedbackToAgencies, person: Person, at: z.infer<typeof ofReport>): Promise<Card> {
  const standing = await service.following.standing(person, at.round, at.no);
  if (standing) return cards.feedbackStandingCard(standing);
  return cards.feedbackFormCard(await service.checking.form(person, at.round, at.no));
}

/** What is to be done with it next. */
async function look(
  service: FeedbackToAgencies,
  person: Person,
  at: z.infer<typeof ofReport>,
  mistaken: { readonly reason?: string; readonly error?: string } = {},
): Promise<Card> {
  const standing = await service.following.standing(person, at.round, at.no);
  if (standing) return cards.feedbackStandingCard(standing);
  const view = await service.checking.check(person, at.round, at.no);
  if (!view) return edit(service, person, at);
  return view.open.length > 0 ? cards.feedbackCheckCard({ ...view, ...mistaken }) : cards.feedbackReadyCard(view);
}

function plan<Schema extends z.ZodType>(
  verb: string,
  schema: Schema,
  run: (turn: Turn, data: z.infer<Schema>) => Promise<Card>,
): CardAction {
  return action({ verb, needs: "panels.plan", schema, run });
}

async function toTake({ following: follows }: FeedbackToAgencies, person: Person): Promise<InboxItem[]> {
  return (await follows.toTake(person)).map(({ round: id, no: number, reference, due }) => ({
    title: `Feedback on ${reference}`,
    summary: "To read and pass on. Two minutes.",
    due,
    button: { title: "Feedback", verb: "panels.feedback", data: { round: id, no: `${number}` } },
  }));
}

async function toDo({ following: follows }: FeedbackToAgencies, person: Person): Promise<InboxItem[]> {
  const list = (id: string) => ({ title: "Feedback", verb: "panels.feedback-list", data: { round: id } });
  const [checks, missing, followUps] = [
    await follows.toCheck(person),
    await follows.leadsMissing(person),
    await follows.followUps(person),
  ];
  return [
    ...checks.map(({ round: id, title, count, due }) => ({
      title: count === 1 ? "One piece of feedback to check" : `${count} pieces of feedback to check`,
      summary: `${title}: agreed by the panel, not sent yet. Two minutes each.`,
      ...{ due, button: list(id) },
    })),
    ...missing.map(({ round: id, title, agency, count, due }) => ({
      title: `${agency} has no WFD lead`,
      summary: `${title}: ${count === 1 ? "feedback on one report waits" : `feedback on ${count} reports waits`} for one.`,
      ...{ due, button: list(id) },
    })),
    ...followUps.map(({ round: id, no: number, reference, agency, since }) => ({
      title: `Follow up: no answer on ${reference} from ${agency}`,
      summary: "Not after a reminder either. Ask them, then say that you did.",
      due: since,
      button: { title: "Follow up", verb: "panels.feedback-check", data: { round: id, no: `${number}` } },
    })),
  ];
}
