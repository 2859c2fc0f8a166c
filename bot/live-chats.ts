import type { Pause } from "../services/kernel/pause.js";
import type { LiveCard, LivePlace } from "../services/live/schema.js";
import type { LiveCards } from "../services/live/service.js";
import type { PersonId } from "../services/people/schema.js";
import type { Caller } from "./caller.js";
import type { Log } from "./log.js";
import type { Answer } from "./turn.js";

/** No answer waits longer than this for a card to become live, or to cease to be; in milliseconds. */
const PATIENCE = 1000;

export interface LiveChatsNeeds {
  readonly cards: Pick<LiveCards, "watch" | "unwatch" | "resume">;
  readonly pause: Pause;
  readonly log: Log;
}

/** What of the turns in a chat makes messages live, and what ends that. None of it ever disturbs an answer. */
export class LiveChats {
  constructor(private readonly needs: LiveChatsNeeds) {}

  /**
   * A message that the caller sees or has pressed a button on. Only in their own chat can it ever be live: in a channel
   * an edit would write what is for one person over what everybody sees.
   */
  message({ person, place }: Caller, activityId: string | undefined): LiveMessage {
    if (place.kind !== "personal" || !person || !activityId) return NEVER_LIVE;
    return new MessageInChat(this.needs, person, { conversationId: place.conversationId, activityId });
  }
}

/** None of these ever fails. */
export interface LiveMessage {
  /** The person goes on from here: no edit may overwrite what comes. */
  leave(): Promise<void>;
  /** They did not go on after all: the message is as live as it was. */
  stays(): Promise<void>;
  /** This is what they see there now. */
  shows(answer: Extract<Answer, { kind: "card" }>): Promise<void>;
}

const NEVER_LIVE: LiveMessage = { leave: nothing, stays: nothing, shows: nothing };

class MessageInChat implements LiveMessage {
  private leaving: Promise<LiveCard | undefined> = Promise.resolve(undefined);

  constructor(
    private readonly needs: LiveChatsNeeds,
    private readonly person: PersonId,
    private readonly place: LivePlace,
  ) {}

  async leave(): Promise<void> {
    this.leaving = this.needs.cards.unwatch(this.place);
    await this.inTime(this.leaving);
  }

  async stays(): Promise<void> {
    const left = this.left().then((card) => card && this.needs.cards.resume(card));
    if ((await this.inTime(left)) === "late") this.endAfter(left);
  }

  async shows({ card, live }: Extract<Answer, { kind: "card" }>): Promise<void> {
    if (!live) return;
    const { person, place } = this;
    // After a slow leave, which would else take away what is new.
    const watching = this.left().then(() => this.needs.cards.watch({ place, person, live, card }));
    if ((await this.inTime(watching)) === "late") this.endAfter(watching);
  }

  /** A failure of it was told when it came. */
  private left(): Promise<LiveCard | undefined> {
    return this.leaving.catch(() => undefined);
  }

  /** By then the person may have gone on without a trace. */
  private endAfter(work: Promise<unknown>): void {
    void work.then(() => this.needs.cards.unwatch(this.place)).catch(() => undefined);
  }

  private async inTime(work: Promise<unknown>): Promise<"done" | "late"> {
    const over = new AbortController();
    const done = work.then(
      () => "done" as const,
      (error: unknown) => {
        this.needs.log.error({ err: error }, "A live card could not be followed");
        return "done" as const;
      },
    );
    const late = this.needs.pause(PATIENCE, over.signal).then(() => "late" as const);
    return Promise.race([done, late]).finally(() => over.abort());
  }
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
