import type { z } from "zod";
import { type CampaignLine, deliveriesCard } from "../../cards/deliveries.js";
import { fromSchema } from "../../cards/home.js";
import type { Deliveries } from "../../services/delivery/ports.js";
import type { Campaign, Reason } from "../../services/delivery/schema.js";
import { dateOf, inWords } from "../../services/kernel/dates.js";
import type { PeopleStore } from "../../services/people/ports.js";
import { can } from "../../services/permissions.js";
import { action, type Capability, type Turn } from "../capability.js";

export interface DeliveriesNeeds {
  readonly deliveries: Deliveries;
  readonly people: Pick<PeopleStore, "find">;
}

/** For coordinators: what was sent, to whom it could not be sent and why. */
export function deliveries(needs: DeliveriesNeeds): Capability {
  const show = async (_: Turn, { from }: z.infer<typeof fromSchema>) => {
    const campaigns = await needs.deliveries.campaigns();
    // The card shows a page of them; only those are looked into.
    const lines = campaigns.map((campaign, place) =>
      place >= from && place < from + A_PAGE ? lineOf(needs, campaign) : emptyLine(campaign),
    );
    return deliveriesCard({ campaigns: await Promise.all(lines), from });
  };
  return {
    name: "deliveries",
    commands: [{ word: "deliveries", needs: "deliveries.see", run: (turn) => show(turn, { from: 0 }) }],
    actions: [action({ verb: "deliveries.show", needs: "deliveries.see", schema: fromSchema, run: show })],
    messages: {},
    home: (person) =>
      can(person, "deliveries.see")
        ? [
            {
              title: "Deliveries",
              summary: "What was sent, who could not be reached, and why.",
              button: { title: "Show deliveries", verb: "deliveries.show" },
            },
          ]
        : [],
  };
}

const A_PAGE = 10;
const NAMES_SHOWN = 20;
const NONE = { pending: 0, sent: 0, "not-reachable": 0, failed: 0, suppressed: 0, cancelled: 0 };

function emptyLine({ title, planned, createdAt }: Campaign): CampaignLine {
  return { title, planned, startedInWords: inWords(dateOf(new Date(createdAt))), counts: NONE, notReached: [] };
}

async function lineOf({ deliveries, people }: DeliveriesNeeds, campaign: Campaign): Promise<CampaignLine> {
  const names = new Map<Reason, string[]>();
  for (const { person, reason = "gave-up" } of await deliveries.failures(campaign.id)) {
    const known = names.get(reason) ?? [];
    names.set(reason, known);
    // Beyond those that the card shows only their number matters, and thousands of look-ups would take too long.
    known.push(known.length < NAMES_SHOWN ? ((await people.find(person))?.name ?? "somebody who left") : "");
  }
  const notReached = [...names].map(([reason, of]) => ({ reason, names: of }));
  return { ...emptyLine(campaign), counts: await deliveries.counts(campaign.id), notReached };
}
