import { Application } from "@microsoft/teams-ai/lib/Application.js";
import { TurnState } from "@microsoft/teams-ai/lib/TurnState.js";
import { CardFactory, type TurnContext } from "botbuilder";
import { z } from "zod";
import type { Card } from "../cards/card.js";
import { errorNotice } from "../cards/notices.js";
import type { Addresses } from "./addresses.js";
import { type Caller, callerOf } from "./caller.js";
import type { Inbound } from "./gate.js";
import type { LiveChats } from "./live-chats.js";
import type { Log } from "./log.js";
import { type Answer, APOLOGY, type Turns } from "./turn.js";

export interface ApplicationNeeds {
  readonly turns: Turns;
  readonly addresses: Addresses;
  /** Sends a card to the caller's own chat; false where that can't be. */
  privately(caller: Caller, card: Card): Promise<boolean>;
  readonly live: LiveChats;
  readonly log: Log;
}

type Handler = (context: TurnContext, activity: Inbound) => Promise<void>;

/** Routes what Teams sends; everything that a person sees of it is decided in `turn.ts`. */
export function buildApplication(needs: ApplicationNeeds): Application {
  const application = new Application({
    startTypingTimer: false,
    removeRecipientMention: false,
    turnStateFactory: () => new NoState(),
  });
  const route = (fits: (activity: Inbound) => boolean, handle: Handler, isInvoke = false) => {
    application.addRoute(
      async (context) => fits(inboundOf(context)),
      (context) => guarded(needs.log, handle)(context, inboundOf(context)),
      isInvoke,
    );
  };
  const ofType = (type: string) => (activity: Inbound) => activity.type === type;

  route((activity) => activity.name === "adaptiveCard/action", executed(needs), true);
  route(ofType("invoke"), politelyDeclined, true);
  route((activity) => activity.type === "message" && submission.safeParse(activity.value).success, submitted(needs));
  route(ofType("message"), typed(needs));
  route(ofType("installationUpdate"), installed(needs));
  route(ofType("conversationUpdate"), (_, activity) => needs.addresses.conversationChanged(activity));
  return application;
}

/**
 * With no storage behind it, nothing is loaded or saved: parallel turns of one conversation would fail on its ETags.
 * The library wants keys all the same, and makes none of an activity without a sender.
 */
class NoState extends TurnState {
  override onComputeStorageKeys(): Promise<Record<string, string>> {
    return Promise.resolve({ conversation: "none", user: "none" });
  }
}

const execution = z.object({
  action: z.object({ verb: z.string(), data: z.record(z.string(), z.unknown()).nullish() }),
});
const submission = z.looseObject({ verb: z.string() });

/** A card button: the answer replaces the card, for the presser alone. */
function executed({ turns, live }: ApplicationNeeds): Handler {
  return async (context, activity) => {
    const parsed = execution.safeParse(activity.value);
    const { verb, data } = parsed.data?.action ?? { verb: "", data: {} };
    const caller = callerOf(activity);
    const pressed = live.message(caller, activity.replyToId);
    const answer = await turns.action(caller, verb, inputsOf(data ?? {}), () => pressed.leave());
    // Before the person has the answer: their next press must find what this one has made live.
    await (answer.kind === "kept" ? pressed.stays() : pressed.shows(answer));
    await answerInvoke(context, invokeBody(answer));
  };
}

/** The same button in a client that knows only `Action.Submit`: the answer is a new message. */
function submitted(needs: ApplicationNeeds): Handler {
  return async (context, activity) => {
    const { verb, ...data } = submission.parse(activity.value);
    const caller = callerOf(activity);
    const pressed = needs.live.message(caller, activity.replyToId);
    const answer = await needs.turns.action(caller, verb, inputsOf(data), () => pressed.leave());
    await say(needs, context, activity, answer);
    if (answer.kind === "kept") await pressed.stays();
  };
}

function typed(needs: ApplicationNeeds): Handler {
  return async (context, activity) => {
    const caller = callerOf(activity);
    await needs.addresses.wroteTo(activity).catch((error: unknown) => {
      needs.log.error({ err: error }, "Could not note where a person can be written to");
    });
    await say(needs, context, activity, await needs.turns.command(caller, activity.text ?? ""));
  };
}

function installed(needs: ApplicationNeeds): Handler {
  return async (context, activity) => {
    await needs.addresses.installationChanged(activity);
    if (activity.action !== "add" || callerOf(activity).place.kind !== "personal") return;
    await say(needs, context, activity, await needs.turns.command(callerOf(activity), ""));
  };
}

/** What belongs to one person is never shown to a channel. */
async function say(needs: ApplicationNeeds, context: TurnContext, activity: Inbound, answer: Answer): Promise<void> {
  const caller = callerOf(activity);
  const card =
    answer.kind === "card" ? answer.card : errorNotice({ title: "Please try again", sentence: answer.sentence });
  if (caller.place.kind === "personal" || (answer.kind === "card" && answer.audience === "everybody")) {
    const sent = await context.sendActivity({ attachments: [CardFactory.adaptiveCard(card)] });
    if (answer.kind === "card") await needs.live.message(caller, sent?.id).shows(answer);
    return;
  }
  const sent = await needs.privately(caller, card);
  await context.sendActivity(
    sent
      ? "I have answered you in our own chat."
      : "I could not write to you on your own. Please add me in Teams and ask me there.",
  );
}

/**
 * What fails outside a turn: an answer that Teams didn't take, an event while storage is away. Teams delivers nothing
 * twice, so a 500 would help nobody.
 */
function guarded(log: Log, handle: Handler): Handler {
  return async (context, activity) => {
    try {
      await handle(context, activity);
    } catch (error) {
      log.error({ type: activity.type, err: error }, "Could not finish what Teams sent");
      if (activity.type === "invoke") await answerInvoke(context, invokeBody({ kind: "kept", sentence: APOLOGY }));
    }
  };
}

/** Invokes that no card of ours sends: an answer that any client takes, and nothing else. */
const politelyDeclined: Handler = async (context, activity) => {
  const isDialog = activity.name?.startsWith("task/");
  await answerInvoke(
    context,
    isDialog ? { task: { type: "message", value: "Please use the buttons on my cards in our chat." } } : {},
  );
};

/**
 * The only way an invoke is answered. The library's own answer would, for a card that has `refresh`, also write that
 * one person's card over the original message for everyone.
 */
async function answerInvoke(context: TurnContext, body: unknown): Promise<void> {
  await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
}

function invokeBody(answer: Answer): unknown {
  return answer.kind === "card"
    ? { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: answer.card }
    : {
        statusCode: 400,
        type: "application/vnd.microsoft.error",
        value: { code: "BadRequest", message: answer.sentence },
      };
}

/** Teams puts a card's own data and its inputs in one object, with a few members of its own. */
function inputsOf(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { verb: _verb, msteams: _msteams, ...inputs } = data;
  return inputs;
}

/** The gate has made it so. */
function inboundOf(context: TurnContext): Inbound {
  return context.activity as unknown as Inbound;
}
