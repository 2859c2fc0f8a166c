/**
 * Keys of the table `deliveries`, whose partitions are tenants: so one transaction can hold a part, its deliveries and
 * what the people written to were sent lately.
 */
export const keys = {
  /** A campaign's part in the tenant. */
  part: (campaignId: string) => `p|${campaignId}`,
  delivery: (campaignId: string, objectId: string) => `d|${campaignId}|${objectId}`,
  /** A delivery without its person: above all object ids. */
  detached: (campaignId: string, chance: string) => `d|${campaignId}|~${chance}`,
  contact: (objectId: string) => `c|${objectId}`,
  /** That a delivery is held back. */
  waiting: (objectId: string, campaignId: string) => `w|${objectId}|${campaignId}`,
};

/** Ranges of keys; `~` stands above everything else that is in a key. */
export const ranges = {
  /** A part's deliveries that have their person. */
  deliveries: (campaignId: string) => ({ fromKey: `d|${campaignId}|`, belowKey: `d|${campaignId}|~` }),
  /** Those without, too. */
  allDeliveries: (campaignId: string) => ({ fromKey: `d|${campaignId}|`, belowKey: `d|${campaignId}~` }),
  contacts: { fromKey: "c|", belowKey: "c~" },
  waiting: { fromKey: "w|", belowKey: "w~" },
} as const;

/** The object id at the end of a delivery's or contact's key. */
export function objectIdIn(key: string): string {
  return key.slice(key.lastIndexOf("|") + 1);
}
