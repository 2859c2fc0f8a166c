import { type Activity, CardFactory, type ConversationParameters } from "botbuilder";
import type { Card } from "../cards/card.js";
import type { AddressStore, Messenger, SendOutcome } from "../services/delivery/ports.js";
import type { Address, Message } from "../services/delivery/schema.js";
import type { Person, PersonId } from "../services/people/schema.js";
import type { TeamsAdapter } from "./adapter.js";
import type { Caller } from "./caller.js";
import type { Capability } from "./capability.js";
import { isTeamsServiceUrl } from "./gate.js";
import type { Log } from "./log.js";
import { isThrottle, outcomeOf } from "./send-errors.js";

/** How long one try may take, in milliseconds. */
const PATIENCE = 15_000;

export interface MessengerNeeds {
  readonly mode: "local" | "production";
  /** The bot's own id in Teams. */
  readonly botId: string;
  readonly adapter: TeamsAdapter;
  readonly people: { find(id: PersonId): Promise<Person | undefined> };
  readonly addresses: AddressStore;
  readonly log: Log;
}

/** Where a card for one person goes: their chat with the bot, opened first where `conversationId` is empty. */
export type Recipient = Pick<Address, "person" | "serviceUrl" | "conversationId">;

/** Sends through the Teams service, one try each. */
export class TeamsMessenger implements Messenger {
  private cards: ReadonlyMap<string, Capability["messages"][string]> = new Map();

  constructor(private readonly needs: MessengerNeeds) {}

  /** The capabilities come after the services, which need a messenger: so they are told here. */
  speakFor(capabilities: readonly Capability[]): void {
    this.cards = new Map(capabilities.flatMap((capability) => Object.entries(capability.messages)));
  }

  async send(to: Address, message: Message): Promise<SendOutcome> {
    if (to.state === "not-installed") return { kind: "final", reason: "not-installed" };
    const made = await this.cardFor(to, message);
    if (made.kind !== "card") return made;
    const outcome = await this.sendCard(to, made.card);
    if (outcome.kind === "sent" && outcome.conversationId !== to.conversationId) {
      await this.remember({ ...to, conversationId: outcome.conversationId });
    }
    return outcome;
  }

  /** The card, or why there is none. What fails here has sent nothing. */
  private async cardFor(
    { person: id }: Address,
    message: Message,
  ): Promise<{ kind: "card"; card: Card } | SendOutcome> {
    try {
      const person = await this.needs.people.find(id);
      if (person?.status !== "active") return { kind: "final", reason: "left" };
      const card = await this.cards.get(message.kind)?.(person, message.subject);
      return card ? { kind: "card", card } : { kind: "no-longer-applies" };
    } catch (error) {
      this.needs.log.error({ err: error }, "A card to send could not be made");
      return { kind: "retry", afterMs: undefined, throttled: false, uncertain: false };
    }
  }

  /** A failure here must not look like one of sending: the message would go out twice. */
  private async remember(address: Address): Promise<void> {
    await this.needs.addresses.save(address).catch((error: unknown) => {
      this.needs.log.error({ err: error }, "A chat that was opened could not be remembered");
    });
  }

  async sendCard(to: Recipient, card: Card): Promise<SendOutcome> {
    // A service URL that somebody managed to put in a table would receive the bot's bearer token.
    if (!isTeamsServiceUrl(to.serviceUrl, this.needs.mode)) {
      this.needs.log.error("Refused to send to a service URL that is not Teams'");
      return { kind: "final", reason: "rejected" };
    }
    try {
      const { conversations } = await this.needs.adapter.connector(to.serviceUrl);
      const options = { abortSignal: AbortSignal.timeout(PATIENCE) };
      const conversationId =
        to.conversationId || (await conversations.createConversation(this.chatWith(to), options)).id;
      const { id } = await conversations.sendToConversation(conversationId, cardMessage(card), options);
      return { kind: "sent", conversationId, activityId: id };
    } catch (error) {
      const outcome = outcomeOf(error);
      if (!isThrottle(outcome)) this.needs.log.warn({ outcome, err: error }, "A message was not sent");
      return outcome;
    }
  }

  /** To the caller's own chat; false where that can't be. */
  async privately({ person, place }: Caller, card: Card): Promise<boolean> {
    if (!person) return false;
    const known = await this.needs.addresses.find(person);
    const conversationId = known?.conversationId ?? "";
    const outcome = await this.sendCard({ person, serviceUrl: place.serviceUrl, conversationId }, card);
    return outcome.kind === "sent";
  }

  private chatWith({ person }: Recipient): ConversationParameters {
    return {
      isGroup: false,
      bot: { id: this.needs.botId, name: "" },
      members: [{ id: person.objectId, name: "" }],
      tenantId: person.tenantId,
      channelData: { tenant: { id: person.tenantId } },
    } as unknown as ConversationParameters;
  }
}

function cardMessage(card: Card): Partial<Activity> & Pick<Activity, "type"> {
  return { type: "message", attachments: [CardFactory.adaptiveCard(card)] };
}
