/** Everything that people see of panels; a file a thing that they do. */
export { agreementCard } from "./panels/agreement.js";
export { givenCard, invitationCard, reportsReminderCard } from "./panels/asks.js";
export { commentsCard, compareCard } from "./panels/comparing.js";
export { feedbackCard, feedbackListCard, feedbackReadyCard, feedbackStandingCard } from "./panels/feedback.js";
export { feedbackCheckCard, feedbackFormCard } from "./panels/feedback-check.js";
export { frameCard } from "./panels/frame.js";
export { findingCard, learningFileCard, learningFormCard, roundFileCard, sourcesCard } from "./panels/learning.js";
export { agreeCard, goOnCard, reportsCard, revealCard, toAgreeCard } from "./panels/moderation.js";
export { overviewCard } from "./panels/overview.js";
export { closeRoundCard, moreCard, roundCard, throwAwayCard } from "./panels/round.js";
export { lateReportCard, panelMembersCard, roundDetailsCard } from "./panels/round-forms.js";
export { checkSampleCard, sampleCard } from "./panels/sample.js";
export { conflictCard, conflictDeclaredCard, sheetCard } from "./panels/scoring.js";
export { previewCard, previewPartCard, publishedCard, SUMMARY_PARTS, summaryCard } from "./panels/summary.js";
