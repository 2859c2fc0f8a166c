import { type Activity, CardFactory, type ConversationParameters } from "botbuilder";
import type { Card } from "../cards/card.js";
import type { AddressStore, Letter, Messenger, PostedAt, SendOutcome } from "../services/delivery/ports.js";
import type { Address, Message } from "../services/delivery/schema.js";
import { ImpossibleError } from "../services/kernel/errors.js";
import type { Person } from "../services/people/schema.js";
import type { Poster } from "../services/posts/ports.js";
import type { TeamsAdapter } from "./adapter.js";
import type { Caller } from "./caller.js";
import type { Capability, MessageCards, PostCard } from "./capability.js";
import { isTeamsServiceUrl } from "./gate.js";
import type { Log } from "./log.js";
import { isThrottle, outcomeOf } from "./send-errors.js";

/** How long one try may take, in milliseconds: less than a process takes to stop. */
const PATIENCE = 15_000;
const MOST_CONNECTORS = 50;

type Connector = Awaited<ReturnType<TeamsAdapter["connector"]>>;

export interface MessengerNeeds {
  readonly mode: "local" | "production";
  /** The bot's own id in Teams. */
  readonly botId: string;
  readonly adapter: TeamsAdapter;
  readonly addresses: AddressStore;
  readonly log: Log;
}

/** Where a card for one person goes: their chat with the bot, opened first where `conversationId` is empty. */
export type Recipient = Pick<Address, "person" | "serviceUrl" | "conversationId">;

/** A chat or a channel. */
interface Place {
  readonly serviceUrl: string;
  readonly conversationId: string;
}

/** Sends through the Teams service, one try each. */
export class TeamsMessenger implements Messenger, Poster {
  private cards: ReadonlyMap<string, MessageCards> = new Map();
  private posts: ReadonlyMap<string, PostCard> = new Map();
  private readonly connectors = new Map<string, Connector>();

  constructor(private readonly needs: MessengerNeeds) {}

  /** The capabilities come after the services, which need a messenger: so they are told here. */
  speakFor(capabilities: readonly Capability[]): void {
    this.cards = new Map(capabilities.flatMap(({ messages }) => Object.entries(messages)));
    this.posts = new Map(capabilities.flatMap(({ posts = {} }) => Object.entries(posts)));
  }

  async write({ kind, subject }: Message, people: readonly Person[]): Promise<ReadonlyMap<string, Letter>> {
    const cards = await this.cards.get(kind)?.(people, subject);
    return new Map([...(cards ?? [])].map(([person, card]) => [person, { card }]));
  }

  async send(to: Address, { card }: Letter): Promise<SendOutcome> {
    const outcome = await this.sendCard(to, card as Card);
    if (outcome.kind === "sent" && outcome.conversationId !== to.conversationId) {
      await this.remember({ ...to, conversationId: outcome.conversationId });
    }
    return outcome;
  }

  replace(to: Address, at: PostedAt, letter: Letter): Promise<SendOutcome> {
    return this.replacePost({ ...at, serviceUrl: to.serviceUrl }, letter);
  }

  async writePost({ kind, subject }: Message): Promise<Letter | undefined> {
    const make = this.posts.get(kind);
    // Another process, of a newer version, may know it.
    if (!make) throw new ImpossibleError(`nobody makes posts of the kind ${kind}`);
    const card = await make(subject);
    return card && { card };
  }

  post({ serviceUrl, conversationId }: Place, { card }: Letter): Promise<SendOutcome> {
    return this.attempt(serviceUrl, async ({ conversations }, options) => {
      const { id } = await conversations.sendToConversation(conversationId, cardMessage(card as Card), options);
      return { kind: "sent", conversationId, activityId: id };
    });
  }

  replacePost(
    { serviceUrl, conversationId, activityId }: PostedAt & Pick<Place, "serviceUrl">,
    { card }: Letter,
  ): Promise<SendOutcome> {
    return this.attempt(serviceUrl, async ({ conversations }, options) => {
      await conversations.updateActivity(conversationId, activityId, cardMessage(card as Card), options);
      return { kind: "sent", conversationId, activityId };
    });
  }

  /** A failure here must not look like one of sending: the message would go out twice. */
  private async remember(address: Address): Promise<void> {
    await this.needs.addresses.save(address).catch((error: unknown) => {
      this.needs.log.error({ err: error }, "A chat that was opened could not be remembered");
    });
  }

  async sendCard(to: Recipient, card: Card): Promise<SendOutcome> {
    const opened = await this.opened(to);
    if (typeof opened !== "string") return opened;
    return this.post({ serviceUrl: to.serviceUrl, conversationId: opened }, { card });
  }

  /** The person's chat with the bot; or why there is none. */
  private async opened(to: Recipient): Promise<string | SendOutcome> {
    if (to.conversationId) return to.conversationId;
    const outcome = await this.attempt(to.serviceUrl, async ({ conversations }, options) => {
      const { id } = await conversations.createConversation(this.chatWith(to), options);
      return { kind: "sent", conversationId: id, activityId: "" };
    });
    if (outcome.kind === "sent") return outcome.conversationId;
    return outcome.kind === "retry" ? { ...outcome, uncertain: false } : outcome;
  }

  private async attempt(
    serviceUrl: string,
    call: (connector: Connector, options: { abortSignal: AbortSignal }) => Promise<SendOutcome>,
  ): Promise<SendOutcome> {
    // A service URL that somebody managed to put in a table would receive the bot's bearer token.
    if (!isTeamsServiceUrl(serviceUrl, this.needs.mode)) {
      this.needs.log.error("Refused to send to a service URL that is not Teams'");
      return { kind: "final", reason: "rejected" };
    }
    try {
      return await call(await this.connector(serviceUrl), { abortSignal: AbortSignal.timeout(PATIENCE) });
    } catch (error) {
      const outcome = outcomeOf(error);
      // Teams' own words may name the chat, and when an edit fails tells when somebody answered: so not even they are kept.
      const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
      if (!isThrottle(outcome)) this.needs.log.warn({ outcome, code, statusCode }, "Teams did not take a message");
      return outcome;
    }
  }

  /** Kept, since making one takes as long as sending with it; there are as many as Teams has regions. */
  private async connector(serviceUrl: string): Promise<Connector> {
    const known = this.connectors.get(serviceUrl);
    if (known) return known;
    const made = await this.needs.adapter.connector(serviceUrl);
    if (this.connectors.size >= MOST_CONNECTORS) this.connectors.clear();
    this.connectors.set(serviceUrl, made);
    return made;
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
