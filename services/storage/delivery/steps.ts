import { withoutCampaign } from "../../delivery/nudge-rules.js";
import type { DeliveryChange, SeenContact } from "../../delivery/ports.js";
import type { Delivery, DeliveryState } from "../../delivery/schema.js";
import type { PersonId } from "../../people/schema.js";
import type { Operation } from "../table.js";
import { keys } from "./keys.js";
import { contactValues, deliveryShape } from "./rows.js";

/** A delivery that has changed, and its mark of waiting with it. */
export function changing({ before, after }: DeliveryChange): Operation[] {
  const { campaignId, person } = after;
  const steps: Operation[] = [
    // Its part is the fence, so any version will do; but a row that is gone, its person erased, must not come back.
    {
      do: "replace",
      key: keys.delivery(campaignId, person.objectId),
      values: deliveryShape.write(after),
      version: "*",
    },
  ];
  if (after.held && after.notBefore !== undefined) {
    const values = { v: 1, until: new Date(after.notBefore) };
    steps.push({ do: "put", key: keys.waiting(person.objectId, campaignId), values });
  } else if (before.held) steps.push(notWaiting(campaignId, person));
  return steps;
}

export function adding(delivery: Delivery): Operation {
  const key = keys.delivery(delivery.campaignId, delivery.person.objectId);
  return { do: "insert", key, values: deliveryShape.write(delivery) };
}

/**
 * A delivery replaced by one with only its state, under a key by chance; and the person's contact without the campaign,
 * which would tell the same.
 */
export function detaching(
  { campaignId, person, state, held }: Delivery,
  seen: SeenContact | undefined,
  chance: string,
): Operation[] {
  const contact = seen && withoutCampaign(seen.value, campaignId);
  return [
    { do: "remove", key: keys.delivery(campaignId, person.objectId) },
    { do: "insert", key: keys.detached(campaignId, chance), values: { v: 2, state: leftBehind(state) } },
    ...(held ? [notWaiting(campaignId, person)] : []),
    ...(contact ? [contactStep({ value: contact, version: seen?.version })] : []),
  ];
}

function notWaiting(campaignId: string, { objectId }: PersonId): Operation {
  return { do: "remove", key: keys.waiting(objectId, campaignId) };
}

export function contactStep({ value, version }: SeenContact): Operation {
  const key = keys.contact(value.person.objectId);
  const values = contactValues(value);
  return version === undefined ? { do: "insert", key, values } : { do: "replace", key, values, version };
}

/** What stays of a delivery without its person: nobody can be written to any more. */
export function leftBehind(state: DeliveryState): DeliveryState {
  return state === "pending" ? "cancelled" : state;
}
