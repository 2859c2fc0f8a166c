import { z } from "zod";
import * as cards from "../../../cards/sessions.js";
import type { InboxItem } from "../../../services/inbox/schema.js";
import type { Person } from "../../../services/people/schema.js";
import { can } from "../../../services/permissions.js";
import type { Rota } from "../../../services/sessions/rota/rota.js";
import { subjectOf } from "../../../services/sessions/timetable.js";
import { action, type CardAction, toEach } from "../../capability.js";
import type { SessionsNeeds, SessionsPart } from "./part.js";

const ofSession = z.object({ occurrence: z.string().max(80), session: z.string().regex(/^[a-d]$/) });
const ofList = z.object({ from: z.coerce.number().int().min(0).max(10_000).default(0) });

/** Who leads: asked in turn, with swaps; coordinators see where nobody does. */
export function rota({ sessions: { rota: service } }: SessionsNeeds): SessionsPart {
  const { answers } = service;
  const ask = async (person: Person, subject: string) => {
    const at = subjectOf(subject);
    const view = await answers.asked(person, at.occurrence, at.session);
    return view && cards.leadAskCard(view);
  };
  return {
    actions: [...answering(service), ...swapping(service), ...lists(service)],
    messages: {
      "sessions.lead-ask": toEach(ask),
      "sessions.lead-swap": toEach(ask),
      "sessions.lead-over": toEach(async (person, subject) => {
        const at = subjectOf(subject);
        const found = await answers.standing(person, at.occurrence, at.session);
        return found && cards.leadStandingCard(found.head, found.standing);
      }),
      "sessions.lead-changed": toEach(async (person, subject) => {
        const at = subjectOf(subject);
        const found = await answers.standing(person, at.occurrence, at.session);
        return found && cards.leadChangedCard(found.head, found.standing);
      }),
      "sessions.lead-news": toEach(async (person, subject) => {
        const at = subjectOf(subject);
        const news = await answers.news(person, at.occurrence, at.session);
        return news && cards.swapNewsCard(news);
      }),
    },
    waiting: async (person, clock) => [
      ...(await asked(service, person)),
      ...(can(person, "sessions.plan") ? await gaps(service, clock.now()) : []),
    ],
  };
}

function answering({ answers }: Rota): CardAction[] {
  /** The question, or where they stand when there is none. */
  const show = async (person: Person, at: z.infer<typeof ofSession>) => {
    const view = await answers.asked(person, at.occurrence, at.session);
    if (view) return cards.leadAskCard(view);
    const found = await answers.standing(person, at.occurrence, at.session);
    return found
      ? cards.leadStandingCard(found.head, found.standing)
      : cards.leadingCard(await answers.leading(person));
  };
  return [
    action({
      verb: "sessions.lead-show",
      needs: "sessions.lead",
      schema: ofSession,
      run: ({ person }, data) => show(person, data),
    }),
    action({
      verb: "sessions.lead-accept",
      needs: "sessions.lead",
      schema: ofSession,
      run: async ({ person }, data) => {
        await answers.accept(person, data.occurrence, data.session);
        return show(person, data);
      },
    }),
    action({
      verb: "sessions.lead-pass",
      needs: "sessions.lead",
      schema: ofSession,
      run: async ({ person }, data) =>
        cards.leadStandingCard(await answers.pass(person, data.occurrence, data.session), "passed"),
    }),
  ];
}

function swapping({ answers }: Rota): CardAction[] {
  const answer = (verb: string, yes: boolean) =>
    action({
      verb,
      needs: "sessions.lead",
      schema: ofSession,
      run: async ({ person }, data) => {
        const head = await answers.answerSwap(person, data.occurrence, data.session, yes);
        return cards.leadStandingCard(head, yes ? "accepted" : "declined");
      },
    });
  return [
    answer("sessions.swap-accept", true),
    answer("sessions.swap-decline", false),
    action({
      verb: "sessions.swap",
      needs: "sessions.lead",
      schema: ofSession,
      run: async ({ person }, data) => cards.swapCard(await answers.swapForm(person, data.occurrence, data.session)),
    }),
    action({
      verb: "sessions.swap-ask",
      needs: "sessions.lead",
      schema: ofSession.extend({ to: z.string().max(40).default("") }),
      run: async ({ person }, { to, ...data }) => {
        const reply = await answers.askSwap(person, data.occurrence, data.session, to);
        return "name" in reply ? cards.swapAskedCard(reply.head, reply.name) : cards.swapCard(reply);
      },
    }),
  ];
}

function lists(service: Rota): CardAction[] {
  return [
    action({
      verb: "sessions.leading",
      needs: "sessions.lead",
      schema: ofList,
      run: async ({ person }, data) => cards.leadingCard(await service.answers.leading(person), data.from),
    }),
    action({
      verb: "sessions.gaps",
      needs: "sessions.plan",
      schema: ofList,
      run: async ({ now }, data) => cards.gapsCard(await service.gaps(now), data.from),
    }),
  ];
}

async function asked({ answers }: Rota, person: Person): Promise<InboxItem[]> {
  return (await answers.waiting(person)).map(({ view, due }) => ({
    title: `${view.title}: will you lead?`,
    summary: view.swapFor === undefined ? "It is your turn. One tap." : `${view.swapFor} asks you to swap. One tap.`,
    due,
    button: {
      title: "Answer",
      verb: "sessions.lead-show",
      data: { occurrence: view.occurrence, session: view.session },
    },
  }));
}

async function gaps(service: Rota, now: Date): Promise<InboxItem[]> {
  const [first, ...others] = await service.gapLines(now);
  if (!first) return [];
  const title =
    others.length === 0
      ? "One session lacks somebody to lead it"
      : `${others.length + 1} sessions lack somebody to lead them`;
  const summary = "In the next three weeks.";
  return [{ title, summary, due: first.time.start, button: { title: "Who leads?", verb: "sessions.gaps", data: {} } }];
}
