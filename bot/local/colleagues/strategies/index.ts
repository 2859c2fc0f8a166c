import { board } from "./board.js";
import { fees } from "./fees.js";
import { panels } from "./panels.js";
import { sessions } from "./sessions.js";
import type { Strategy } from "./strategy.js";
import { surveys } from "./surveys.js";

/** A line a capability. */
export const strategies: readonly Strategy[] = [surveys, sessions, panels, fees, board];
