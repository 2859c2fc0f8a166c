import type { AuditEntry } from "../../services/audit/ports.js";
import { type Randomness, systemRandomness } from "../../services/kernel/random.js";
import type { Partnership } from "../../services/partnership/schema.js";
import type { Person } from "../../services/people/schema.js";
import type { NewPost, Posts } from "../../services/posts/ports.js";
import { noSuchSession, type SessionsContext } from "../../services/sessions/context.js";
import type { Changed, Evaluations, OccurrenceStore } from "../../services/sessions/ports.js";
import { type Occurrence, occurrenceSchema, type Series, seriesSchema } from "../../services/sessions/schema.js";
import { Sessions } from "../../services/sessions/service.js";
import { QuietHouse } from "./quiet-house.js";
import { aPerson, thePartnership } from "./survey-house.js";

/** Keeps nothing, for simulations of terms. The contract tests hold it to what the tables do. */
export class OccurrencesInMemory implements OccurrenceStore {
  readonly kept = new Map<string, Occurrence>();

  async find(id: string): Promise<Occurrence | undefined> {
    return this.kept.get(id);
  }

  async add(occurrence: Occurrence): Promise<boolean> {
    if (this.kept.has(occurrence.id)) return false;
    this.kept.set(occurrence.id, occurrenceSchema.parse(occurrence));
    return true;
  }

  async change<Result>(id: string, rule: (occurrence: Occurrence) => Changed<Result>): Promise<Result> {
    const before = this.kept.get(id);
    if (!before) throw noSuchSession();
    const { next, result } = rule(before);
    if (next) this.kept.set(id, occurrenceSchema.parse(next));
    return result;
  }

  async remove(id: string, when: (occurrence: Occurrence) => boolean): Promise<boolean> {
    const found = this.kept.get(id);
    return found !== undefined && when(found) && this.kept.delete(id);
  }

  async between(from: string, through: string): Promise<Occurrence[]> {
    return this.#inOrder().filter(({ slot }) => slot >= from && slot <= through);
  }

  async *all(): AsyncGenerator<Occurrence> {
    yield* this.#inOrder();
  }

  #inOrder(): Occurrence[] {
    return [...this.kept.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }
}

/** Posts that go nowhere: which were asked for, and how often each was touched. */
export class PostsInMemory implements Posts {
  readonly kept = new Map<string, NewPost>();
  readonly touched: string[] = [];

  async keep(post: NewPost): Promise<void> {
    this.kept.set(post.id, post);
  }
  async touch(id: string): Promise<void> {
    this.touched.push(id);
  }
  async standing(id: string) {
    return this.kept.has(id) ? ("posted" as const) : ("none" as const);
  }
}

/** A monthly series of two sessions; say only what matters. */
export function aSeries(members: Partial<Series> = {}): Series {
  return seriesSchema.parse({
    id: "research-hub",
    title: "Research Hub",
    shortTitle: "Research Hub",
    purpose: "To read, question and use research together.",
    recurrence: {
      every: "month",
      days: [
        { nth: 2, weekday: "tuesday", at: "12:30" },
        { nth: 2, weekday: "thursday", at: "16:00" },
      ],
    },
    minutes: 60,
    joinLink: "https://meet.example/research-hub",
    capacity: 10,
    ...members,
  });
}

/** Announced, with sessions on Tuesday 8 and Thursday 10 December 2026; say only what matters. */
export function anOccurrence(members: Partial<Occurrence> = {}): Occurrence {
  const series = members.series ?? aSeries();
  const { minutes, joinLink, capacity } = series;
  const common = { minutes, capacity, ...(joinLink && { joinLink }) };
  return occurrenceSchema.parse({
    id: `2026-12-08.${series.id}`,
    slot: "2026-12-08",
    series,
    status: "announced",
    announcedAt: "2026-11-10T09:00:00.000Z",
    sessions: [
      { id: "a", date: "2026-12-08", at: "12:30", ...common },
      { id: "b", date: "2026-12-10", at: "16:00", ...common },
    ],
    ...members,
  });
}

export interface SessionHouseOptions {
  readonly series?: readonly Series[];
  readonly partnership?: Partial<Partnership>;
  readonly random?: Randomness;
}

/** Sessions with these people, without Teams and without tables: the clock stands at 23 November 2026, 10:00. */
export class SessionHouse extends QuietHouse {
  readonly posts = new PostsInMemory();
  readonly occurrences = new OccurrencesInMemory();
  readonly entries: AuditEntry[] = [];
  /** Those asked for an evaluation. */
  readonly evaluations: Parameters<Evaluations["ask"]>[0][] = [];
  /** Those that somebody chose, by name. */
  readonly channels = new Map<string, { readonly title: string }>();
  readonly context: SessionsContext;
  readonly sessions: Sessions;
  readonly coordinator = aPerson(999, { roles: ["coordinator"] });

  constructor(
    readonly people: Person[],
    { series = [aSeries()], partnership, random = systemRandomness }: SessionHouseOptions = {},
  ) {
    super();
    const changed = new Map<string, Series>();
    this.context = {
      ...this.common,
      partnership: { ...thePartnership, ...partnership },
      series,
      changedSeries: { all: async () => [...changed.values()], save: async (one) => void changed.set(one.id, one) },
      occurrences: this.occurrences,
      posts: this.posts,
      evaluations: {
        ask: async (evaluation) => {
          this.evaluations.push(evaluation);
          return "asked";
        },
      },
      surveys: [{ id: "check-in", title: "Check-in" }],
      channels: { find: async (name) => this.channels.get(name) },
      audit: { record: async (entry) => void this.entries.push(entry), entries: () => noEntries() },
      random,
    };
    this.sessions = new Sessions(this.context);
    this.handle(this.sessions.handlers);
  }

  everybody(): Person[] {
    return [...this.people, this.coordinator];
  }
}

async function* noEntries(): AsyncGenerator<never> {}
