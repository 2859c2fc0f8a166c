import { isDeepStrictEqual } from "node:util";
import { unzipSync } from "fflate";
import { allCapabilities } from "../../bot/capabilities/index.js";
import type { CardAction, PostCard } from "../../bot/capability.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import { systemClock } from "../../services/kernel/clock.js";
import {
  type Report,
  type Review,
  type Round,
  reviewSchema,
  roundSchema,
  type Score,
  type Sheet,
} from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { TableReviews } from "../../services/storage/panels/reviews.js";
import { TableRounds } from "../../services/storage/panels/rounds.js";
import { allScores } from "../panels/agreed.js";
import { aBot, filesWithoutSeries, type RunningBot, theFiles } from "./bot.js";
import { eventually } from "./eventually.js";
import { aReport, aReview, aRound, aSheet, USUAL_RULES } from "./panel-house.js";
import { somebody } from "./people.js";

export const ROUND = "round-1";

/** What nobody but its writer may learn of. */
export interface Secret {
  readonly score: Score;
  /** In every comment, and in what is agreed. */
  readonly word: string;
  /** When it was handed in. */
  readonly at: string;
}

/** How far reports 1 to 4 are. */
export type Stage = "scoring" | "revealed" | "agreed" | "sent";

/** What has been written, and how far it all is. */
export interface Told {
  /** Of the reports in `secretly`, by those of the two who are in `by`; all else is as always. */
  readonly secret?: Secret;
  readonly secretly?: readonly number[];
  readonly by?: readonly Writer[];
  /** Who has a draft only of reports 1 and 3, and handed in last on 2 and 4. */
  readonly behind?: Writer;
  /** With whom not even a draft is there of this report. */
  readonly untouched?: number;
  readonly stage?: Stage;
  readonly status?: Round["status"];
}

export type Writer = "first" | "second";
export type Who = "conflicted" | "coordinator" | "curious" | "lead" | Writer;

/** Of the round's nine reports, which are just enough for figures; 5 to 9 have been agreed, and feedback on 6 has gone out. */
export const OPEN = [1, 2, 3, 4] as const;
export const ALL = [...OPEN, 5, 6, 7, 8, 9];

/**
 * The real bot with a round of reports of which the first four are not revealed. `first` and `second` are on all of them;
 * one of the two has but a draft of reports 1 and 3. Reports 1 and 2 are of the agency of `conflicted`, who declared a
 * conflict on 4, and of `lead`, its WFD lead. `curious` is of the panel, and on no report.
 */
export class LeakHouse {
  readonly rounds: TableRounds;
  readonly reviews: TableReviews;
  readonly commands: readonly string[];
  /** Of messages about panels. */
  readonly kinds: readonly string[];
  /** Everything that a button of panels can do. */
  readonly actions: readonly CardAction[];
  readonly #posts: Readonly<Record<string, PostCard>>;

  private constructor(
    readonly running: RunningBot,
    readonly people: Readonly<Record<Who, Person>>,
    readonly agencies: readonly [string, string],
  ) {
    const { services } = running.bot;
    this.rounds = new TableRounds(services.storage.table("panelrounds"));
    this.reviews = new TableReviews(services.storage.table("panelreviews"));
    const capabilities = allCapabilities(services, systemClock);
    this.commands = capabilities.flatMap(({ commands }) => commands.map(({ word }) => word));
    this.kinds = capabilities
      .flatMap(({ messages }) => Object.keys(messages))
      .filter((kind) => kind.startsWith("panels."));
    const panels = capabilities.filter(({ name }) => name === "panels");
    this.actions = panels.flatMap(({ actions }) => actions);
    this.#posts = Object.assign({}, ...panels.map(({ posts }) => posts));
  }

  static async open(): Promise<LeakHouse> {
    const [own = "", other = "", third = "", fourth = ""] = (await theFiles()).partnership.partners.map(({ id }) => id);
    const people = {
      conflicted: await somebody({ objectId: idOf(1), name: "Robin Example", roles: ["coordinator"], partner: own }),
      coordinator: await somebody({ objectId: idOf(2), name: "Casey Example", roles: ["coordinator"], partner: third }),
      curious: await somebody({ objectId: idOf(3), name: "Cleo Example", roles: ["panel-member"], partner: fourth }),
      lead: await somebody({ objectId: idOf(6), name: "Lee Example", roles: ["wfd-lead"], partner: own }),
      first: await somebody({ objectId: idOf(4), name: "Ada Example", roles: ["panel-member"], partner: third }),
      second: await somebody({ objectId: idOf(5), name: "Ben Example", roles: ["panel-member"], partner: fourth }),
    };
    const running = await aBot({ people: Object.values(people), files: await filesWithoutSeries() });
    return new LeakHouse(running, people, [own, other]);
  }

  /** As if everybody had just written that; nothing is left of what was done before. */
  async tell(told: Told = {}): Promise<void> {
    const round = roundSchema.parse({ ...this.round(), status: told.status ?? "open" });
    const reviews = this.reports().map((report) => reviewSchema.parse(this.#review(report, told)));
    const [stored, storedRound] = await Promise.all([this.reviews.of(ROUND), this.rounds.find(ROUND)]);
    if (!storedRound || stored.length !== reviews.length) return this.#tellAnew(round, reviews);
    const changed = reviews.filter((review, nth) => !isDeepStrictEqual(review, stored[nth]));
    await Promise.all([
      !isDeepStrictEqual(round, storedRound) && this.rounds.change(ROUND, () => ({ next: round, result: undefined })),
      ...changed.map((next) => this.reviews.change(ROUND, next.report.no, () => ({ next, result: undefined }))),
    ]);
  }

  async #tellAnew(round: Round, reviews: readonly Review[]): Promise<void> {
    await Promise.all([this.rounds.remove(ROUND), this.reviews.removeOf(ROUND)]);
    await Promise.all([
      this.rounds.add(round),
      this.rounds.saveFrame(ROUND, this.reports()),
      ...reviews.map((review) => this.reviews.add([review])),
    ]);
  }

  /** What a button of panels reads of what is sent with it. */
  reads(verb: string, data: Readonly<Record<string, string>>): string {
    return JSON.stringify(this.actions.find((action) => action.verb === verb)?.schema.parse(data));
  }

  /** What comes back to a button, the sentence of a failure included. */
  async presses(user: TeamsUser, verb: string, data: Readonly<Record<string, unknown>> = {}): Promise<string> {
    if (verb.startsWith("deliveries.")) await this.#settled();
    const action = { type: "Action.Execute", verb, data };
    const reply = await user.sends({
      ...{ type: "invoke", name: "adaptiveCard/action" },
      value: { action, trigger: "manual" },
    });
    return JSON.stringify(reply.body ?? null);
  }

  async says(user: TeamsUser, text: string): Promise<string> {
    await this.#settled();
    const answers = await user.says(text);
    return JSON.stringify(answers.map((message) => message.cardFor(user.account)));
  }

  /** Nothing is on its way any more: how far the sending has come in one of two houses is chance. */
  async #settled(): Promise<void> {
    const { deliveries } = this.running.bot.services;
    await eventually(async () =>
      (await deliveries.campaigns()).every(({ status }) => status === "done" || status === "cancelled"),
    );
  }

  /** The card that a delivery of that kind would show. */
  async letter(person: Person, kind: string, subject: string): Promise<string> {
    const letters = await this.running.bot.services.messenger.write({ kind, subject }, [person]);
    return JSON.stringify([...letters.values()]);
  }

  /** What everybody in the channel would see of the round. */
  async posted(): Promise<string> {
    const cards = Object.values(this.#posts).map((make) => make(ROUND));
    return JSON.stringify(await Promise.all(cards));
  }

  /** A file that somebody was handed a link to; of a workbook or a document all that is in it. */
  async file(answer: string): Promise<string> {
    const token = /\/files\/([\w.-]+)/.exec(answer)?.[1];
    if (token === undefined) return "";
    const response = await fetch(`${this.running.url}/files/${token}`);
    return readable(new Uint8Array(await response.arrayBuffer()));
  }

  /** Everything logged, everything in the record. */
  async traces(): Promise<string> {
    const entries: unknown[] = [];
    for await (const entry of this.running.bot.services.audit.entries(`panel:${ROUND}`)) entries.push(entry);
    return JSON.stringify([this.running.log, entries]);
  }

  round(): Round {
    const { first, second, curious, coordinator } = this.people;
    const learning = {
      ...{ themes: { knowledge: "Law was often named." }, goodPractice: "Observed practice, well told." },
      ...{ accepted: {}, changed: { at: BEGAN, by: personKey(coordinator) } },
    };
    const members = [first, second, curious].map(personKey);
    return { ...aRound({ id: ROUND, members, reports: ALL.length }), learning };
  }

  reports(): Report[] {
    const [own, other] = this.agencies;
    return ALL.map((no) => aReport(no, { agency: no <= 2 ? own : other }));
  }

  #review(report: Report, told: Told): Review {
    const { stage = "scoring", status, untouched } = told;
    const review = aReview({
      ...{ round: ROUND, report, reviewers: this.#writers().map(([, key]) => key) },
      conflicts: report.no === 4 ? [{ at: BEGAN, by: personKey(this.people.conflicted) }] : [],
    });
    if (status === "draft" || status === "drawn" || report.no === untouched) return review;
    if (report.no > OPEN.length) return this.#atStage(review, told, report.no === 6 ? "sent" : "agreed");
    return this.#atStage(review, told, stage);
  }

  #atStage(review: Review, told: Told, stage: Stage): Review {
    const { no } = review.report;
    const { behind = "second" } = told;
    const isDraft = stage === "scoring" && no % 2 === 1;
    const inOrder = this.#writers().sort(([one], [other]) => Number(one === behind) - Number(other === behind));
    const sheets = inOrder.map(([who]) => sheetOf(this.people[who], secretOf(told, who, no)));
    const { reviewer, handedInAt: _, ...draft } = sheets[1] as Sheet;
    const scored: Review = isDraft
      ? { ...review, sheets: sheets.slice(0, 1), drafts: { [reviewer]: draft } }
      : { ...review, sheets };
    return stage === "scoring" ? scored : this.#talkedOver(scored, told, stage);
  }

  #talkedOver(review: Review, told: Told, stage: Exclude<Stage, "scoring">): Review {
    const [act, other] = this.#writers().map(([, by]) => ({ at: AGREED, by }));
    if (!act || !other || stage === "revealed") return { ...review, ...(act && { revealed: act }) };
    const secret = secretOf(told, "first", review.report.no) ?? secretOf(told, "second", review.report.no);
    const { score, word } = secret ?? ALWAYS;
    const texts = { strengths: word, develop: word, action: word };
    const agreement = { version: 1, proposed: act, scores: allScores(score), ...texts, agreed: [act, other] };
    const agreed: Review = { ...review, revealed: act, agreement, agreedAt: AGREED };
    if (stage === "agreed") return agreed;
    const by = { at: AGREED, by: personKey(this.people.coordinator) };
    const feedback = { ...texts, passOn: word, accepted: {}, changed: by, sent: by, to: [personKey(this.people.lead)] };
    return { ...agreed, feedback };
  }

  #writers(): [Writer, string][] {
    return (["first", "second"] as const).map((who) => [who, personKey(this.people[who])]);
  }
}

const BEGAN = "2026-11-20T10:00:00.000Z";
const AGREED = "2026-11-24T10:00:00.000Z";
/** What is no secret. */
const ALWAYS: Secret = { score: 3, word: "as always", at: "2026-11-23T10:00:00.000Z" };

function secretOf({ secret, secretly = [], by = [] }: Told, who: Writer, no: number): Secret | undefined {
  return secretly.includes(no) && by.includes(who) ? secret : undefined;
}

function readable(file: Uint8Array): string {
  const isPacked = file[0] === 0x50 && file[1] === 0x4b;
  const parts = isPacked ? Object.values(unzipSync(file)) : [file];
  return parts.map((part) => new TextDecoder().decode(part)).join("\n");
}

/** The same in every house. */
function idOf(nth: number): string {
  return `00000000-0000-4000-8000-00000000000${nth}`;
}

function sheetOf(person: Person, { score, word, at }: Secret = ALWAYS): Sheet {
  const comments = Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [id, `${word} on ${id}`]));
  return aSheet(person, score, { comments, comment: word, handedInAt: at });
}

/**
 * Without what differs from one time to the next: times, ids made by chance, links, and which cards move by themselves,
 * since those are noted and forgotten beside the turns. When a secret was handed in stays.
 */
export function masked(answer: string): string {
  return (
    answer
      .replace(/("text":"Cards that move".{0,400}?"text":")(\d+|none)/g, "$1-")
      // Whether a card that was just shown is noted as one that moves yet is chance.
      .replace(/\{"type":"TextBlock",[^{}]*"text":"All of it\. The cards stay as they are then\."\},?/g, "")
      .replace(/"liveCards": \[[^\]]*\]/g, "-live-")
      .replace(/\/files\/[\w.-]+/g, "/files/-")
      .replace(/(?!200\d)\d{4}-\d\d-\d\dT[\d:.]+Z/g, "-time-")
      .replace(/\b[0-9a-f]{32}\b/g, "-id-")
      .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "-id-")
      .replace(/Reference: \w+/g, "-reference-")
      .replace(/127\.0\.0\.1:\d+/g, "-here-")
  );
}
