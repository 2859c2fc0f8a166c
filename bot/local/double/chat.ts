import type { Card } from "../../../cards/card.js";
import { wordsOf } from "./cards.js";
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

  /** As the bot sent it last. */
  activity: Activity;

  constructor(
    readonly chat: Chat,
    /** As the bot sent it first. */
    readonly sent: Activity,
  ) {
    this.activity = sent;
  }

  get text(): string {
    return this.activity.text ?? "";
  }

  /** The card that everybody sees. */
  get card(): Card | undefined {
    return cardIn(this.activity);
  }

  /** All words of it as it stands: its text and those of its card. */
  get words(): string {
    return wordsIn(this.activity);
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

  /**
   * All copies of each content that the bot ever sent here, deleted ones too; updates change what a message says now,
   * not where it stands here. What tells contents apart is `content`, of the activity as first sent.
   */
  byContent(content: (sent: Activity) => string = wordsIn): ReadonlyMap<string, readonly Message[]> {
    const found = new Map<string, Message[]>();
    for (const message of this.messages) {
      const same = found.get(content(message.sent));
      if (same) same.push(message);
      else found.set(content(message.sent), [message]);
    }
    return found;
  }

  /** The bot's newest message that is still there. */
  get latest(): Message | undefined {
    return this.messages.findLast((message) => !message.deleted);
  }
}

function wordsIn(activity: Activity): string {
  const card = cardIn(activity);
  return [activity.text ?? "", card ? wordsOf(card) : ""].filter((words) => words !== "").join("\n");
}

function cardIn(activity: Activity): Card | undefined {
  return activity.attachments?.find((attachment) => attachment.contentType === CARD_TYPE)?.content as Card | undefined;
}
