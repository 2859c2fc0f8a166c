import { z } from "zod";
import { type Contact, type Delivery, deliverySchema, type Part, partSchema } from "../../delivery/schema.js";
import { present, type RowShape } from "../change.js";
import { fromJson, json, type Values } from "../limits.js";
import type { Row } from "../table.js";
import { campaignIn, objectIdIn } from "./keys.js";

const deliveryRow = z.object({
  v: z.literal(2),
  ...deliverySchema.omit({ campaignId: true, person: true }).shape,
});

export const deliveryShape: RowShape<Delivery> = {
  read: ({ partition, key, values }) => {
    const { v: _, ...rest } = deliveryRow.parse(values);
    return { campaignId: campaignIn(key), person: { tenantId: partition, objectId: objectIdIn(key) }, ...rest };
  },
  write: ({ campaignId: _, person: __, ...rest }) => present({ v: 2, ...rest }),
};

const partRow = z.object({ v: z.literal(1), ...partSchema.omit({ campaignId: true, tenantId: true }).shape });

export const partShape: RowShape<Part> = {
  read: ({ partition, key, values }) => {
    const { v: _, ...rest } = partRow.parse({ ...values, counts: fromJson("counts", values) });
    return { campaignId: campaignIn(key), tenantId: partition, ...rest };
  },
  write: ({ campaignId: _, tenantId: __, counts, ...rest }) => present({ v: 1, ...rest, ...json("counts", counts) }),
};

const contactRow = z.object({
  v: z.literal(1),
  recent: z.array(z.tuple([z.number(), z.string(), z.boolean()])),
});

export function contactOf({ partition, key, values }: Row): Contact {
  const { recent } = contactRow.parse({ ...values, recent: fromJson("recent", values) });
  return {
    person: { tenantId: partition, objectId: objectIdIn(key) },
    recent: recent.map(([at, campaignId, counts]) => ({ at: new Date(at), campaignId, counts })),
  };
}

export function contactValues({ recent }: Contact): Values {
  return {
    v: 1,
    ...json(
      "recent",
      recent.map(({ at, campaignId, counts }) => [at.getTime(), campaignId, counts]),
    ),
  };
}

/** The state alone, of a delivery that may have lost its person. */
export const stateRow = deliverySchema.pick({ state: true });
