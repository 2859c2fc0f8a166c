/** Everything that people see of membership fees; a file a thing that they do. */
export { askCard, boardCard, exportCard, nothingAskedCard, settledCard } from "./fees/asking.js";
export { answerForm, correctionForm, followForm } from "./fees/forms.js";
export { partnerCard } from "./fees/partner.js";
export { partnersCard, previewCard } from "./fees/planning.js";
export { roundCard, yearsCard } from "./fees/round.js";
