import { type Button, execute } from "../buttons.js";
import type { Element } from "../parts.js";

/** A button of fees; it sends no inputs. */
export function button(title: string, verb: string, data: Button["data"] = {}): Element {
  return execute({ title, verb: `fees.${verb}`, data });
}

/** Sends what is in the card's inputs. */
export function submit(title: string, verb: string, data: Button["data"] = {}): Element {
  const { associatedInputs: _, ...sending } = button(title, verb, data);
  return sending as Element;
}
