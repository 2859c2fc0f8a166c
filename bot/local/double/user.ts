import type { Card } from "../../../cards/card.js";
import { type Button, buttonsOf, submission } from "./cards.js";
import { type Chat, Message } from "./chat.js";
import { type Account, type Activity, activityFrom, CARD_TYPE, type TeamsAccount } from "./wire.js";

/** What a person needs of Teams. */
export interface Surroundings {
  readonly bot: Account;
  readonly serviceUrl: string;
  chatOf(person: TeamsAccount): Chat;
  deliver(activity: Activity): Promise<Reply>;
}

/** The HTTP answer of the bot's door; `body` is undefined when there is none. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** What came back for a button press. */
export interface Answer {
  /** The HTTP status of the bot's answer. */
  readonly status: number;
  /** As the bot answered, for an invoke: `{ statusCode, type, value }`. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it as they like
  readonly body: any;
  /** The card that now stands in the place of the one pressed on, for this person. */
  readonly card: Card | undefined;
  /** The sentence that Teams shows beside the button when the bot answered an error. */
  readonly error: string | undefined;
  /** What the bot posted in the chat meanwhile. */
  readonly messages: readonly Message[];
  /** The message whose button it was. */
  readonly message: Message | undefined;
}

export interface PressOptions {
  /** Press as a client too old for Action.Execute: it sends the Action.Submit fallback. */
  readonly asOldClient?: boolean;
  /** Where the card is; the personal chat unless said. */
  readonly in?: Chat;
  /** Changes the activity before it goes out: for forged and broken ones. */
  readonly forged?: (activity: Activity) => Activity;
}

/** A person in Teams: does what people do, over HTTP, through the bot's door. */
export class TeamsUser {
  /** Whether the app is installed for them: without it the bot can't write to them. */
  installed = false;

  constructor(
    readonly account: TeamsAccount,
    private readonly teams: Surroundings,
  ) {}

  get chat(): Chat {
    return this.teams.chatOf(this.account);
  }

  /** What the bot has posted in the personal chat and not deleted, oldest first. */
  get messages(): readonly Message[] {
    return this.chat.messages.filter((message) => !message.deleted);
  }

  /** The newest card in the personal chat, as this person sees it. */
  get card(): Card | undefined {
    return this.messages.findLast((message) => message.card)?.cardFor(this.account);
  }

  /** Installs the app in the personal scope; returns what the bot says to it. */
  async installApp(): Promise<Message[]> {
    this.installed = true;
    return this.during(this.chat, async () => {
      const { userId, objectId } = this.account;
      await this.sends({ type: "installationUpdate", action: "add" });
      const membersAdded = [{ id: this.teams.bot.id }, { id: userId, aadObjectId: objectId }];
      await this.sends({ type: "conversationUpdate", membersAdded });
    });
  }

  async removeApp(): Promise<void> {
    await this.sends({ type: "installationUpdate", action: "remove" });
    this.installed = false;
  }

  /** Types a message; in a channel it mentions the bot. Returns what the bot posted before its turn ended. */
  async says(text: string, options: { in?: Chat } = {}): Promise<Message[]> {
    const chat = options.in ?? this.chat;
    const said = chat === this.chat ? { text } : this.mentioning(text);
    return this.during(chat, () => this.sends({ type: "message", textFormat: "plain", ...said }, chat));
  }

  /**
   * Presses a button by its title, on a message, on the card that an earlier press brought, or on any card.
   * `inputs` are by input id; whatever the card has preset goes along. The client's own checks of required inputs
   * are skipped, so that the bot's can be tested.
   */
  async presses(
    on: Message | Answer | Card | undefined,
    title: string,
    inputs: Readonly<Record<string, unknown>> = {},
    options: PressOptions = {},
  ): Promise<Answer> {
    const { card, message } = this.cardAt(on);
    const button = buttonNamed(card, title);
    const pressed = options.asOldClient ? (button.fallback ?? button) : button;
    const activity = { ...pressing(card, pressed, inputs), ...(message && { replyToId: message.id }) };
    const chat = options.in ?? message?.chat ?? this.chat;
    let answer: Reply = { status: 0, body: undefined };
    const messages = await this.during(chat, async () => {
      answer = await this.sends(activity, chat, options.forged);
    });
    return this.answered(answer, message, messages);
  }

  /** Sends any activity in this person's name: whatever is given stands over what Teams would have put there. */
  async sends(
    activity: Activity,
    chat: Chat = this.chat,
    forged: (activity: Activity) => Activity = (same) => same,
  ): Promise<Reply> {
    const base = activityFrom(this.account, this.teams.bot, this.teams.serviceUrl, chat.conversation);
    return this.teams.deliver(forged({ ...base, ...activity }));
  }

  private cardAt(on: Message | Answer | Card | undefined): { card: Card; message: Message | undefined } {
    const at = whereOf(on);
    const card = at.card ?? at.message?.cardFor(this.account);
    if (!card) throw new Error(`${this.account.name} sees no card there`);
    return { card, message: at.message };
  }

  private answered({ status, body }: Reply, message: Message | undefined, messages: readonly Message[]): Answer {
    const { type, value } = (body ?? {}) as { type?: string; value?: unknown };
    const card = type === CARD_TYPE ? (value as Card) : undefined;
    if (card) message?.showTo(this.account, card);
    const error = type?.endsWith(".error") ? (value as { message?: string }).message : undefined;
    return { status, body, card, error, messages, message };
  }

  private async during(chat: Chat, doing: () => Promise<unknown>): Promise<Message[]> {
    const before = chat.messages.length;
    await doing();
    return chat.messages.slice(before);
  }

  private mentioning(text: string): Partial<Activity> {
    const { id, name = "Bot" } = this.teams.bot;
    const at = `<at>${name}</at>`;
    return { text: `${at} ${text}`, entities: [{ type: "mention", text: at, mentioned: { id, name } }] };
  }
}

function whereOf(on: Message | Answer | Card | undefined): { card: Card | undefined; message: Message | undefined } {
  if (on instanceof Message) return { card: undefined, message: on };
  if (on && "messages" in on && "status" in on) {
    const answer = on as Answer;
    const next = answer.messages.findLast(({ card }) => card);
    return answer.card || !next ? { card: answer.card, message: answer.message } : { card: undefined, message: next };
  }
  return { card: on as Card | undefined, message: undefined };
}

function buttonNamed(card: Card, title: string): Button {
  const buttons = buttonsOf(card);
  const button = buttons.find((candidate) => candidate.title === title);
  if (!button) throw new Error(`no button "${title}" here, only: ${buttons.map((other) => other.title).join(", ")}`);
  return button;
}

function pressing(card: Card, button: Button, inputs: Readonly<Record<string, unknown>>): Activity {
  const data = submission(card, button, inputs);
  if (button.type === "Action.Submit") return { type: "message", value: data };
  const { type, title, verb, id } = button;
  const action = { type, title, ...(id && { id }), verb, data };
  return { type: "invoke", name: "adaptiveCard/action", value: { action, trigger: "manual" } };
}
