import type { SessionsContext } from "../context.js";

/** Series and their occurrences: the months ahead, themes, moving and calling off. */
export class Planning {
  constructor(protected readonly context: SessionsContext) {}
}
