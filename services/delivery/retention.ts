import type { PeopleStore } from "../people/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { AddressStore, DeliveryStore, OldAddresses } from "./ports.js";
import type { Campaign } from "./schema.js";

/** Campaigns that ended, plans that were never finished, and when people were last written to. */
export function purgeableDeliveries(store: DeliveryStore): Purgeable {
  return {
    kind: "deliveries",
    async purge(before) {
      const over: Campaign[] = [];
      for await (const campaign of store.campaigns()) {
        const end = endOf(campaign);
        if (end !== undefined && Date.parse(end) < before.getTime()) over.push(campaign);
      }
      let removed = 0;
      for (const campaign of over) removed += await store.removeCampaign(campaign);
      removed += await store.removeContacts(before);
      return removed;
    },
  };
}

/** Addresses of people whom nobody knows: gone, or never on the list. */
export function purgeableAddresses(
  addresses: AddressStore & OldAddresses,
  people: Pick<PeopleStore, "find">,
): Purgeable {
  return {
    kind: "peopleLeft",
    async purge(before) {
      let removed = 0;
      for await (const person of addresses.unchangedSince(before)) {
        if (!(await people.find(person)) && (await addresses.remove(person))) removed += 1;
      }
      return removed;
    },
  };
}

function endOf({ status, createdAt, endedAt }: Campaign): string | undefined {
  return endedAt ?? (status === "planning" ? createdAt : undefined);
}
