import { z } from "zod";
import type { Card } from "../../cards/card.js";
import * as cards from "../../cards/surveys.js";
import { dateOf } from "../../services/kernel/dates.js";
import type { Person } from "../../services/people/schema.js";
import { can } from "../../services/permissions.js";
import { DIMENSIONS } from "../../services/surveys/schema.js";
import type { Surveys } from "../../services/surveys/service.js";
import type { AnswerForm, Thanks, WaveResults } from "../../services/surveys/views.js";
import { action, type Capability, type CardAction, type LiveCardView, type Turn, toAll } from "../capability.js";

const wave = z.string().regex(/^[0-9a-f]{32}$/);
const page = z.coerce.number().int().min(0).max(10_000).default(0);
const ofWave = z.object({ wave });
/** Set by {@link cards.ELSEWHERE}. */
const elsewhere = z.literal(true).optional().catch(undefined);
const ofForm = z.object({ wave, elsewhere });

const PROGRESS = "surveys.progress";
const liveProgress = ({ wave: subject }: z.infer<typeof ofWave>) => ({ kind: PROGRESS, subject });

/** Pulse surveys: coordinators start, follow and close waves; everyone answers those they were asked in. */
export function surveys(service: Surveys): Capability {
  const list = ({ person }: Turn, pageNumber = 0) => listCard(service, person, pageNumber);
  return {
    name: "surveys",
    commands: [{ word: "surveys", needs: "surveys.see-own", run: (turn) => list(turn) }],
    actions: [
      action({
        verb: "surveys.list",
        needs: "surveys.see-own",
        schema: z.object({ page }),
        run: (turn, data) => list(turn, data.page),
      }),
      action({
        verb: "surveys.own",
        needs: "surveys.see-own",
        schema: z.object({ page }),
        run: async ({ person }, data) => cards.ownWavesCard(await service.answering.ownWaves(person), data.page),
      }),
      ...answering(service),
      ...starting(service),
      ...following(service),
      ...results(service),
    ],
    messages: {
      "surveys.invitation": toAll((subject) => asking(service, subject, cards.invitationCard)),
      "surveys.reminder": toAll((subject) => asking(service, subject, cards.reminderCard)),
      "surveys.answered": toAll(async (subject) => answeredCard(await service.answering.toTell(subject))),
      "surveys.over": toAll(async (subject) => cards.overCard(await service.closing.over(subject))),
      "surveys.told": toAll(async (subject) => cards.toldCard(await service.closing.results(subject))),
    },
    live: { [PROGRESS]: (person, waveId, now) => progressNow(service, person, waveId, now) },
    home: (person) => [
      {
        title: "Surveys",
        summary: can(person, "surveys.start")
          ? "Start a pulse, follow it, and see what people told you."
          : "Answer what you were asked, and see what you answered.",
        button: { title: "Surveys", verb: "surveys.list" },
      },
      // Coordinators need the room of their first page for other doors.
      ...(can(person, "surveys.follow") ? [{ ...OWN_DOOR, isLast: true }] : []),
    ],
    waiting: async (person) =>
      (await service.answering.waiting(person)).map(({ wave: { waveId, title }, questions, due }) => ({
        title,
        summary: `${questions} questions, ${questions <= 12 ? "about a minute" : "a few minutes"}.`,
        due,
        button: { title: "Answer", verb: "surveys.answer", data: { wave: waveId, ...cards.ELSEWHERE } },
      })),
  };
}

/** Coordinators' list is of all waves, so what they were asked themselves has a door of its own. */
const OWN_DOOR = {
  title: "What you were asked",
  summary: "Surveys that you can answer yourself.",
  button: { title: "My surveys", verb: "surveys.own" },
};

function answering({ answering: answers }: Surveys): CardAction[] {
  const form = async ({ person }: Turn, data: z.infer<typeof ofForm>) =>
    replyCard(await answers.form(person, data.wave), data.elsewhere);
  return [
    action({ verb: "surveys.answer", needs: "surveys.answer", schema: ofForm, run: form }),
    action({ verb: "surveys.change", needs: "surveys.answer", schema: ofForm, run: form }),
    action({
      verb: "surveys.submit",
      needs: "surveys.answer",
      schema: z.looseObject({ wave, elsewhere }),
      run: async ({ person, messageId }, data) => {
        const at = { messageId, elsewhere: data.elsewhere };
        return replyCard(await answers.submit(person, data.wave, data, at), data.elsewhere);
      },
    }),
  ];
}

function starting(service: Surveys): CardAction[] {
  const { planning, sending } = service;
  return [
    action({
      verb: "surveys.start",
      needs: "surveys.start",
      schema: z.object({ definition: z.string().max(80).optional() }),
      run: async (_, { definition }) =>
        definition ? cards.planCard(planning.form(definition)) : cards.startCard(planning.definitions),
    }),
    action({
      verb: "surveys.plan",
      needs: "surveys.start",
      schema: z.looseObject({ wave, definition: z.string().max(80) }),
      run: async (_, data) => {
        const form = await planning.plan(data.wave, data.definition, data);
        return form ? cards.planCard(form) : cards.previewCard(await planning.preview(data.wave));
      },
    }),
    action({
      verb: "surveys.edit",
      needs: "surveys.start",
      schema: ofWave,
      run: async (_, data) => cards.planCard(await planning.editForm(data.wave)),
    }),
    action({
      verb: "surveys.preview",
      needs: "surveys.start",
      schema: ofWave,
      run: async (_, data) => cards.answerCard(await planning.formPreview(data.wave)),
    }),
    action({
      verb: "surveys.cancel",
      needs: "surveys.start",
      schema: ofWave,
      run: async (_, data) => cards.droppedCard(await planning.cancel(data.wave)),
    }),
    action({
      verb: "surveys.send",
      needs: "surveys.send",
      live: liveProgress,
      schema: ofWave,
      run: async (turn, data) => {
        await sending.send(data.wave, turn.person);
        return standingCard(service, turn, data.wave);
      },
    }),
  ];
}

function following(service: Surveys): CardAction[] {
  return [
    action({
      verb: "surveys.progress",
      needs: "surveys.follow",
      live: liveProgress,
      schema: ofWave,
      run: (turn, data) => standingCard(service, turn, data.wave),
    }),
    action({
      verb: "surveys.remind",
      needs: "surveys.remind",
      live: liveProgress,
      schema: ofWave,
      run: async (turn, data) => {
        await service.reminding.remind(data.wave, turn.person);
        return progressCard(service, turn, data.wave);
      },
    }),
    action({
      verb: "surveys.close",
      needs: "surveys.close",
      schema: ofWave,
      run: async (_, data) => cards.closeCard(await service.following.progress(data.wave)),
    }),
    action({
      verb: "surveys.close-confirm",
      needs: "surveys.close",
      live: liveProgress,
      schema: ofWave,
      run: async (turn, data) => {
        await service.closing.close(data.wave, turn.person);
        return progressCard(service, turn, data.wave);
      },
    }),
  ];
}

function results({ closing }: Surveys): CardAction[] {
  const show = (verb: string, card: (results: WaveResults) => Card): CardAction =>
    action({
      verb,
      needs: "surveys.results",
      schema: ofWave,
      run: async (_, data) => card(await closing.results(data.wave)),
    });
  return [
    action({
      verb: "surveys.results",
      needs: "surveys.results",
      schema: z.object({ wave, page }),
      run: async (_, data) => cards.resultsCard(await closing.results(data.wave), data.page),
    }),
    action({
      verb: "surveys.breakdown",
      needs: "surveys.results",
      schema: z.object({ wave, dimension: z.enum(DIMENSIONS) }),
      run: async (_, data) => cards.breakdownCard(await closing.results(data.wave), data.dimension),
    }),
    show("surveys.trend", cards.trendCard),
    action({
      verb: "surveys.comments",
      needs: "surveys.results",
      schema: z.object({ wave, page }),
      run: async (_, data) => cards.commentsCard(await closing.resultsWithComments(data.wave), data.page),
    }),
  ];
}

async function listCard(
  { following: follow, answering: answers }: Surveys,
  person: Person,
  pageNumber: number,
): Promise<Card> {
  if (can(person, "surveys.follow")) return cards.wavesCard(await follow.list(), pageNumber);
  return cards.ownWavesCard(await answers.ownWaves(person), pageNumber);
}

/** Where a wave stands, sent or not. */
async function standingCard(service: Surveys, turn: Turn, waveId: string): Promise<Card> {
  const { planning } = service;
  return (await planning.isNotSent(waveId))
    ? cards.previewCard(await planning.preview(waveId))
    : progressCard(service, turn, waveId);
}

async function progressCard({ following: follow }: Surveys, { now }: Turn, waveId: string): Promise<Card> {
  return cards.progressCard(await follow.progress(waveId), dateOf(now));
}

function replyCard(reply: AnswerForm | Thanks, isElsewhere = false): Card {
  if (!("outcome" in reply)) return cards.answerCard(reply, isElsewhere);
  return reply.outcome === "already" ? cards.alreadyAnsweredCard(reply) : cards.thanksCard(reply);
}

function answeredCard(wave: Thanks | undefined): Card | undefined {
  return wave && cards.answeredCard(wave);
}

/** Nothing is sent once the wave takes no answers. */
async function asking(
  { answering: answers }: Surveys,
  waveId: string,
  card: (form: AnswerForm) => Card,
): Promise<Card | undefined> {
  const form = await answers.toAsk(waveId);
  return form && card(form);
}

/** Moves while messages are on their way, or results are being made. */
async function progressNow(
  { following: follow }: Surveys,
  person: Person,
  waveId: string,
  now: Date,
): Promise<LiveCardView | undefined> {
  if (!can(person, "surveys.follow")) return undefined;
  // Asked first: whoever ends it meanwhile has planned all messages before, so that they are seen after.
  const isBeingSent = await follow.isBeingSent(waveId);
  const progress = await follow.progress(waveId);
  const isMoving = isBeingSent || progress.status === "closing" || progress.pending > 0;
  return { card: cards.progressCard(progress, dateOf(now)), isFinal: !isMoving };
}
