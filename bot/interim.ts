import type { Audit } from "../services/audit/ports.js";
import type { Channel, ChannelStore } from "../services/channels/ports.js";
import type { PeopleStore } from "../services/people/ports.js";
import { type Person, personKey } from "../services/people/schema.js";
import type { Audiences } from "../services/surveys/ports.js";

export function interimPeople(): PeopleStore {
  const rows = new Map<string, Person>();
  return {
    find: async (id) => rows.get(personKey(id)),
    async *all() {
      yield* rows.values();
    },
    save: async (people) => {
      for (const person of people) rows.set(personKey(person), person);
    },
    remove: async (id) => void rows.delete(personKey(id)),
  };
}
export function interimAudiences(people: PeopleStore): Audiences {
  return {
    async select({ cohorts, partners, roles, sides }) {
      const found: Person[] = [];
      const fits = (wanted: readonly string[], has: readonly string[]) =>
        wanted.length === 0 || has.some((one) => wanted.includes(one));
      for await (const person of people.all()) {
        if (
          person.status === "active" &&
          fits(cohorts, person.cohorts) &&
          fits(partners, [person.partner]) &&
          fits(roles, person.roles) &&
          fits(sides, [person.side])
        )
          found.push(person);
      }
      return found;
    },
  };
}
export function interimAudit(): Audit {
  return { record: async () => undefined, async *entries() {} };
}
export function interimChannels(): ChannelStore {
  const rows = new Map<string, Channel>();
  const drop = (gone: (channel: Channel) => boolean) => {
    const names = [...rows.values()].filter(gone).map(({ name }) => name);
    for (const name of names) rows.delete(name);
    return names.length;
  };
  return {
    save: async (channel) => void rows.set(channel.name, channel),
    find: async (name) => rows.get(name),
    all: async () => [...rows.values()],
    removeConversation: async (id) => drop((channel) => channel.conversationId === id),
    removeTeam: async (id) => drop((channel) => channel.teamId === id),
  };
}
