import { unzipSync } from "fflate";
import { allCapabilities } from "../../bot/capabilities/index.js";
import type { TeamsUser } from "../../bot/local/double/user.js";
import { systemClock } from "../../services/kernel/clock.js";
import type { Report, Review, Round, Score } from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { TableReviews } from "../../services/storage/panels/reviews.js";
import { TableRounds } from "../../services/storage/panels/rounds.js";
import { aBot, filesWithoutSeries, type RunningBot, theFiles } from "./bot.js";
import { aReport, aReview, aRound, aSheet, USUAL_RULES } from "./panel-house.js";
import { somebody } from "./people.js";

export const ROUND = "round-1";

/** What nobody but its writer may learn of. */
export interface Secret {
  readonly score: Score;
  /** In every comment. */
  readonly word: string;
}

/** What each writer keeps to themselves; who is not in it wrote what they always write. */
export type Secrets = ReadonlyMap<string, Secret>;

/**
 * The real bot with a round of four reports of which nothing is revealed: `first` and `second` are on all of them,
 * `first` has handed in everywhere, `second` has a draft of reports 1 and 3 and has handed in 2 and 4. Reports 1 and 2
 * are of the agency of `conflicted`, who declared a conflict on 4. `curious` is of the panel, and on no report.
 */
export class LeakHouse {
  readonly rounds: TableRounds;
  readonly reviews: TableReviews;
  readonly commands: readonly string[];
  /** Of messages about panels. */
  readonly kinds: readonly string[];

  private constructor(
    readonly running: RunningBot,
    readonly people: Readonly<Record<"conflicted" | "coordinator" | "curious" | "first" | "second", Person>>,
    private readonly agencies: readonly [string, string],
  ) {
    const { services } = running.bot;
    this.rounds = new TableRounds(services.storage.table("panelrounds"));
    this.reviews = new TableReviews(services.storage.table("panelreviews"));
    const capabilities = allCapabilities(services, systemClock);
    this.commands = capabilities.flatMap(({ commands }) => commands.map(({ word }) => word));
    this.kinds = capabilities
      .flatMap(({ messages }) => Object.keys(messages))
      .filter((kind) => kind.startsWith("panels."));
  }

  static async open(): Promise<LeakHouse> {
    const [own = "", other = "", third = "", fourth = ""] = (await theFiles()).partnership.partners.map(({ id }) => id);
    const people = {
      conflicted: await somebody({ objectId: idOf(1), name: "Robin Example", roles: ["coordinator"], partner: own }),
      coordinator: await somebody({ objectId: idOf(2), name: "Casey Example", roles: ["coordinator"], partner: third }),
      curious: await somebody({ objectId: idOf(3), name: "Cleo Example", roles: ["panel-member"], partner: fourth }),
      first: await somebody({ objectId: idOf(4), name: "Ada Example", roles: ["panel-member"], partner: third }),
      second: await somebody({ objectId: idOf(5), name: "Ben Example", roles: ["panel-member"], partner: fourth }),
    };
    const running = await aBot({ people: Object.values(people), files: await filesWithoutSeries() });
    return new LeakHouse(running, people, [own, other]);
  }

  /** As if everybody had just written that; nothing is left of what was done before. */
  async tell(secrets: Secrets, more: Partial<Review> = {}, round: Partial<Round> = {}): Promise<void> {
    const reviews = this.reports().map((report) => this.#review(report, secrets, more));
    await Promise.all([this.rounds.remove(ROUND), this.reviews.removeOf(ROUND)]);
    await Promise.all([
      this.rounds.add({ ...this.round(), ...round }),
      this.rounds.saveFrame(ROUND, this.reports()),
      ...reviews.map((review) => this.reviews.add([review])),
    ]);
  }

  /** What comes back to a button, the sentence of a failure included. */
  async presses(user: TeamsUser, verb: string, data: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const action = { type: "Action.Execute", verb, data };
    const reply = await user.sends({
      ...{ type: "invoke", name: "adaptiveCard/action" },
      value: { action, trigger: "manual" },
    });
    return JSON.stringify(reply.body ?? null);
  }

  async says(user: TeamsUser, text: string): Promise<string> {
    const answers = await user.says(text);
    return JSON.stringify(answers.map((message) => message.cardFor(user.account)));
  }

  /** The card that a delivery of that kind would show. */
  async letter(person: Person, kind: string, subject: string): Promise<string> {
    const letters = await this.running.bot.services.messenger.write({ kind, subject }, [person]);
    return JSON.stringify([...letters.values()]);
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
    const members = [this.people.first, this.people.second, this.people.curious].map(personKey);
    return aRound({ id: ROUND, members, reports: 4 });
  }

  reports(): Report[] {
    const [own, other] = this.agencies;
    return [1, 2, 3, 4].map((no) => aReport(no, { agency: no <= 2 ? own : other }));
  }

  #review(report: Report, secrets: Secrets, more: Partial<Review>): Review {
    const { first, second, conflicted } = this.people;
    const isDraft = report.no % 2 === 1;
    const [ofFirst, ofSecond] = [sheetOf(first, secrets), sheetOf(second, secrets)];
    const { reviewer: _, handedInAt: __, ...draft } = ofSecond;
    return aReview({
      ...{ round: ROUND, report, reviewers: [first, second].map(personKey) },
      sheets: isDraft ? [ofFirst] : [ofFirst, ofSecond],
      drafts: isDraft ? { [personKey(second)]: draft } : {},
      conflicts: report.no === 4 ? [{ at: "2026-11-20T10:00:00.000Z", by: personKey(conflicted) }] : [],
      ...more,
    });
  }
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

function sheetOf(person: Person, secrets: Secrets) {
  const { score, word } = secrets.get(personKey(person)) ?? { score: 3, word: "as always" };
  const comments = Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [id, `${word} on ${id}`]));
  return aSheet(person, score, { comments, comment: word });
}

/**
 * Without what differs from one time to the next: times, ids made by chance, links, and which cards move by themselves,
 * since those are noted and forgotten beside the turns.
 */
export function masked(answer: string): string {
  return answer
    .replace(/("text":"Cards that move".{0,400}?"text":")\d+/g, "$1-")
    .replace(/"liveCards": \[[^\]]*\]/g, "-live-")
    .replace(/\/files\/[\w.-]+/g, "/files/-")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "-time-")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "-id-")
    .replace(/Reference: \w+/g, "-reference-")
    .replace(/127\.0\.0\.1:\d+/g, "-here-");
}
