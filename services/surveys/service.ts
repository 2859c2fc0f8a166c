import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import { Answering } from "./answering.js";
import { Closing } from "./closing.js";
import type { SurveyContext } from "./context.js";
import { Following } from "./following.js";
import { KnownInvitations } from "./known-invitations.js";
import { SurveyData } from "./personal-data.js";
import { answersPurge, invitationsPurge } from "./retention.js";
import { Starting } from "./starting.js";

/** Pulse surveys, from question to result: starting a wave, answering it, following it, closing it. */
export class Surveys {
  readonly starting: Starting;
  readonly answering: Answering;
  readonly following: Following;
  readonly closing: Closing;
  readonly personalData: PersonalData;
  readonly purges: readonly Purgeable[];

  private readonly context: SurveyContext;

  constructor(given: SurveyContext) {
    const context = { ...given, invitations: new KnownInvitations(given.invitations, given.clock) };
    this.context = context;
    this.starting = new Starting(context);
    this.answering = new Answering(context);
    this.following = new Following(context);
    this.closing = new Closing(context, (dimension, id) => this.starting.groupName(dimension, id));
    this.personalData = new SurveyData(context);
    this.purges = [answersPurge(context), invitationsPurge(context)];
  }

  /** At the start of a process: goes on with waves that a stopped one left half-sent or half-closed. */
  async resume(): Promise<void> {
    for await (const { id, status } of this.context.waves.all()) {
      if (status === "sending") await this.starting.resume(id);
      if (status === "closing") await this.closing.resume(id);
    }
  }
}
