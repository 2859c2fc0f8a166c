import type { Card } from "../../../cards/card.js";
import { type Activity, activityId, CARD_TYPE, type Conversation, type TeamsAccount } from "./wire.js";

/** One message of the bot's in a chat, as it stands. */
export class Message {
  readonly id = activityId();
  readonly at = new Date();
  deleted = false;
  /** How often the bot has replaced it. */
  updates = 0;
  /** The cards that single people see in its place, by user id: what their own button presses brought. */
  private readonly own = new Map<string, Card>();

  constructor(
    readonly chat: Chat,
    /** As the bot sent it last. */
    public activity: Activity,
  ) {}

  get text(): string {
    return this.activity.text ?? "";
  }

  /** The card that everybody sees. */
  get card(): Card | undefined {
    return cardIn(this.activity);
  }

  /** The card that this person sees. */
  cardFor(person: TeamsAccount): Card | undefined {
    return this.own.get(person.userId) ?? this.card;
  }

  showTo(person: TeamsAccount, card: Card): void {
    this.own.set(person.userId, card);
  }

  replace(activity: Activity): void {
    this.activity = activity;
    this.updates += 1;
    this.own.clear();
  }
}

/** A conversation and what the bot has posted in it, oldest first. */
export class Chat {
  readonly messages: Message[] = [];
  readonly members = new Map<string, TeamsAccount>();

  constructor(
    readonly conversation: Conversation,
    readonly tenantId: string,
  ) {}

  post(activity: Activity): Message {
    const message = new Message(this, activity);
    this.messages.push(message);
    return message;
  }

  find(id: string): Message | undefined {
    return this.messages.find((message) => message.id === id);
  }

  /** The bot's newest message that is still there. */
  get latest(): Message | undefined {
    return this.messages.findLast((message) => !message.deleted);
  }
}

function cardIn(activity: Activity): Card | undefined {
  return activity.attachments?.find((attachment) => attachment.contentType === CARD_TYPE)?.content as Card | undefined;
}
