/** Everything that people see of sessions; a file a thing that they do. */
export { announcementCard } from "./sessions/announcement.js";
export { askInInbox } from "./sessions/asks.js";
export { bookingCard, channelAnswerCard, chooseSessionCard, type Occasion } from "./sessions/booking.js";
export { comingCard } from "./sessions/coming.js";
export { ownSessionsCard } from "./sessions/own.js";
export { joinCard, readingCard, waysOutCard } from "./sessions/reminders.js";
export { reportCard, reportFileCard, TABLES, tableCard, wordingsCard } from "./sessions/report.js";
export { LAPSED } from "./sessions/standing.js";
