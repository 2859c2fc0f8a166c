import { type ExpectedCode, ExpectedError, ImpossibleError } from "../services/kernel/errors.js";
import type { LiveView, LiveViews } from "../services/live/ports.js";
import type { Live } from "../services/live/schema.js";
import type { Person } from "../services/people/schema.js";
import { waveOfCampaign } from "../services/surveys/context.js";
import type { Capability, LiveCardMaker } from "./capability.js";

/** After these there is nothing to show any more. */
const GONE: ReadonlySet<ExpectedCode> = new Set(["not-found", "not-open", "not-permitted"]);

/** Makes live cards anew with what the capabilities say of them. */
export class LiveViewMaker implements LiveViews {
  private makers: ReadonlyMap<string, LiveCardMaker> = new Map();

  /** The capabilities come after the services: so they are told here. */
  speakFor(capabilities: readonly Capability[]): void {
    this.makers = new Map(capabilities.flatMap(({ live }) => Object.entries(live ?? {})));
  }

  async view({ kind, subject }: Live, person: Person, now: Date): Promise<LiveView | undefined> {
    const make = this.makers.get(kind);
    // Another process, of a newer version, may know it.
    if (!make) throw new ImpossibleError(`nobody makes live cards of the kind ${kind}`);
    try {
      const made = await make(person, subject, now);
      return made && { letter: { card: made.card }, isFinal: made.isFinal };
    } catch (error) {
      if (error instanceof ExpectedError && GONE.has(error.code)) return undefined;
      throw error;
    }
  }
}

/** Whatever shows figures of a campaign. */
export function shownOf(campaignId: string): Live[] {
  const waveId = waveOfCampaign(campaignId);
  return [
    { kind: "deliveries.campaign", subject: campaignId },
    { kind: "deliveries.list", subject: "all" },
    ...(waveId ? [{ kind: "surveys.progress", subject: waveId }] : []),
  ];
}
