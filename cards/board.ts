/** Everything that people see of the Strategic Board; a file a thing that they do. */
export { draftCard, extensionCard, ruleCard, withdrawalCard, wordingCard } from "./board/forms.js";
export { manageCard, outcomeCard, previewCard } from "./board/item.js";
export { boardCard } from "./board/list.js";
export { minutesCard, minutesReadyCard } from "./board/minutes.js";
export { decidedCard, decisionPostCard, overCard, withdrawnCard } from "./board/told.js";
