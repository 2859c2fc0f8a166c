import type { Address } from "../../../services/delivery/schema.js";
import { type PersonId, personKey } from "../../../services/people/schema.js";
import { Chat, type Message } from "./chat.js";
import { Connector, type ConnectorCall, Refusal } from "./connector.js";
import { type Call, type Fault, Faults, tooMany } from "./faults.js";
import { type Limit, Throttle } from "./limits.js";
import { type Reply, TeamsUser } from "./user.js";
import { type Account, type Activity, stableId, type TeamsAccount } from "./wire.js";

export interface DoubleOptions {
  /** The bot's door, for example `http://127.0.0.1:3978/api/messages`; may be set later. */
  readonly endpoint?: string;
  /** Where the connector listens; 0 and left out: any free port. */
  readonly port?: number;
  readonly bot?: Account;
  /** The `Authorization` bearer token that goes with every activity. */
  readonly token?: () => string | Promise<string>;
  /** Teams' limits, off unless given: see limits.ts. */
  readonly tenantLimit?: Limit;
  readonly conversationLimits?: readonly Limit[];
}

/** A call that the bot made, for counting. */
export interface JournalEntry extends Call {
  readonly at: number;
  readonly fault: Fault["kind"] | undefined;
  /** What it was refused with by a fault or a limit. */
  readonly status: number | undefined;
}

/**
 * Teams, as far as a bot can tell: a connector service on loopback, and people with chats.
 *
 * @example
 * const teams = await TeamsDouble.start({ endpoint: "http://127.0.0.1:3978/api/messages" });
 * const megan = teams.person({ tenantId, objectId, name: "Megan Bowen" });
 * await megan.installApp();
 * const [home] = await megan.says("help");
 * const answer = await megan.presses(home, "Start a survey");
 * await teams.close();
 */
export class TeamsDouble {
  readonly faults = new Faults();
  /** Every call of the bot's, oldest first. */
  readonly journal: JournalEntry[] = [];
  readonly bot: Account;
  /** The bot's door. */
  endpoint: string;
  private connector: Connector | undefined;
  private readonly chats = new Map<string, Chat>();
  private readonly people = new Map<string, TeamsUser>();
  /** By tenant and user id. */
  private readonly byUserId = new Map<string, TeamsUser>();
  private readonly listeners: ((message: Message) => void)[] = [];
  private readonly tenants: Throttle;
  private readonly conversations: Throttle;

  private constructor(private readonly options: DoubleOptions) {
    this.bot = options.bot ?? { id: "28:bot", name: "Bot" };
    this.endpoint = options.endpoint ?? "";
    this.tenants = new Throttle(options.tenantLimit ? [options.tenantLimit] : []);
    this.conversations = new Throttle(options.conversationLimits ?? []);
  }

  static async start(options: DoubleOptions = {}): Promise<TeamsDouble> {
    const double = new TeamsDouble(options);
    const handlers = {
      fault: (call: ConnectorCall) => double.fault(call),
      answer: (call: ConnectorCall) => double.answer(call),
    };
    double.connector = await Connector.listen(handlers, options.port ?? 0);
    return double;
  }

  get serviceUrl(): string {
    return this.connector?.serviceUrl ?? "";
  }

  /** The same person again for the same ids. Ids are stable over restarts. */
  person(who: PersonId & { readonly name: string }): TeamsUser {
    const known = this.people.get(personKey(who));
    if (known) return known;
    const user = new TeamsUser({ ...who, userId: `29:${stableId("user", who)}` }, this);
    this.people.set(personKey(who), user);
    this.byUserId.set(`${who.tenantId} ${user.account.userId}`, user);
    return user;
  }

  /**
   * People who have the app without the bot having been told: quick for thousands. Where they can be written to is
   * then stored by other ways: see {@link addressOf}.
   */
  withApp(people: readonly (PersonId & { readonly name: string })[]): TeamsUser[] {
    return people.map((who) => {
      const user = this.person(who);
      user.installed = true;
      this.chatOf(user.account);
      return user;
    });
  }

  /** Where the bot can write to this person, as it would have learned from the app's installation. */
  addressOf({ account }: TeamsUser): Address {
    const { tenantId, objectId, userId } = account;
    const conversationId = this.chatOf(account).conversation.id;
    return { person: { tenantId, objectId }, serviceUrl: this.serviceUrl, conversationId, userId, state: "reachable" };
  }

  /** The personal chat between this person and the bot; it is there as soon as one of them opens it. */
  chatOf(who: PersonId): Chat {
    const id = `a:${stableId("chat", who)}`;
    const known = this.chats.get(id);
    if (known) return known;
    const chat = new Chat({ id, conversationType: "personal" }, who.tenantId);
    const user = this.people.get(personKey(who));
    if (user) chat.members.set(user.account.userId, user.account);
    this.chats.set(id, chat);
    return chat;
  }

  /** A channel of a team, or a thread in one. */
  channel(id: string, name: string, members: readonly TeamsUser[]): Chat {
    const [first] = members;
    if (!first) throw new Error("a channel has at least one member");
    const chat = new Chat({ id, name, conversationType: "channel", isGroup: true }, first.account.tenantId);
    for (const { account } of members) chat.members.set(account.userId, account);
    this.chats.set(id, chat);
    return chat;
  }

  /** Calls `listener` with every new message of the bot's. */
  onMessage(listener: (message: Message) => void): void {
    this.listeners.push(listener);
  }

  /** Hands an activity to the bot, as Teams does. */
  async deliver(activity: Activity): Promise<Reply> {
    const token = await this.options.token?.();
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  }

  async close(): Promise<void> {
    await this.connector?.close();
  }

  private fault(call: ConnectorCall): Fault | undefined {
    const about = this.about(call);
    const chat = call.conversationId;
    const now = Date.now();
    const slow =
      !this.tenants.admit(about.tenantId ?? "", now) || (chat !== undefined && !this.conversations.admit(chat, now));
    const fault = slow ? tooMany(1) : this.faults.take(about);
    const status = fault?.kind === "refusal" ? fault.status : undefined;
    this.journal.push({ ...about, at: now, fault: fault?.kind, status });
    return fault;
  }

  private about({ operation, conversationId, body }: ConnectorCall): Call {
    if (operation === "create") {
      return { operation, tenantId: body.tenantId ?? body.channelData?.tenant?.id, objectId: memberOf(body) };
    }
    const chat = this.chats.get(conversationId ?? "");
    const personal = chat?.conversation.conversationType === "personal";
    const [member] = chat?.members.values() ?? [];
    return { operation, tenantId: chat?.tenantId, objectId: personal ? member?.objectId : undefined };
  }

  private answer(call: ConnectorCall): { status: number; body: unknown } {
    switch (call.operation) {
      case "create":
        return { status: 201, body: this.create(call.body) };
      case "send":
        return { status: 201, body: { id: this.post(this.openChat(call), call) } };
      case "update":
        this.message(call).replace(call.body);
        return { status: 200, body: { id: call.activityId } };
      case "delete":
        this.message(call).deleted = true;
        return { status: 200, body: undefined };
      case "members":
        return { status: 200, body: this.members(call) };
    }
  }

  private create(body: ConnectorCall["body"]): unknown {
    const tenantId = body.tenantId ?? body.channelData?.tenant?.id;
    const member = memberOf(body);
    const user =
      this.people.get(personKey({ tenantId, objectId: member ?? "" })) ?? this.byUserId.get(`${tenantId} ${member}`);
    if (!user) throw new Refusal(404, "ConversationNotFound", "no such member in this tenant");
    if (!user.installed) throw new Refusal(403, "ForbiddenOperationException", "the app is not installed for the user");
    const chat = this.chatOf(user.account);
    const activityId = body.activity ? this.post(chat, { body: body.activity }) : undefined;
    return { id: chat.conversation.id, serviceUrl: this.serviceUrl, ...(activityId && { activityId }) };
  }

  private openChat(call: ConnectorCall): Chat {
    const chat = this.chats.get(call.conversationId ?? "");
    if (!chat) throw new Refusal(404, "ConversationNotFound", "conversation not found");
    const [member] = chat.members.values();
    if (chat.conversation.conversationType === "personal" && member && !this.people.get(personKey(member))?.installed) {
      throw new Refusal(403, "BotNotInConversationRoster", "the bot is not part of the conversation roster");
    }
    return chat;
  }

  private post(chat: Chat, { body }: Pick<ConnectorCall, "body">): string {
    if (body.type !== "message") return "";
    const message = chat.post(body);
    for (const listener of this.listeners) listener(message);
    return message.id;
  }

  private message(call: ConnectorCall): Message {
    const message = this.openChat(call).find(call.activityId ?? "");
    if (!message) throw new Refusal(404, "ActivityNotFoundInConversation", "activity not found");
    return message;
  }

  private members(call: ConnectorCall): unknown {
    const members = [...this.openChat(call).members.values()].map(memberBody);
    if (call.paged) return { members };
    if (call.memberId === undefined) return members;
    const found = members.find(({ id, aadObjectId }) => id === call.memberId || aadObjectId === call.memberId);
    if (!found) throw new Refusal(404, "MemberNotFoundInConversation", "no such member");
    return found;
  }
}

function memberBody({ userId, objectId, tenantId, name }: TeamsAccount) {
  return { id: userId, name, aadObjectId: objectId, objectId, tenantId, userRole: "user" };
}

function memberOf(body: ConnectorCall["body"]): string | undefined {
  return body.members?.[0]?.id;
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
