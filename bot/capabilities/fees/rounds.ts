import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/fees.js";
import type { Fees } from "../../../services/fees/service.js";
import { LINK_MINUTES } from "../../../services/files/service.js";
import type { InboxItem } from "../../../services/inbox/schema.js";
import { endOfDay } from "../../../services/kernel/dates.js";
import { can } from "../../../services/permissions.js";
import { action, type CardAction, type Turn } from "../../capability.js";
import { fromLine } from "../carried.js";
import { type FeesNeeds, type FeesPart, ofYear } from "./part.js";

/** Coordinators start rounds and see how they stand. */
export function rounds(needs: FeesNeeds): FeesPart {
  return {
    actions: [...starting(needs.fees), ...looking(needs)],
    messages: {},
    waiting: async (person, clock) => (can(person, "fees.plan") ? toFollowUp(needs.fees, clock.now()) : []),
  };
}

function starting({ sending, looking: looks }: Fees): CardAction[] {
  return [
    plan("fees.preview", ofYear, async (_, data) => cards.previewCard(await sending.preview(data.year))),
    plan("fees.send", ofYear, async ({ person }, data) => {
      const isFirst = await sending.send(data.year, person);
      const told = isFirst ? "Sent to every contact who can be reached." : "It was sent already: this is that round.";
      return cards.roundCard(await looks.fees(data.year), told);
    }),
  ];
}

function looking({ fees: { looking: looks, exporting }, fileUrl }: FeesNeeds): CardAction[] {
  return [
    plan("fees.year", ofYear, async (_, data) => cards.roundCard(await looks.fees(data.year))),
    plan("fees.years", z.object({ from: fromLine }), async (_, data) => cards.yearsCard(await looks.fees(), data.from)),
    plan("fees.partners", ofYear.extend({ from: fromLine }), async (_, data) =>
      cards.partnersCard(await looks.partners(data.year), data.from),
    ),
    plan("fees.export", ofYear, async ({ person }, data) => {
      const token = await exporting.link(data.year, person);
      return cards.exportCard({ year: data.year, url: fileUrl(token), minutes: LINK_MINUTES });
    }),
  ];
}

/** Queries and declined fees, one by one; and those who have said nothing by the due day, together. */
async function toFollowUp({ looking: looks }: Fees, now: Date): Promise<InboxItem[]> {
  const found = await looks.toFollowUp();
  if (!found) return [];
  const { year, dueOn } = found.round;
  const queries = found.waiting.map(({ partner, name, standing }) => ({
    title: `${name} ${standing === "queried" ? "has a query about" : "declines"} its fee`,
    summary: "Talk to them, and note what you said.",
    due: now,
    button: { title: "Open", verb: "fees.partner", data: { year, partner } },
  }));
  if (found.late.length === 0) return queries;
  const title = `${found.late.length} ${found.late.length === 1 ? "partner has" : "partners have"} not answered`;
  const button = { title: "Partners", verb: "fees.partners", data: { year } };
  return [...queries, { title, summary: `The fee of ${year} was due.`, due: endOfDay(dueOn), button }];
}

function plan<Schema extends z.ZodType>(
  verb: string,
  schema: Schema,
  run: (turn: Turn, data: z.infer<Schema>) => Promise<Card>,
): CardAction {
  return action({ verb, needs: "fees.plan", schema, run });
}
