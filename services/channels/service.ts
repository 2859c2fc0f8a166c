import type { Audit } from "../audit/ports.js";
import { ExpectedError } from "../kernel/errors.js";
import { type PersonId, personKey } from "../people/schema.js";
import type { Channel, ChannelStore } from "./ports.js";
import { channelName } from "./rules.js";

/** Where something was said, as far as it matters here. */
export interface Whereabouts {
  readonly kind: "personal" | "channel" | "group";
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly title?: string;
  readonly teamId?: string;
}

export class Channels {
  constructor(
    private readonly store: ChannelStore,
    private readonly audit: Audit,
    /** Told of the name once posts of that name go somewhere else than before. */
    private readonly chosen: (name: string) => Promise<void> = async () => {},
  ) {}

  /** `use this channel for NAME`: from now on posts of that name go here. `typed` is what follows "for". */
  async use(typed: string, place: Whereabouts, by: PersonId): Promise<Channel> {
    const name = channelName(typed);
    if (place.kind !== "channel") throw notInAChannel(name);
    if (name === undefined) throw notAName();
    const { tenantId, serviceUrl, conversationId, title = name, teamId } = place;
    const channel = { name, tenantId, serviceUrl, conversationId, title, ...(teamId ? { teamId } : {}) };
    await this.store.save(channel);
    const details = { name, conversationId };
    await this.audit.record({ subject: "channels", event: "channels.used", by: personKey(by), details });
    await this.chosen(name);
    return channel;
  }

  /** `which channels`, by name. */
  async all(): Promise<Channel[]> {
    const all = await this.store.all();
    return all.sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
  }

  /** Where posts of that name go; undefined when nobody chose. */
  find(name: string): Promise<Channel | undefined> {
    return this.store.find(name);
  }
}

function notInAChannel(name = "announcements"): ExpectedError {
  const example = `use this channel for ${name}`;
  const sentence = `Posts can only go to a channel of a team. Open the channel, mention me there and say "${example}".`;
  return new ExpectedError("invalid", sentence);
}

function notAName(): ExpectedError {
  const sentence =
    'Say what the channel is for in 1 to 40 letters and digits, for example "use this channel for announcements".';
  return new ExpectedError("invalid", sentence);
}
