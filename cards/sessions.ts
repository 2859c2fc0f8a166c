/** Everything that people see of sessions; a file a thing that they do. */
export { bookingCard } from "./sessions/booking.js";
