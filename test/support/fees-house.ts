import { type FeesContext, noSuchRound } from "../../services/fees/context.js";
import type { Changed, RoundStore } from "../../services/fees/ports.js";
import { type FeeYear, feesSchema, type Round, roundSchema } from "../../services/fees/schema.js";
import { Fees } from "../../services/fees/service.js";
import { type Randomness, systemRandomness } from "../../services/kernel/random.js";
import type { Partner } from "../../services/partnership/schema.js";
import { type Person, type PersonId, personKey } from "../../services/people/schema.js";
import { AuditInMemory } from "./board-house.js";
import { QuietHouse } from "./quiet-house.js";
import { aPerson, PlannedDeliveries, thePartnership } from "./survey-house.js";

/** Keeps nothing. The contract tests hold it to what the table does. */
export class FeeRoundsInMemory implements RoundStore {
  readonly kept = new Map<string, Round>();

  async find(year: string): Promise<Round | undefined> {
    return this.kept.get(year);
  }
  async add(round: Round): Promise<boolean> {
    if (this.kept.has(round.year)) return false;
    this.kept.set(round.year, roundSchema.parse(round));
    return true;
  }
  async change<Result>(year: string, rule: (round: Round) => Changed<Result>): Promise<Result> {
    const before = this.kept.get(year);
    if (!before) throw noSuchRound();
    const { next, result } = rule(before);
    if (next) this.kept.set(year, roundSchema.parse(next));
    return result;
  }
  async all(): Promise<Round[]> {
    return [...this.kept.values()].sort((one, other) => other.year.localeCompare(one.year));
  }
}

/** A partner that pays, unless its members say otherwise. */
export function aPartner(id: string, members: Partial<Partner> = {}): Partner {
  return { id, name: `Partner ${id}`, tier: "primary", sector: "local-authority", side: "both", ...members };
}

/** Due on Friday 29 January 2027. */
export function aYear(members: Partial<FeeYear> = {}): FeeYear {
  const [year] = feesSchema.parse({
    years: [
      {
        ...{ year: "2027-28", pence: 2_600_000, dueOn: "2027-01-29", paysFor: ["The central team.", "Places."] },
        text: { version: 1, text: "We reaffirm our membership." },
        ...members,
      },
    ],
  }).years;
  return year as FeeYear;
}

export interface FeesHouseOptions {
  readonly years?: readonly FeeYear[];
  readonly partners?: readonly Partner[];
  readonly random?: Randomness;
}

/** What has been planned, and to some of whom nothing can be sent. */
class ReachingDeliveries extends PlannedDeliveries {
  /** Person keys. */
  readonly outOfReach = new Set<string>();

  override async notReachable(people: readonly PersonId[] = []): Promise<number> {
    return people.filter((one) => this.outOfReach.has(personKey(one))).length;
  }

  /** Campaigns that some were not reached by, newest first, with those people. */
  readonly missed: [campaign: string, people: PersonId[]][] = [];

  override async campaigns() {
    return this.missed.map(([id, people]) => ({
      ...{ id, message: { kind: "fees.ask", subject: "2027-28" }, title: id, manner: "asks" as const },
      ...{ createdAt: "2026-11-23T10:00:00.000Z", planned: people.length, tenants: [], status: "done" as const },
    }));
  }
  override async failures(campaign?: string) {
    const people = this.missed.find(([id]) => id === campaign)?.[1] ?? [];
    return people.map((person) => ({
      ...{ campaignId: campaign ?? "", person, state: "not-reachable" as const, attempts: 1, uncertain: false },
    }));
  }
}

/** Fees without Teams and without tables: the clock stands at 23 November 2026, 10:00. */
export class FeesHouse extends QuietHouse {
  override readonly deliveries = new ReachingDeliveries(this.clock);
  readonly rounds = new FeeRoundsInMemory();
  readonly audit = new AuditInMemory();
  readonly attended = new Map<string, number>();
  readonly placements = new Map<string, number>();
  readonly context: FeesContext;
  readonly fees: Fees;
  readonly coordinator = aPerson(999, { name: "Casey Example", roles: ["coordinator"], partner: "aside" });
  /** Two contacts and a board member of each partner, and the coordinator; a test may change it. */
  people: Person[];

  constructor({ years = [aYear()], partners = FOUR, random = systemRandomness }: FeesHouseOptions = {}) {
    super();
    this.people = [...partners.flatMap(({ id }, n) => peopleAt(id, n)), this.coordinator];
    this.context = {
      ...this.common,
      partnership: { ...thePartnership, partners: partners.map((one) => ({ ...one })) },
      data: { years: [...years] },
      rounds: this.rounds,
      attended: async () => this.attended,
      placements: async () => this.placements,
      deliveries: this.deliveries,
      audit: this.audit,
      random,
    };
    this.fees = new Fees(this.context);
    this.handle(this.fees.handlers);
  }

  everybody(): Person[] {
    return this.people;
  }

  /** A house whose round has been sent. */
  static async sent(options: FeesHouseOptions = {}): Promise<FeesHouse> {
    const house = new FeesHouse(options);
    await house.fees.sending.send("2027-28", house.coordinator);
    return house;
  }

  /** `contact("one")`, `contact("one", 2)`: of that partner. */
  contact(partner: string, n = 1): Person {
    return this.#person(`Contact ${n} of ${partner}`);
  }

  boardMember(partner: string): Person {
    return this.#person(`Member of ${partner}`);
  }

  /** The round as it is stored. */
  round(year = "2027-28"): Round {
    const round = this.rounds.kept.get(year);
    if (!round) throw noSuchRound();
    return round;
  }

  /** What is on the record: `fees.confirmed one`. */
  recorded(): string[] {
    return this.audit.kept.map(({ event, details }) => [event, details.partner].filter(Boolean).join(" "));
  }

  confirm(partner: string, n = 1, entry = this.context.random.id()) {
    const typed = { authoriser: "Morgan Finch", role: "Director of Finance" };
    const sent = { entry, messageId: undefined };
    return this.fees.answering.answer("2027-28", "confirmed", this.contact(partner, n), typed, sent);
  }

  say(kind: "queried" | "declined", partner: string, reason = "Why so much?") {
    const sent = { entry: this.context.random.id(), messageId: undefined };
    return this.fees.answering.answer("2027-28", kind, this.contact(partner), { reason }, sent);
  }

  /** A coordinator writes it down; the form again where it isn't taken. */
  follow(kind: "answered" | "invoiced" | "paid" | "reversed", partner: string, typed: Record<string, string>) {
    const at = { year: "2027-28", partner, kind, entry: this.context.random.id() };
    return this.fees.following.save(at, this.coordinator, { on: "2026-11-23", ...typed });
  }

  #person(name: string): Person {
    const found = this.people.find((one) => one.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }
}

/** Three that pay, and one that doesn't. */
const FOUR = [aPartner("one"), aPartner("two"), aPartner("three"), aPartner("aside", { tier: "secondary" })];

function peopleAt(partner: string, at: number): Person[] {
  const first = 10 * (at + 1);
  return [
    aPerson(first + 1, { name: `Contact 1 of ${partner}`, partner, roles: ["fee-contact"] }),
    aPerson(first + 2, { name: `Contact 2 of ${partner}`, partner, roles: ["fee-contact"] }),
    aPerson(first + 3, { name: `Member of ${partner}`, partner, roles: ["board-member"] }),
  ];
}
