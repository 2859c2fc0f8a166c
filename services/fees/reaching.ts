import { type Person, personKey } from "../people/schema.js";
import { type FeesContext, peopleOf } from "./context.js";
import type { Asked, Round } from "./schema.js";
import { stateOf } from "./state-rules.js";
import { campaigns } from "./timetable.js";
import type { Contact } from "./views.js";

/** Who can be written to; one look at what was sent serves for many people. */
export interface Reach {
  contact(person: Person): Promise<Contact>;
}

/**
 * Before a round is sent, only who hasn't the app is known to be out of reach; that an administrator has blocked it shows
 * when something was sent. The last that went to all who had not answered tells.
 */
export async function reachIn(context: Pick<FeesContext, "deliveries">, round?: Round): Promise<Reach> {
  const missed = round ? await missedIn(context, round.year) : new Set<string>();
  return {
    contact: async (person) => ({
      name: person.name,
      isReachable: !missed.has(personKey(person)) && (await context.deliveries.notReachable([person])) === 0,
    }),
  };
}

/** Silent partners none of whose contacts can be written to: somebody has to ring them. */
export async function unreachedIn(context: FeesContext, round: Round): Promise<Asked[]> {
  const silent = round.partners.filter(({ partner }) => stateOf(round.entries, partner).standing === "silent");
  const people = await peopleOf(
    context,
    "fee-contact",
    silent.map(({ partner }) => partner),
  );
  const reach = await reachIn(context, round);
  const contacts = await Promise.all(people.map((person) => reach.contact(person)));
  const reached = new Set(people.filter((_, nth) => contacts[nth]?.isReachable).map(({ partner }) => partner));
  return silent.filter(({ partner }) => !reached.has(partner));
}

async function missedIn({ deliveries }: Pick<FeesContext, "deliveries">, year: string): Promise<ReadonlySet<string>> {
  const reminders = campaigns.remind(year, 0).slice(0, -1);
  const all = await deliveries.campaigns();
  const last = all.find(({ id }) => id === campaigns.ask(year) || id.startsWith(reminders));
  if (!last) return new Set();
  return new Set((await deliveries.failures(last.id)).map(({ person }) => personKey(person)));
}
