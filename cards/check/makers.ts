import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { CampaignReview } from "../../services/delivery/views.js";
import { ImpossibleError } from "../../services/kernel/errors.js";
import * as board from "../board.js";
import type { Card } from "../card.js";
import { channelListCard, channelSetCard } from "../channels.js";
import { campaignCard, cancelCampaignCard, deliveriesCard } from "../deliveries.js";
import * as fees from "../fees.js";
import { homeCard } from "../home.js";
import { inboxCard } from "../inbox.js";
import { doneNotice, errorNotice } from "../notices.js";
import * as panels from "../panels.js";
import {
  confirmErasureCard,
  erasedCard,
  exportReadyCard,
  leftPersonCard,
  myDataCard,
  unknownPersonCard,
} from "../people.js";
import { cardsFolder } from "../render.js";
import * as sessions from "../sessions.js";
import * as surveys from "../surveys.js";

/** Folders whose templates several functions share: their samples name the function and its arguments. */
const SHARED = {
  ...{ surveys, sessions, panels, fees, board },
  form: { ...sessions, ...panels, ...fees, ...board },
} as const;

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
  ...Object.fromEntries(
    Object.entries(SHARED).flatMap(([folder, functions]) =>
      templatesIn(folder).map((template) => [template, shared(folder, functions)]),
    ),
  ),
};

/** Samples are trusted: they stand beside the template, and the check fails on a wrong one. */
function maker<View>(make: (view: View) => Card): (view: unknown) => Card {
  return (view) => make(view as View);
}

function templatesIn(folder: string): string[] {
  const files = readdirSync(join(cardsFolder, folder));
  const templates = files.filter((file) => file.endsWith(".json") && !file.endsWith(".sample.json"));
  return templates.map((file) => `${folder}/${file.slice(0, -".json".length)}`);
}

function shared(folder: string, functions: object): (sample: unknown) => Card {
  const known = new Map<string, unknown>(Object.entries(functions));
  return (sample) => {
    const { card, views } = sample as { card: string; views: readonly unknown[] };
    const make = known.get(card);
    if (typeof make !== "function") throw new ImpossibleError(`cards/${folder}.ts has no ${card}`);
    return (make as (...views: readonly unknown[]) => Card)(...views);
  };
}
