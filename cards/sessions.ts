/** Everything that people see of sessions; a file a thing that they do. */
export { announcementCard } from "./sessions/announcement.js";
export { askInInbox } from "./sessions/asks.js";
export {
  attendanceCard,
  cameCard,
  cameRecordedCard,
  codeCard,
  listCard,
  listSettledCard,
  whoCard,
} from "./sessions/attendance.js";
export { bookingCard, channelAnswerCard, chooseSessionCard, type Occasion } from "./sessions/booking.js";
export { comingCard } from "./sessions/coming.js";
export { correctCard } from "./sessions/correct.js";
export { ownSessionsCard } from "./sessions/own.js";
export { callOffCard, plannedOccurrenceCard, seriesCard, seriesListCard, yearCard } from "./sessions/planning.js";
export { detailsCard, timeCard } from "./sessions/planning-forms.js";
export { joinCard, readingCard, waysOutCard } from "./sessions/reminders.js";
export { reportCard, reportFileCard, wordingsCard } from "./sessions/report.js";
export { tableCard } from "./sessions/report-tables.js";
export { TABLES } from "./sessions/report-words.js";
export {
  gapsCard,
  leadAskCard,
  leadChangedCard,
  leadingCard,
  leadStandingCard,
  swapAskedCard,
  swapCard,
  swapNewsCard,
} from "./sessions/rota.js";
export { editCard, rhythmCard, seriesFormCard } from "./sessions/series-form.js";
export { LAPSED } from "./sessions/standing.js";
