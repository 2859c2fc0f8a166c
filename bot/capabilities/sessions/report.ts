import { z } from "zod";
import * as cards from "../../../cards/sessions.js";
import { LINK_MINUTES } from "../../../services/files/service.js";
import { action, type CardAction } from "../../capability.js";
import type { SessionsNeeds, SessionsPart } from "./part.js";

/** The calendar year in which a business year begins; left out, the present one. */
const year = z.coerce.number().int().min(2000).max(2200).optional();
const from = z.coerce.number().int().min(0).max(10_000).default(0);
const ofYear = z.object({ year });

/** What works, for coordinators; and everybody's own record, for themselves alone. */
export function report(needs: SessionsNeeds): SessionsPart {
  return { actions: [...tables(needs), exporting(needs), own(needs)], messages: {} };
}

function tables({ sessions: { reporting } }: SessionsNeeds): CardAction[] {
  return [
    action({
      verb: "sessions.report",
      needs: "sessions.report",
      schema: ofYear,
      run: async (_, data) => cards.reportCard(await reporting.report(data.year), await reporting.years()),
    }),
    action({
      verb: "sessions.report-by",
      needs: "sessions.report",
      schema: z.object({ year, by: z.enum(cards.TABLES), series: z.string().max(100).optional(), from }),
      run: async (_, data) => cards.tableCard(await reporting.report(data.year), data),
    }),
    action({
      verb: "sessions.wordings",
      needs: "sessions.report",
      schema: ofYear,
      run: async (_, data) => cards.wordingsCard(await reporting.report(data.year)),
    }),
  ];
}

function exporting({ sessions: { reporting }, fileUrl }: SessionsNeeds): CardAction {
  return action({
    verb: "sessions.export",
    needs: "sessions.report",
    schema: ofYear,
    run: async ({ person }, data) => {
      const { token, year: exported } = await reporting.export(person, data.year);
      return cards.reportFileCard({ year: exported, url: fileUrl(token), expires: `for ${LINK_MINUTES} minutes` });
    },
  });
}

function own({ sessions: { reporting } }: SessionsNeeds): CardAction {
  return action({
    verb: "sessions.own",
    needs: "sessions.see",
    schema: z.object({ from }),
    run: async ({ person }, data) => cards.ownSessionsCard(await reporting.own(person), data.from),
  });
}
