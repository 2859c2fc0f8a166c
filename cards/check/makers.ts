import type { CampaignReview } from "../../services/delivery/views.js";
import { ImpossibleError } from "../../services/kernel/errors.js";
import type { Card } from "../card.js";
import { channelListCard, channelSetCard } from "../channels.js";
import { campaignCard, cancelCampaignCard, deliveriesCard } from "../deliveries.js";
import { homeCard } from "../home.js";
import { inboxCard } from "../inbox.js";
import { doneNotice, errorNotice } from "../notices.js";
import {
  confirmErasureCard,
  erasedCard,
  exportReadyCard,
  leftPersonCard,
  myDataCard,
  unknownPersonCard,
} from "../people.js";
import * as surveys from "../surveys.js";

/** Templates that several functions of cards/surveys.ts share: their samples name the function and its arguments. */
const SURVEYS = [
  "answer",
  "breakdown",
  "close",
  "comments",
  "list",
  "note",
  "plan",
  "preview",
  "progress",
  "results",
  "start",
  "told",
] as const;

/** For each template the typed function that fills it, so that samples are views and go the way that real ones go. */
export const makers: Readonly<Record<string, (view: unknown) => Card>> = {
  "channels/list": maker(channelListCard),
  "channels/set": maker(channelSetCard),
  "deliveries/campaign": maker(({ review, now }: { review: CampaignReview; now: Date }) => campaignCard(review, now)),
  "deliveries/cancel": maker(cancelCampaignCard),
  "deliveries/deliveries": maker(deliveriesCard),
  "home/home": maker(homeCard),
  "inbox/inbox": maker(inboxCard),
  "notices/done": maker(doneNotice),
  "notices/error": maker(errorNotice),
  "people/erase": maker(confirmErasureCard),
  "people/erased": maker(erasedCard),
  "people/export": maker(exportReadyCard),
  "people/left": maker(leftPersonCard),
  "people/my-data": maker(myDataCard),
  "people/unknown": maker(unknownPersonCard),
  ...Object.fromEntries(SURVEYS.map((template) => [`surveys/${template}`, surveyCard])),
};

/** Samples are trusted: they stand beside the template, and the check fails on a wrong one. */
function maker<View>(make: (view: View) => Card): (view: unknown) => Card {
  return (view) => make(view as View);
}

const surveyFunctions = new Map<string, unknown>(Object.entries(surveys));

function surveyCard(sample: unknown): Card {
  const { card, views } = sample as { card: string; views: readonly unknown[] };
  const make = surveyFunctions.get(card);
  if (typeof make !== "function") throw new ImpossibleError(`cards/surveys.ts has no ${card}`);
  return (make as (...views: readonly unknown[]) => Card)(...views);
}
