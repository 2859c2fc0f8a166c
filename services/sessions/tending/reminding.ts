import type { SessionsContext } from "../context.js";

/** Reminds at the right moments. */
export class Reminding {
  constructor(protected readonly context: SessionsContext) {}
}
