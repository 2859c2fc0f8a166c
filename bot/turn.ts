import type { Card } from "../cards/card.js";
import { errorNotice } from "../cards/notices.js";
import { leftPersonCard, unknownPersonCard } from "../cards/people.js";
import type { Clock } from "../services/kernel/clock.js";
import { type ExpectedCode, ExpectedError } from "../services/kernel/errors.js";
import type { Randomness } from "../services/kernel/random.js";
import type { Live } from "../services/live/schema.js";
import type { Partnership } from "../services/partnership/schema.js";
import type { Person, PersonId } from "../services/people/schema.js";
import { can } from "../services/permissions.js";
import type { Caller } from "./caller.js";
import type { Capability, CardAction, Command, Turn } from "./capability.js";
import type { Log } from "./log.js";
import { understand, wordsOf } from "./words.js";

export type Answer =
  | {
      readonly kind: "card";
      readonly card: Card;
      /** Whether, asked in a channel, all may see it there. */
      readonly audience: "person" | "everybody";
      /** What it shows that moves by itself, for people who can have such cards. */
      readonly live?: Live | undefined;
    }
  /** The card that was pressed stays as it is, with all that was typed in it. */
  | { readonly kind: "kept"; readonly sentence: string };

export interface TurnNeeds {
  readonly people: { find(id: PersonId): Promise<Person | undefined> };
  readonly partnership: Partnership;
  /** In order; the last one's first command answers whatever is not understood. */
  readonly capabilities: readonly Capability[];
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: Log;
}

/**
 * One turn: find the person, parse, permit, do, answer; and the one place where failures become sentences. Never throws.
 * Its log lines name the command or the verb and never the person: who pressed what, and when, is nobody's business.
 */
export class Turns {
  private readonly commands: readonly Command[];
  private readonly actions: ReadonlyMap<string, CardAction>;

  constructor(private readonly needs: TurnNeeds) {
    this.commands = needs.capabilities.flatMap((capability) => capability.commands);
    const actions = needs.capabilities.flatMap((capability) => capability.actions);
    this.actions = new Map(actions.map((action) => [action.verb, action]));
  }

  /** Something typed. What can't be understood, or is not for this person, gets the home card. */
  command(caller: Caller, text: string): Promise<Answer> {
    const understood = understand(wordsOf(text), this.commands) ?? { command: this.fallback(), rest: "" };
    return this.bounded(`command ${understood.command.word}`, cardInstead, async () => {
      const turn = await this.known(caller);
      if (isCard(turn)) return forPerson(turn);
      const allowed = can(turn.person, understood.command.needs);
      const { command, rest } = allowed ? understood : { command: this.fallback(), rest: "" };
      const card = await command.run(turn, rest);
      return { kind: "card", card, audience: command.audience ?? "person", live: liveFor(turn, command.live?.(rest)) };
    });
  }

  /**
   * A button pressed. `data` is the client's to edit, so nothing in it is believed. `leave`: called where the card that
   * it was on may be a live one, as soon as that is known; the answer waits for it.
   */
  action(
    caller: Caller,
    verb: string,
    data: Readonly<Record<string, unknown>>,
    leave: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Answer> {
    const action = this.actions.get(verb);
    return this.bounded(action ? `action ${verb}` : "action unknown", keptWhereUseful, async () => {
      const turn = await this.known(caller);
      if (isCard(turn)) return forPerson(turn);
      const left = can(turn.person, "live-cards.have") ? leave() : undefined;
      try {
        return await this.acted(action, turn, data);
      } finally {
        await left;
      }
    });
  }

  private async acted(
    action: CardAction | undefined,
    turn: Turn,
    data: Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    if (!action)
      throw new ExpectedError("stale", "That button is no longer in use. Please type “help” to get a fresh card.");
    if (!can(turn.person, action.needs))
      throw new ExpectedError("not-permitted", "That is not part of your role here.");
    const parsed = action.schema.safeParse(data);
    if (!parsed.success)
      throw new ExpectedError("invalid", "I could not read what this card sent. Please check it and try again.");
    return forPerson(await action.run(turn, parsed.data), liveFor(turn, action.live?.(parsed.data)));
  }

  private async known(caller: Caller): Promise<Turn | Card> {
    const { partnership, clock, people } = this.needs;
    const person = caller.person && (await people.find(caller.person));
    const { name: contactName, email: contactEmail } = partnership.contact;
    const stranger = { partnershipName: partnership.name, contactName, contactEmail };
    if (!person) return unknownPersonCard(stranger);
    if (person.status !== "active") return leftPersonCard(stranger);
    const { place, messageId } = caller;
    return { person, now: clock.now(), partnership, place, messageId };
  }

  private async bounded(
    what: string,
    explain: (error: ExpectedError) => Answer,
    run: () => Promise<Answer>,
  ): Promise<Answer> {
    const began = performance.now();
    const done = (outcome: string) => ({ what, outcome, ms: Math.round(performance.now() - began) });
    try {
      const answer = await run();
      this.needs.log.info(done("answered"), "A turn");
      return answer;
    } catch (error) {
      if (error instanceof ExpectedError) {
        this.needs.log.info(done(error.code), "A turn");
        return explain(error);
      }
      const reference = this.needs.random.id().slice(0, 8);
      this.needs.log.error({ ...done("failed"), reference, err: error }, "A turn failed");
      return explain(new ExpectedError("unavailable", `${APOLOGY} Reference: ${reference}`));
    }
  }

  private fallback(): Command {
    const command = this.needs.capabilities.at(-1)?.commands[0];
    if (!command) throw new TypeError("the last capability has no command");
    return command;
  }
}

/** Failures after which the same card, with what is typed in it, may still be sent. */
const WORTH_KEEPING: ReadonlySet<ExpectedCode> = new Set(["invalid", "stale", "busy", "unavailable"]);

function keptWhereUseful(error: ExpectedError): Answer {
  return WORTH_KEEPING.has(error.code) ? { kind: "kept", sentence: error.forPerson } : cardInstead(error);
}

function cardInstead(error: ExpectedError): Answer {
  return forPerson(errorNotice({ title: TITLES[error.code], sentence: error.forPerson }));
}

function forPerson(card: Card, live?: Live): Answer {
  return { kind: "card", card, audience: "person", live };
}

function liveFor({ person }: Turn, live: Live | undefined): Live | undefined {
  return can(person, "live-cards.have") ? live : undefined;
}

function isCard(found: Turn | Card): found is Card {
  return "type" in found;
}

/** Shown, like every failure's sentence, beside the card that stays. */
export const APOLOGY = "Sorry, something went wrong on my side. Please try again in a moment.";

const TITLES: Readonly<Record<ExpectedCode, string>> = {
  "not-known": "Hello",
  "not-permitted": "Not for your role",
  "not-found": "Not there any more",
  "not-open": "Not open",
  "already-done": "Already done",
  stale: "Out of date",
  invalid: "Please check",
  busy: "One moment",
  unavailable: "Sorry",
};
