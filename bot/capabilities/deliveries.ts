import { z } from "zod";
import { page } from "../../cards/buttons.js";
import type { Card } from "../../cards/card.js";
import { campaignCard, cancelCampaignCard, deliveriesCard } from "../../cards/deliveries.js";
import { fromSchema } from "../../cards/home.js";
import type { FollowingDeliveries } from "../../services/delivery/following.js";
import type { CampaignLine } from "../../services/delivery/views.js";
import type { Clock } from "../../services/kernel/clock.js";
import { can } from "../../services/permissions.js";
import { action, type Capability } from "../capability.js";

const ofCampaign = z.object({ campaign: z.string().min(1).max(200) });

/** For coordinators: what was sent, to whom it could not be sent and why. */
export function deliveries(following: FollowingDeliveries, clock: Clock): Capability {
  const list = async (from: number) => (await listNow(following, from, clock.now())).card;
  const open = async (campaignId: string) => (await campaignNow(following, campaignId, clock.now())).card;
  return {
    name: "deliveries",
    commands: [{ word: "deliveries", needs: "deliveries.see", run: () => list(0), live: () => LIST }],
    actions: [
      action({
        verb: "deliveries.show",
        needs: "deliveries.see",
        schema: fromSchema,
        run: (_, { from }) => list(from),
        live: ({ from }) => (from === 0 ? LIST : undefined),
      }),
      action({
        verb: "deliveries.open",
        needs: "deliveries.see",
        schema: ofCampaign,
        run: (_, { campaign }) => open(campaign),
        live: liveCampaign,
      }),
      action({
        verb: "deliveries.send-again",
        needs: "deliveries.send-again",
        schema: ofCampaign,
        run: async ({ person }, { campaign }) => {
          await following.sendAgain(campaign, person);
          return open(campaign);
        },
        live: liveCampaign,
      }),
      action({
        verb: "deliveries.cancel",
        needs: "deliveries.cancel",
        schema: ofCampaign,
        run: async (_, { campaign }) => cancelCampaignCard(await following.toCancel(campaign)),
      }),
      action({
        verb: "deliveries.cancel-confirm",
        needs: "deliveries.cancel",
        schema: ofCampaign,
        run: async ({ person }, { campaign }) => {
          await following.cancel(campaign, person);
          return open(campaign);
        },
        live: liveCampaign,
      }),
    ],
    messages: {},
    live: {
      "deliveries.campaign": (_, campaignId, now) => campaignNow(following, campaignId, now),
      "deliveries.list": (_, __, now) => listNow(following, 0, now),
    },
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

/** The newest ones; earlier pages do not move. */
const LIST = { kind: "deliveries.list", subject: "all" };

function liveCampaign({ campaign }: z.infer<typeof ofCampaign>) {
  return { kind: "deliveries.campaign", subject: campaign };
}

/** A card as it is now, and whether it will stay so. */
interface View {
  readonly card: Card;
  readonly isFinal: boolean;
}

async function campaignNow(following: FollowingDeliveries, campaignId: string, now: Date): Promise<View> {
  const review = await following.review(campaignId);
  return { card: campaignCard(review, now), isFinal: isSettled(review) };
}

async function listNow(following: FollowingDeliveries, from: number, now: Date): Promise<View> {
  const { items, next } = page(await following.campaigns(), from, 1);
  const [campaigns, missed, reconciled] = await Promise.all([
    Promise.all(items.map((campaign) => following.line(campaign))),
    from === 0 ? following.missed() : [],
    following.reconciled(),
  ]);
  const card = deliveriesCard({ campaigns, next, missed, reconciled, now });
  return { card, isFinal: campaigns.every(isSettled) };
}

/** A cancelled one has still some pending for a moment. */
function isSettled({ status, counts }: CampaignLine): boolean {
  return (status === "done" || status === "cancelled") && counts.pending === 0;
}
