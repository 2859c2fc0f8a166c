/** Everything that people see of panels; a file a thing that they do. */
export { overviewCard } from "./panels/overview.js";
