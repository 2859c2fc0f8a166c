import type { SessionsContext } from "../context.js";

/** Who leads: asked in turn. */
export class Rota {
  constructor(protected readonly context: SessionsContext) {}
}
