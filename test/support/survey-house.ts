import type { AuditEntry } from "../../services/audit/ports.js";
import type { Deliveries } from "../../services/delivery/ports.js";
import type { Campaign, Delivery, Message } from "../../services/delivery/schema.js";
import type { Clock } from "../../services/kernel/clock.js";
import { systemRandomness } from "../../services/kernel/random.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { type Person, type PersonId, personKey } from "../../services/people/schema.js";
import { LeaseTable } from "../../services/storage/leases.js";
import type { Storage } from "../../services/storage/storage.js";
import { surveyStores } from "../../services/storage/surveys/stores.js";
import type { SurveyContext } from "../../services/surveys/context.js";
import type { Audience, Definition } from "../../services/surveys/schema.js";
import { Surveys } from "../../services/surveys/service.js";
import { TestClock } from "./clock.js";
import { ownStorage } from "./storage.js";
import { TimersInMemory, WatchedSchedule } from "./timers.js";

const TENANT = "11111111-1111-4111-8111-111111111111";

/** A person of a partner; `n` makes them somebody of their own. */
export function aPerson(n: number, members: Partial<Person> = {}): Person {
  return {
    tenantId: TENANT,
    objectId: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    name: `Person ${n}`,
    email: `person${n}@vale.example`,
    partner: "vale-council",
    side: "children",
    roles: [],
    cohorts: ["year-2"],
    status: "active",
    ...members,
  };
}

/** A short survey: two required questions on one scale, a choice, a comment. */
export function aDefinition(members: Partial<Definition> = {}): Definition {
  const scale = { type: "scale", scale: "quality", required: true } as const;
  return {
    id: "pulse",
    title: "Pulse",
    purpose: "To know how you are supported.",
    anonymity: "anonymous",
    sensitive: false,
    dimensions: ["side", "partner", "cohort"],
    questions: [
      { ...scale, id: "workload", text: "How is your workload?" },
      { ...scale, id: "support", text: "How is your manager's support?" },
      {
        id: "stay",
        type: "choice",
        text: "Will you stay?",
        required: false,
        options: [
          { id: "yes", title: "Yes" },
          { id: "no", title: "No" },
        ],
      },
      { id: "comment", type: "text", text: "Anything else?", required: false, maxLength: 2000 },
    ],
    headline: { label: "good or excellent", questions: ["workload", "support"], counts: ["good", "excellent"] },
    ...members,
  };
}

/** What has been planned to be sent; nothing is sent. */
export class PlannedDeliveries implements Deliveries {
  constructor(private readonly clock: Clock = new TestClock()) {}

  readonly planned = new Map<string, readonly string[]>();
  /** As they were asked for. */
  readonly plans = new Map<string, Parameters<Deliveries["plan"]>[0]>();
  /** The notes that took the place of a campaign's cards. */
  readonly retired = new Map<string, Message>();
  /** What one person's cards were replaced by, as it was asked for. */
  readonly replaced: Parameters<Deliveries["retireFor"]>[] = [];

  async plan(plan: Parameters<Deliveries["plan"]>[0], to: Parameters<Deliveries["plan"]>[1]): Promise<Campaign> {
    const { id, title, message, manner } = plan;
    this.plans.set(id, plan);
    if (!this.planned.has(id)) this.planned.set(id, to.map(personKey));
    const campaign = { id, title, message, manner, createdAt: this.clock.now().toISOString(), planned: to.length };
    return { ...campaign, tenants: [TENANT], status: "sending" };
  }
  async start(): Promise<void> {}
  async cancel(): Promise<void> {}
  async sendAgain(): Promise<void> {}
  async forgetPeople(id: string): Promise<void> {
    this.planned.delete(id);
  }
  async counts(id: string) {
    const sent = this.planned.get(id)?.length ?? 0;
    return { pending: 0, sent, "not-reachable": 0, failed: 0, suppressed: 0, cancelled: 0 };
  }
  async retire(id: string, note: Message, { forget }: { readonly forget: boolean }): Promise<void> {
    this.retired.set(id, note);
    if (forget) this.planned.delete(id);
  }
  async retireFor(...asked: Parameters<Deliveries["retireFor"]>): Promise<void> {
    this.replaced.push(asked);
  }
  nextAllowed(now: Date): Date {
    return now;
  }
  async campaign(): Promise<Campaign> {
    throw new Error("nothing is kept here");
  }
  async notReachable(_people: readonly PersonId[] = []): Promise<number> {
    return 0;
  }
  async campaigns(): Promise<Campaign[]> {
    return [];
  }
  async failures(_campaign?: string): Promise<Delivery[]> {
    return [];
  }
}

export interface HouseOptions {
  /** What differs from the usual partnership. */
  readonly partnership?: Partial<Partnership>;
  /** In the place of those that are only planned. */
  readonly deliveries?: Deliveries;
}

/** Surveys on real tables of their own, with these people. */
export class SurveyHouse {
  readonly clock = new TestClock();
  readonly deliveries = new PlannedDeliveries(this.clock);
  readonly timers = new TimersInMemory();
  readonly entries: AuditEntry[] = [];
  readonly failures: unknown[] = [];
  readonly schedule: WatchedSchedule;
  readonly surveys: Surveys;
  readonly context: SurveyContext;
  readonly coordinator = aPerson(999, { roles: ["coordinator"] });

  private constructor(
    readonly storage: Storage,
    readonly people: Person[],
    definitions: readonly Definition[],
    { partnership, deliveries }: HouseOptions,
  ) {
    this.schedule = new WatchedSchedule({ store: this.timers, clock: this.clock });
    this.context = {
      ...surveyStores(storage, systemRandomness),
      partnership: { ...thePartnership, ...partnership },
      definitions,
      people: { select: async (audience) => this.people.filter((person) => isIn(person, audience)) },
      deliveries: deliveries ?? this.deliveries,
      timers: this.schedule,
      audit: { record: async (entry) => void this.entries.push(entry), entries: () => noEntries() },
      leases: new LeaseTable(storage),
      clock: this.clock,
      random: systemRandomness,
      patienceMs: 60_000,
      report: (error) => void this.failures.push(error),
    };
    this.surveys = new Surveys(this.context);
    for (const [kind, handler] of Object.entries(this.surveys.handlers)) this.schedule.on(kind, handler);
  }

  static async open(
    people: Person[],
    definitions: readonly Definition[] = [aDefinition()],
    options: HouseOptions = {},
  ): Promise<SurveyHouse> {
    const storage = await ownStorage();
    const house = new SurveyHouse(storage, people, definitions, options);
    await storage.prepare();
    return house;
  }

  /** Another process on the same tables. */
  secondInstance(): Surveys {
    return new Surveys({ ...this.context, ...surveyStores(this.storage, systemRandomness) });
  }

  /** Plans and sends a wave; its id. */
  async aWave(fields: Readonly<Record<string, string>> = {}, definition = "pulse"): Promise<string> {
    const { planning, sending } = this.surveys;
    const { waveId } = planning.form(definition);
    const typed = {
      title: "Pulse, autumn",
      opensOn: "2026-11-23",
      closesOn: "2026-12-07",
      reminders: "two",
      ...fields,
    };
    const form = await planning.plan(waveId, definition, typed);
    if (form) throw new Error(JSON.stringify(form.errors));
    await sending.send(waveId, this.coordinator);
    return waveId;
  }

  /** Lets the time pass, and the schedule do what comes due in it. */
  async passUntil(at: string): Promise<void> {
    const end = new Date(at);
    for (let next = this.timers.nextWake(); next && next <= end; next = this.timers.nextWake()) {
      if (next > this.clock.now()) this.clock.turnTo(next.toISOString());
      await this.schedule.runDue();
    }
    this.clock.turnTo(at);
  }

  async close(waveId: string): Promise<void> {
    await this.surveys.closing.close(waveId, this.coordinator);
  }
}

function isIn(person: Person, audience: Audience): boolean {
  const { cohorts, partners } = audience;
  return (
    (cohorts.length === 0 || cohorts.some((cohort) => person.cohorts.includes(cohort))) &&
    (partners.length === 0 || partners.includes(person.partner))
  );
}

async function* noEntries(): AsyncGenerator<never> {}

export const thePartnership: Partnership = {
  id: "vale",
  name: "Vale Partnership",
  contact: { name: "Vale team", email: "team@vale.example" },
  tenants: [{ id: TENANT, name: "Vale" }],
  partners: ["vale-council", "vale-adults", "vale-charity"].map((id) => ({
    id,
    name: id.replace("-", " "),
    tier: "primary",
    sector: "local-authority",
    side: "both",
  })),
  cohorts: [
    { id: "year-1", title: "Year 1" },
    { id: "year-2", title: "Year 2" },
    { id: "year-3", title: "Year 3" },
  ],
  quietHours: { from: "18:00", until: "08:00", weekends: true, bankHolidays: [] },
  closedWeeks: [],
  nudges: { perDay: 3, perWeek: 8 },
  scheduledAt: "09:00",
  thresholds: { group: 5, sensitiveGroup: 10, comments: 10 },
  retention: { answers: 365, invitations: 90, deliveries: 90, peopleLeft: 365, bookings: 365, panels: 1095 },
  reminderWordings: [
    { id: "cost", text: "An empty place is one that a colleague could have had." },
    { id: "plain", text: "Please tell me if you can't come." },
  ],
  sending: { requestsPerSecondPerTenant: 40, sendsAtATime: 256 },
};
