import type { Act } from "../audit/outbox.js";
import { dateOf } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { sha256 } from "../kernel/hash.js";
import { type Person, type PersonId, personIdOf, personKey } from "../people/schema.js";
import { type FeesContext, noSuchRound, peopleOf } from "./context.js";
import { type FeePlan, isStartable, planOf, type StartableYear, yearBefore } from "./plan-rules.js";
import { reachIn } from "./reaching.js";
import { record } from "./recording.js";
import { remindersAfter } from "./reminder-rules.js";
import { type Asked, ERASED, type Round } from "./schema.js";
import { beginTimer, campaigns, messages, remindTimer } from "./timetable.js";
import type { PreviewLine, PreviewView } from "./views.js";

/** Should the process die while it sends, another goes on after so long. */
const RESCUE_MS = 60_000;

/** From the partnership's data to a round that is on its way. */
export class Sending {
  constructor(private readonly context: FeesContext) {}

  /** Years of the data whose round can be sent now. */
  async startable(): Promise<string[]> {
    const sent = new Set((await this.context.rounds.all()).map(({ year }) => year));
    return this.context.data.years
      .filter((one) => this.#isStartable(one) && !sent.has(one.year))
      .map(({ year }) => year);
  }

  async preview(year: string): Promise<PreviewView> {
    const { data, plan } = this.#planned(year);
    const contacts = await this.#contacts(plan);
    const reach = await reachIn(this.context);
    const { dueOn, paysFor, text } = data;
    const { clock, partnership } = this.context;
    const reminders = remindersAfter(clock.now(), dueOn, partnership.scheduledAt).map(({ days }) => days);
    return {
      reminders,
      ...{ year, dueOn, paysFor, text, askedPence: plan.askedPence, forecastPence: plan.forecastPence },
      partners: await Promise.all(
        plan.partners.map(async (fee): Promise<PreviewLine> => {
          const people = contacts.get(fee.partner) ?? [];
          return { ...fee, contacts: await Promise.all(people.map((person) => reach.contact(person))) };
        }),
      ),
    };
  }

  /** Freezes the round and sends it. Whoever is second finds the round that is there: true for the first alone. */
  async send(year: string, by: Person): Promise<boolean> {
    const { rounds, timers, clock } = this.context;
    if (await rounds.find(year)) return false;
    const round = await this.#frozen(year, by);
    await timers.ensure(beginTimer(year, new Date(clock.now().getTime() + RESCUE_MS)));
    if (!(await rounds.add(round))) return false;
    await this.begin(year);
    return true;
  }

  /** Brings a round that is there on its way. Can be repeated. */
  async begin(year: string): Promise<void> {
    const { rounds, deliveries, timers, partnership } = this.context;
    const round = await rounds.find(year);
    if (!round) return;
    await record(this.context, year);
    const to = round.partners.flatMap(({ contacts }) => contacts.flatMap(({ person }) => idsOf(person)));
    const id = campaigns.ask(year);
    const title = `Membership fees ${year}`;
    await deliveries.plan({ id, title, message: messages.ask(year), manner: "asks" }, to);
    await deliveries.start(id);
    for (const reminder of remindersAfter(new Date(round.sent.at), round.dueOn, partnership.scheduledAt))
      await timers.ensure(remindTimer(year, reminder));
  }

  #isStartable(one: FeesContext["data"]["years"][number]): one is StartableYear {
    return isStartable(one, dateOf(this.context.clock.now()));
  }

  #planned(year: string): { readonly data: StartableYear; readonly plan: FeePlan } {
    const data = this.context.data.years.find((one) => one.year === year);
    if (!data) throw noSuchRound();
    if (!this.#isStartable(data)) {
      const wanted = "a due day to come, a text, and what it pays for";
      throw new ExpectedError("not-open", `The round of ${year} can't be sent: it needs ${wanted} in fees.yaml.`);
    }
    return { data, plan: planOf(data, this.context.partnership.partners) };
  }

  async #frozen(year: string, by: Person): Promise<Round> {
    const { data, plan } = this.#planned(year);
    const contacts = await this.#contacts(plan);
    const attended = await this.context.attended(yearBefore(year));
    const placements = await this.context.placements(yearBefore(year));
    const sent = { at: this.context.clock.now().toISOString(), by: personKey(by) };
    const text = { ...data.text, sha256: sha256(data.text.text) };
    const partners = plan.partners.map((fee): Asked => {
      const people = (contacts.get(fee.partner) ?? []).map((one) => ({ person: personKey(one), name: one.name }));
      const [places, had] = [attended.get(fee.partner), placements.get(fee.partner)];
      return {
        ...{ ...fee, contacts: people },
        ...(places !== undefined && { attended: places }),
        ...(had !== undefined && { placements: had }),
      };
    });
    const { pence, dueOn, paysFor } = data;
    const act: Act = {
      ...{ id: this.context.random.id(), at: sent.at, by: sent.by, event: "fees.sent" },
      details: { year, partners: partners.length, asked: plan.askedPence, forecast: plan.forecastPence, due: dueOn },
      text: { id: `fees:${year}`, version: text.version, sha256: text.sha256 },
    };
    const { forecastPence } = plan;
    return { year, sent, pence, forecastPence, dueOn, paysFor, text, partners, entries: [], acts: [act] };
  }

  async #contacts({ partners }: FeePlan): Promise<ReadonlyMap<string, Person[]>> {
    const ids = partners.map(({ partner }) => partner);
    const people = await peopleOf(this.context, "fee-contact", ids);
    return new Map(ids.map((id) => [id, people.filter(({ partner }) => partner === id)]));
  }
}

/** Nobody where the person was erased since. */
function idsOf(person: string): PersonId[] {
  return person === ERASED ? [] : [personIdOf(person)];
}
