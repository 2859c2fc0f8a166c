import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Card } from "../../../cards/card.js";
import { type Person, personKey } from "../../../services/people/schema.js";
import { share } from "../chance.js";
import type { Message } from "../double/chat.js";
import { TeamsDouble } from "../double/double.js";
import { refused } from "../double/faults.js";
import type { TeamsUser } from "../double/user.js";
import { lookAgain, type Reaction, type Request, reactionTo, requestIn } from "./reaction.js";
import { strategies } from "./strategies/index.js";
import type { Strategy } from "./strategies/strategy.js";
import { type Temperament, temperamentOf } from "./temperament.js";

export interface ColleaguesOptions {
  readonly people: readonly Person[];
  /** The bot's door. */
  readonly endpoint: string;
  /** Where their Teams listens; 0: any free port. */
  readonly port: number;
  /** Whose administrators have blocked the app. */
  readonly blockedTenants?: readonly string[];
  /** 1 is a person's pace, 2 twice as fast; left out: 1. */
  readonly pace?: number;
  /** Whether they also begin by themselves, within a minute; left out: they only answer. */
  readonly begin?: boolean;
  /** Gets one line for each thing that happens; never what they wrote. */
  readonly log?: (line: string) => void;
}

/** On the cards that one thing takes: a report has some six. */
const MOST_PRESSES = 12;

interface Colleague {
  readonly user: TeamsUser;
  readonly temperament: Temperament;
  /** How often each thing was asked of them. */
  readonly asked: Map<string, number>;
  readonly answered: Set<string>;
  /** They typed something, and what comes now answers it. */
  isAsking: boolean;
}

/** Everybody but you: Teams users behind the double, who answer what the bot sends them. */
export class Colleagues {
  private readonly byUserId = new Map<string, Colleague>();
  private readonly stopping = new AbortController();

  private constructor(
    readonly teams: TeamsDouble,
    private readonly options: ColleaguesOptions,
  ) {}

  /**
   * Listens, and installs the app for each of them as Teams would. In blocked tenants some had it before the block:
   * the bot knows where to write to them, and is refused.
   */
  static async start(options: ColleaguesOptions): Promise<Colleagues> {
    const teams = await TeamsDouble.start({ endpoint: options.endpoint, port: options.port });
    const colleagues = new Colleagues(teams, options);
    setMaxListeners(0, colleagues.stopping.signal);
    for (const person of options.people) colleagues.add(person);
    teams.onMessage((message) => void colleagues.reads(message));
    await colleagues.install();
    for (const tenantId of options.blockedTenants ?? []) {
      teams.faults.always(refused("BotDisabledByAdmin"), { tenantId });
    }
    if (options.begin) for (const colleague of colleagues.byUserId.values()) void colleagues.begins(colleague);
    return colleagues;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.teams.close();
  }

  private add(person: Person): void {
    const user = this.teams.person(person);
    const colleague = {
      user,
      temperament: temperamentOf(person),
      asked: new Map(),
      answered: new Set<string>(),
      isAsking: false,
    };
    this.byUserId.set(user.account.userId, colleague);
  }

  private async install(): Promise<void> {
    const { blockedTenants = [] } = this.options;
    const waiting = [...this.byUserId.values()].filter(
      ({ user: { account } }) => !blockedTenants.includes(account.tenantId) || share(`early ${account.userId}`) < 0.5,
    );
    const installed = waiting.length;
    const installNext = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await next.user.installApp();
    };
    await Promise.all([installNext(), installNext(), installNext(), installNext()]);
    this.say(`the app is installed for ${installed} of ${this.byUserId.size} colleagues`);
  }

  /** Types each strategy's opening, some time within the first minute: the quick ones first. */
  private async begins(colleague: Colleague): Promise<void> {
    const { user, temperament } = colleague;
    if (!user.installed || this.options.blockedTenants?.includes(user.account.tenantId)) return;
    try {
      for (const { opening } of strategies) {
        if (opening === undefined) continue;
        await this.rests(3 * temperament.seconds);
        await this.asks(colleague, opening);
      }
    } catch (error) {
      this.fails(user, error);
    }
  }

  private async reads(message: Message): Promise<void> {
    const [member] = message.chat.members.keys();
    const colleague = this.byUserId.get(member ?? "");
    if (!message.card || !colleague) return;
    // What they are sent is news: what they once looked at, as a report's scores, is worth another look.
    if (!colleague.isAsking) lookAgain(colleague.answered);
    const request = requestIn(message.card, personKey(colleague.user.account), colleague.answered);
    if (!request) return;
    // Whoever has begun with what is one long piece of work needs no reminder for each part of it.
    const what = request.strategy.goesOn ? request.strategy.capability : request.about;
    const before = colleague.asked.get(what) ?? 0;
    colleague.asked.set(what, before + 1);
    await this.answers(colleague, message, request, before).catch((error: unknown) => {
      this.fails(colleague.user, error);
    });
  }

  private async answers(colleague: Colleague, message: Message, request: Request, before: number): Promise<void> {
    const { user, temperament, answered } = colleague;
    const card = message.card;
    const reaction = card && reactionTo(card, request, temperament, personKey(user.account), before);
    if (!reaction || answered.has(request.about)) return;
    const done = new Set(answered);
    answered.add(request.about);
    await this.rests(temperament.seconds);
    // Meanwhile a note may have taken its place: the survey is closed, or was answered on another card.
    if (!message.card || requestIn(message.card, personKey(user.account), done)?.about !== request.about) return;
    await this.presses(user, message, reaction);
    if (request.strategy.goesOn) await this.goesOn(colleague, message, request.strategy);
  }

  /** With the card that now stands there, as long as there is something on it to do; and then with the next thing. */
  private async goesOn(colleague: Colleague, message: Message, strategy: Strategy): Promise<void> {
    const { user, temperament, answered } = colleague;
    const person = personKey(user.account);
    for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
      const card = message.cardFor(user.account);
      const request = card && requestIn(card, person, answered);
      if (request?.strategy !== strategy) break;
      answered.add(request.about);
      const reaction = reactionTo(card as Card, request, temperament, person, 1);
      if (!reaction) return;
      await this.rests(temperament.seconds);
      await this.presses(user, message, reaction);
    }
    await this.rests(temperament.seconds);
    if (strategy.opening !== undefined) await this.asks(colleague, strategy.opening);
  }

  private async asks(colleague: Colleague, words: string): Promise<void> {
    colleague.isAsking = true;
    await colleague.user.says(words).finally(() => {
      colleague.isAsking = false;
    });
  }

  private async presses(user: TeamsUser, message: Message, { title, inputs }: Reaction): Promise<void> {
    const { status, error } = await user.presses(message, title, inputs);
    this.say(`${user.account.name} pressed ${title}: ${error ?? status}`);
  }

  /** So long at a person's pace. */
  private rests(seconds: number): Promise<void> {
    return pause((1000 * seconds) / (this.options.pace ?? 1), undefined, { signal: this.stopping.signal });
  }

  private fails(user: TeamsUser, error: unknown): void {
    if (!this.stopping.signal.aborted) this.say(`${user.account.name} could not answer: ${String(error)}`);
  }

  private say(line: string): void {
    this.options.log?.(`${new Date().toISOString()} ${line}`);
  }
}
