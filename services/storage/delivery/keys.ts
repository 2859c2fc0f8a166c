/**
 * Keys of the table `deliveries`, whose partitions are tenants: so one transaction can hold a part, its deliveries and
 * what the people written to were sent lately.
 */
export const keys = {
  /** A campaign's part in the tenant. */
  part: (campaignId: string) => `p|${inKey(campaignId)}`,
  delivery: (campaignId: string, objectId: string) => `d|${inKey(campaignId)}|${objectId}`,
  /** A delivery without its person: above all object ids. */
  detached: (campaignId: string, chance: string) => `d|${inKey(campaignId)}|~${chance}`,
  contact: (objectId: string) => `c|${objectId}`,
  /** That a delivery is held back. */
  waiting: (objectId: string, campaignId: string) => `w|${objectId}|${inKey(campaignId)}`,
};

/** Ranges of keys; `~` stands above everything else that is in a key. */
export const ranges = {
  /** A part's deliveries that have their person. */
  deliveries: (campaignId: string) => ({ fromKey: `d|${inKey(campaignId)}|`, belowKey: `d|${inKey(campaignId)}|~` }),
  /** Those without, too. */
  allDeliveries: (campaignId: string) => ({ fromKey: `d|${inKey(campaignId)}|`, belowKey: `d|${inKey(campaignId)}~` }),
  contacts: { fromKey: "c|", belowKey: "c~" },
  waiting: { fromKey: "w|", belowKey: "w~" },
} as const;

/** The campaign's id in a part's or delivery's key. */
export function campaignIn(key: string): string {
  return fromKey(key.split("|")[1] ?? "");
}

/** The object id at the end of a delivery's or contact's key. */
export function objectIdIn(key: string): string {
  return key.slice(key.lastIndexOf("|") + 1);
}

/** The delivery that a mark of waiting is of. */
export function waitingIn(key: string): { readonly objectId: string; readonly campaignId: string } {
  const [, objectId = "", campaign = ""] = key.split("|");
  return { objectId, campaignId: fromKey(campaign) };
}

/** Without the sign that parts keys, so that no campaign's range holds another's deliveries. */
function inKey(campaignId: string): string {
  return campaignId.replaceAll("%", "%25").replaceAll("|", "%7C");
}

function fromKey(part: string): string {
  return part.replaceAll("%7C", "|").replaceAll("%25", "%");
}
