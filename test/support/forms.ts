import { promiseOf } from "../../services/surveys/promise.js";
import type { Definition } from "../../services/surveys/schema.js";
import type { AnswerForm } from "../../services/surveys/views.js";
import { everyKind } from "./questions.js";

export const WAVE = "0123456789abcdef0123456789abcdef";

export function aForm(members: Partial<AnswerForm> = {}, definition: Definition = everyKind): AnswerForm {
  return {
    waveId: WAVE,
    title: "Pulse, autumn 2026",
    purpose: definition.purpose,
    partnershipName: "Northern Vale",
    mode: definition.anonymity,
    promise: promiseOf(definition.anonymity, 5),
    closesInWords: "Monday 30 November 2026",
    questions: definition.questions,
    values: {},
    errors: {},
    preview: false,
    ...members,
  };
}
