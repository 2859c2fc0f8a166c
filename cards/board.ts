/** Everything that people see of the Strategic Board; a file a thing that they do. */

export { ballotCard, ballotPostCard, ballotReplyCard } from "./board/ballot.js";
export { ballotAskInInbox } from "./board/ballot-asks.js";
export { draftCard, extensionCard, ruleCard, withdrawalCard, wordingCard } from "./board/forms.js";
export { interestCard } from "./board/interest.js";
export { manageCard, outcomeCard, previewCard } from "./board/item.js";
export { boardCard } from "./board/list.js";
export { minutesCard, minutesReadyCard } from "./board/minutes.js";
export { ballotAskCard, ballotChangedCard, ballotExtendedCard, ballotReminderCard } from "./board/occasions.js";
export { phoneConfirmCard, phoneEnteredCard, phoneFormCard } from "./board/phone.js";
export { decidedCard, decisionPostCard, overCard, withdrawnCard } from "./board/told.js";
