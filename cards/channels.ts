import type { Card } from "./card.js";
import { render } from "./render.js";

/** A channel as people know it. */
export interface ChannelLine {
  /** What goes there: a series, `board` or `announcements`. */
  readonly name: string;
  /** The channel's own title. */
  readonly title: string;
}

/** The answer to `use this channel for NAME`. */
export function channelSetCard(channel: ChannelLine): Card {
  return render("channels/set", channel);
}

/** `which channels` */
export function channelListCard(view: { readonly channels: readonly ChannelLine[] }): Card {
  const some = view.channels.length > 0;
  return render("channels/list", {
    summary: some ? "This is where posts go." : "No channel is chosen yet, so nothing is posted to any.",
    channels: view.channels,
  });
}
