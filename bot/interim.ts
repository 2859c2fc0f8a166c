import type { Channel, ChannelStore } from "../services/channels/ports.js";
import type { AddressStore } from "../services/delivery/ports.js";
import type { Address } from "../services/delivery/schema.js";
import type { PeopleStore } from "../services/people/ports.js";
import { type Person, personKey } from "../services/people/schema.js";

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
export function interimAddresses(): AddressStore {
  const rows = new Map<string, Address>();
  return {
    find: async (id) => rows.get(personKey(id)),
    reachable: async (people) => new Set(people.map(personKey).filter((key) => rows.get(key)?.state === "reachable")),
    save: async (address) => void rows.set(personKey(address.person), address),
    remove: async (id) => rows.delete(personKey(id)),
  };
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
