/** The cards of the surveys: a view of services/surveys in, a card out. */
export { answerCard, invitationCard, reminderCard } from "./surveys/answer.js";
export { ELSEWHERE } from "./surveys/buttons.js";
export { fitsCard } from "./surveys/fits.js";
export { closeCard, progressCard } from "./surveys/follow.js";
export { ownWavesCard, wavesCard } from "./surveys/list.js";
export { alreadyAnsweredCard, answeredCard, droppedCard, overCard, thanksCard } from "./surveys/note.js";
export { planCard, previewCard, startCard } from "./surveys/plan.js";
export { breakdownCard, commentsCard, resultsCard, toldCard, trendCard } from "./surveys/results.js";
