import type { Capability } from "../capability.js";
import type { Services } from "../services.js";
import { home } from "./home.js";
import { surveys } from "./surveys.js";

/** What the bot can do. The order is that of the home card; the last one answers what no other understands. */
export function allCapabilities(services: Services): Capability[] {
  const rooms: Capability[] = [surveys(services.surveys)];
  return [...rooms, home(rooms)];
}
