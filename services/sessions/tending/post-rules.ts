import { channelName } from "../../channels/rules.js";
import type { Message } from "../../delivery/schema.js";
import type { Occurrence, Series } from "../schema.js";
import { endOf } from "../times-rules.js";

/** The occurrence's card in its series' channel. Once all is over it is not posted there any more. */
export function postOf({ id, series, sessions }: Occurrence): {
  readonly id: string;
  readonly channel: string;
  readonly message: Message;
  readonly usefulUntil: Date;
} {
  return {
    id: `sessions|${id}`,
    channel: channelOf(series),
    message: { kind: "sessions.announcement", subject: id },
    usefulUntil: new Date(Math.max(...sessions.map((session) => endOf(session).getTime()))),
  };
}

/** What the series' channel is called where coordinators choose it. */
export function channelOf({ shortTitle, id }: Pick<Series, "shortTitle" | "id">): string {
  return channelName(shortTitle) ?? id;
}
