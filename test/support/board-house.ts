import type { AuditEntry, ChainedAudit, RecordedEntry } from "../../services/audit/ports.js";
import { type BoardContext, noSuchItem } from "../../services/board/context.js";
import type { Changed, ItemStore } from "../../services/board/ports.js";
import {
  type BoardRules,
  boardRulesSchema,
  type Item,
  itemSchema,
  type Seat,
  type Vote,
  voteSchema,
} from "../../services/board/schema.js";
import { Board } from "../../services/board/service.js";
import type { Channel } from "../../services/channels/ports.js";
import { type Randomness, systemRandomness } from "../../services/kernel/random.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { QuietHouse } from "./quiet-house.js";
import { PostsInMemory } from "./session-house.js";
import { aPerson, thePartnership } from "./survey-house.js";

/** Keeps nothing. The contract tests hold it to what the table does. */
export class ItemsInMemory implements ItemStore {
  readonly kept = new Map<string, Item>();

  async find(id: string): Promise<Item | undefined> {
    return this.kept.get(id);
  }
  async add(item: Item): Promise<boolean> {
    if (this.kept.has(item.id)) return false;
    this.kept.set(item.id, itemSchema.parse(item));
    return true;
  }
  async change<Result>(id: string, rule: (item: Item) => Changed<Result>): Promise<Result> {
    const before = this.kept.get(id);
    if (!before) throw noSuchItem();
    const { next, result } = rule(before);
    if (next) this.kept.set(id, itemSchema.parse(next));
    return result;
  }
  async all(): Promise<Item[]> {
    return [...this.kept.values()].sort((one, other) => other.created.at.localeCompare(one.created.at));
  }
  async remove(id: string, check: (item: Item) => void = () => undefined): Promise<void> {
    const item = this.kept.get(id);
    if (item) check(item);
    this.kept.delete(id);
  }
}

/** The record, without chains: what was recorded, each id once. */
export class AuditInMemory implements ChainedAudit {
  readonly kept: AuditEntry[] = [];

  async record(entry: AuditEntry): Promise<RecordedEntry> {
    const there = this.kept.findIndex(({ id }) => id !== undefined && id === entry.id);
    if (there < 0) this.kept.push(entry);
    const place = there < 0 ? this.kept.length - 1 : there;
    // A chain a subject.
    const seq = this.kept.slice(0, place + 1).filter((one) => one.subject === entry.subject).length;
    const { subject, event, details, by, said = {} } = entry;
    const at = entry.at ?? new Date(0);
    const hash = String(place + 1).padStart(64, "0");
    return { seq, subject, event, details, by, said, at, hash, who: undefined, about: {} };
  }
  async *entries(): AsyncGenerator<never> {}
}

/** `member("one")`, `deputy("one")`: of that partner. */
export function member(partner: string, n = 1): Person {
  return aPerson(200 + 10 * PARTNER_IDS.indexOf(partner) + n, {
    name: `Member ${n} of ${partner}`,
    partner,
    roles: ["board-member"],
  });
}
export function deputy(partner: string): Person {
  return aPerson(205 + 10 * PARTNER_IDS.indexOf(partner), {
    name: `Deputy of ${partner}`,
    partner,
    roles: ["board-deputy"],
  });
}

const PARTNER_IDS = ["one", "two", "three", "four", "five"];
/** Five primary partners, and one secondary. */
const PARTNERS: Partnership["partners"] = [...PARTNER_IDS, "aside"].map((id) => ({
  ...{ id, name: `Partner ${id}`, tier: id === "aside" ? ("secondary" as const) : ("primary" as const) },
  ...({ sector: "local-authority", side: "both" } as const),
}));

export function aSeat(partner: string): Seat {
  return {
    partner,
    name: `Partner ${partner}`,
    members: [personKey(member(partner))],
    deputies: [personKey(deputy(partner))],
  };
}

/** Of the member of a partner, on the first wording; say only what matters. */
export function aVote(partner: string, choice: Vote["choice"], members: Partial<Vote> = {}): Vote {
  const person = personKey(member(partner));
  return voteSchema.parse({
    id: `${partner}-${choice}`,
    partner,
    person,
    as: "member",
    choice,
    at: "2026-11-24T10:00:00.000Z",
    version: 1,
    ...members,
  });
}

/** Open until Friday 4 December 2026, 17:00, with five seats, by simple majority of votes cast, quorum 3. */
export function anItem(members: Partial<Item> = {}): Item {
  const by = personKey(aPerson(999));
  const at = "2026-11-23T10:00:00.000Z";
  return itemSchema.parse({
    id: "item-1",
    status: "open",
    created: { at, by },
    proposer: by,
    terms: {
      kind: "decision",
      rule: "simple-majority",
      of: "cast",
      quorum: 3,
      abstentionsCountForQuorum: true,
      secretUntilClose: false,
      closesEarly: false,
      interest: "vote-and-quorum",
    },
    wordings: [
      {
        version: 1,
        title: "Budget 2027-28",
        question: "Do you approve the budget?",
        sha256: "0".repeat(64),
        changed: { at, by },
      },
    ],
    deadline: "2026-12-04T17:00:00.000Z",
    opened: { at, by },
    roll: PARTNER_IDS.map(aSeat),
    ...members,
  });
}

export interface BoardHouseOptions {
  readonly rules?: Partial<BoardRules>;
  readonly random?: Randomness;
}

/** The board without Teams and without tables: the clock stands at 23 November 2026, 10:00. */
export class BoardHouse extends QuietHouse {
  readonly posts = new PostsInMemory();
  /** Those that coordinators have chosen, by name. */
  readonly channels = new Map<string, Channel>();
  readonly items = new ItemsInMemory();
  readonly audit = new AuditInMemory();
  readonly context: BoardContext;
  readonly board: Board;
  readonly coordinator = aPerson(999, { name: "Casey Example", roles: ["coordinator"], partner: "aside" });
  /** Members and deputies of all five, and the coordinator; a test may change it. */
  people: Person[] = [...PARTNER_IDS.flatMap((id) => [member(id), deputy(id)]), this.coordinator];

  constructor({ rules, random = systemRandomness }: BoardHouseOptions = {}) {
    super();
    this.context = {
      ...this.common,
      partnership: { ...thePartnership, partners: PARTNERS },
      rules: boardRulesSchema.parse({ ...rules }),
      items: this.items,
      posts: this.posts,
      channels: { find: async (name) => this.channels.get(name) },
      audit: this.audit,
      random,
    };
    this.board = new Board(this.context);
    this.handle(this.board.handlers);
  }

  everybody(): Person[] {
    return this.people;
  }

  /** The item as it is stored. */
  item(id = "item-1"): Item {
    const item = this.items.kept.get(id);
    if (!item) throw noSuchItem();
    return item;
  }
}
