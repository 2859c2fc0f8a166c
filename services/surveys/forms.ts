import type { Deliveries } from "../delivery/ports.js";
import { dateOf, inWords, momentInWords } from "../kernel/dates.js";
import type { SurveyContext } from "./context.js";
import { promiseOf } from "./promise.js";
import type { Wave } from "./schema.js";
import type { AnswerForm } from "./views.js";

/** Whether answers are taken on this day. */
export function takesAnswers(wave: Wave, now: Date): boolean {
  const isOpen = wave.status === "open" || (wave.status === "sending" && wave.frozen);
  return isOpen && dateOf(now) <= wave.closesOn;
}

/** Where people are left in peace at that instant: until when messages to them wait. */
export function heldUntil(deliveries: Pick<Deliveries, "nextAllowed">, at: Date): string | undefined {
  const next = deliveries.nextAllowed(at);
  return next > at ? momentInWords(next) : undefined;
}

/** An empty form of a wave. */
export function blankForm({ partnership }: SurveyContext, wave: Wave, preview: boolean): AnswerForm {
  const { definition, thresholds } = wave;
  return {
    waveId: wave.id,
    title: wave.title,
    purpose: definition.purpose,
    partnershipName: partnership.name,
    mode: definition.anonymity,
    promise: promiseOf(definition.anonymity, thresholds.group),
    closesInWords: inWords(wave.closesOn),
    questions: definition.questions,
    values: {},
    errors: {},
    preview,
  };
}
