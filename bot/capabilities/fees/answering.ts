import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/fees.js";
import { NOT_ANSWERED } from "../../../services/fees/entry-rules.js";
import { ANSWERS, type Answer } from "../../../services/fees/schema.js";
import type { Fees } from "../../../services/fees/service.js";
import type { InboxItem } from "../../../services/inbox/schema.js";
import { dayInWords, endOfDay } from "../../../services/kernel/dates.js";
import { pounds } from "../../../services/kernel/money.js";
import type { Person } from "../../../services/people/schema.js";
import { can } from "../../../services/permissions.js";
import { action, type CardAction, toEach } from "../../capability.js";
import { entry, type FeesNeeds, type FeesPart, ofPartner, ofYear } from "./part.js";

/** A partner answers by its fee contacts, and corrects what it said. */
export function answering({ fees }: FeesNeeds): FeesPart {
  const { looking } = fees;
  return {
    actions: [
      ...asking(fees, { confirm: "confirmed", query: "queried", decline: "declined" }),
      ...correcting(fees),
      action({
        verb: "fees.partner",
        needs: "fees.see",
        schema: ofPartner,
        run: async ({ person }, { year, partner }) => cards.partnerCard(await looking.partner(year, partner, person)),
      }),
      action({
        verb: "fees.own",
        needs: "fees.see",
        schema: ofYear,
        run: ({ person }, { year }) => ownCard(fees, year, person),
      }),
    ],
    messages: {
      "fees.ask": toEach(async (person, year) => {
        const view = await looking.ask(person, year);
        return view && cards.askCard(view);
      }),
      "fees.board": toEach(async (person, year) => {
        const view = await looking.board(person, year);
        return view && cards.boardCard(view);
      }),
      "fees.settled": toEach(async (person, year) => {
        const asked = await looking.asked(person, year);
        return asked && cards.settledCard({ year, name: asked.name, canOpen: can(person, "fees.see") });
      }),
    },
    waiting: async (person) => (can(person, "fees.answer") ? waiting(fees, person) : []),
  };
}

/** The question while it is open, and otherwise where their partner stands. */
export async function ownCard({ looking }: Fees, year: string, person: Person, told?: string): Promise<Card> {
  const view = await looking.ask(person, year);
  return view
    ? cards.askCard(view, true)
    : cards.partnerCard(await looking.partner(year, person.partner, person), told);
}

const FASTER = "A colleague was faster: the first answer holds. You can correct it.";

function asking(fees: Fees, verbs: Readonly<Record<string, Answer>>): CardAction[] {
  const { answering: answers, looking } = fees;
  const forms = Object.entries(verbs).map(([verb, kind]) =>
    action({
      verb: `fees.${verb}`,
      needs: "fees.answer",
      schema: ofYear,
      run: async ({ person }, { year }) => {
        const form = await answers.form(year, kind, person);
        return form ? cards.answerForm(form) : ownCard(fees, year, person, FASTER);
      },
    }),
  );
  const save = action({
    verb: "fees.save-answer",
    needs: "fees.answer",
    schema: ofYear.extend({ kind: z.enum(ANSWERS), entry }).loose(),
    run: async ({ person, messageId }, data) => {
      const outcome = await answers.answer(data.year, data.kind, person, data, { entry: data.entry, messageId });
      if (typeof outcome !== "string") return cards.answerForm(outcome);
      const told = outcome === "taken" ? FASTER : "Thank you. It is on the record.";
      return cards.partnerCard(await looking.partner(data.year, person.partner, person), told);
    },
  });
  return [...forms, save];
}

function correcting({ answering: answers, looking }: Fees): CardAction[] {
  const ofOwn = ofPartner.partial({ partner: true });
  return [
    action({
      verb: "fees.correct",
      needs: "fees.see",
      schema: ofOwn,
      run: async ({ person }, { year, partner = person.partner }) =>
        cards.correctionForm(await answers.correctionForm(year, partner, person)),
    }),
    action({
      verb: "fees.save-correction",
      needs: "fees.see",
      schema: ofPartner.extend({ entry, seen: entry.default(NOT_ANSWERED) }).loose(),
      run: async ({ person, messageId }, data) => {
        const sent = { entry: data.entry, seen: data.seen, messageId };
        const form = await answers.correct(data.year, data.partner, person, data, sent);
        if (typeof form !== "string") return cards.correctionForm(form);
        const view = await looking.partner(data.year, data.partner, person);
        const given = view.history.filter(({ entry: one }) => ANSWERS.some((kind) => kind === one.kind));
        return cards.partnerCard(
          view,
          given.length > 1 ? "Saved. What was said before stays on the record." : "Saved.",
        );
      },
    }),
  ];
}

async function waiting({ looking }: Fees, person: Person): Promise<InboxItem[]> {
  const round = await looking.own(person);
  const view = round && (await looking.ask(person, round.year));
  if (!view) return [];
  return [
    {
      title: `Membership fee ${view.year}: ${pounds(view.pence)}`,
      summary: `Confirm, query or decline by ${dayInWords(view.dueOn)}. A minute.`,
      due: endOfDay(view.dueOn),
      button: { title: "Answer", verb: "fees.own", data: { year: view.year } },
    },
  ];
}
