import { share } from "../../chance.js";
import type { Strategy } from "./strategy.js";

/** They confirm, most with a purchase order; some ask something first. */
export const fees: Strategy = {
  capability: "fees",
  habits: [{ title: "Confirm", share: 0.9, instead: [{ title: "Query", share: 0.2 }] }],
  goesOn: true,
  fillIn: (_, __, seed) => ({
    authoriser: "Morgan Finch",
    role: "Director of Finance",
    reason: "Does the fee include places for our apprentices?",
    ...(share(`order ${seed}`) < 0.8 && { purchaseOrder: `PO-${1000 + Math.floor(9000 * share(`number ${seed}`))}` }),
  }),
};
