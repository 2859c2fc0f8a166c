import type { Card } from "../card.js";
import { channelListCard, channelSetCard } from "../channels.js";
import { deliveriesCard } from "../deliveries.js";
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

/** For each template the typed function that fills it, so that samples are views and go the way that real ones go. */
export const makers: Readonly<Record<string, (view: unknown) => Card>> = {
  "channels/list": maker(channelListCard),
  "channels/set": maker(channelSetCard),
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
};

/** Samples are trusted: they stand beside the template, and the check fails on a wrong one. */
function maker<View>(make: (view: View) => Card): (view: unknown) => Card {
  return (view) => make(view as View);
}
