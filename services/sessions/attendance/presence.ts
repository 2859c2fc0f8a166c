import { ExpectedError } from "../../kernel/errors.js";
import { type Person, personKey } from "../../people/schema.js";
import type { SessionsContext } from "../context.js";
import { type Found, found, headOf } from "./access.js";
import { type CodeOutcome, enterCode, type Standing, standingOf } from "./attendance-rules.js";
import type { CameView, SessionHead } from "./views.js";

/** What became of a code: they came, or the form once more. */
export type Came =
  | { readonly kind: "recorded"; readonly head: SessionHead }
  | { readonly kind: "again"; readonly form: CameView };

/** People say themselves that they came, with what was said in the session. */
export class Presence {
  constructor(private readonly context: SessionsContext) {}

  /** The form for the code; a sentence where none is taken, and no form where they have said it already. */
  async form(person: Person, occurrenceId: string, sessionId: string): Promise<Came> {
    const at = await found(this.context, occurrenceId, sessionId);
    const standing = standingOf(at.occurrence, at.session, personKey(person), this.context.clock.now());
    if (standing === "came") return { kind: "recorded", head: headOf(at) };
    if (standing !== "open") throw refused(standing);
    return { kind: "again", form: { ...headOf(at), typed: "", error: undefined } };
  }

  async enter(person: Person, occurrenceId: string, sessionId: string, typed: string): Promise<Came> {
    const at = await found(this.context, occurrenceId, sessionId);
    if (typed.trim() === "") {
      const form = await this.form(person, occurrenceId, sessionId);
      return form.kind === "recorded" ? form : again(at, typed, "Type the three letters that are said in the session.");
    }
    const { occurrences, clock, random } = this.context;
    const [now, entry] = [clock.now(), random.id()];
    const outcome = await occurrences.change(occurrenceId, (one) =>
      enterCode(one, sessionId, { person: personKey(person), typed, entry }, now),
    );
    return this.#told(at, typed, outcome);
  }

  #told(at: Found, typed: string, outcome: CodeOutcome): Came {
    switch (outcome.kind) {
      case "recorded":
        return { kind: "recorded", head: headOf(at) };
      case "refused":
        throw refused(outcome.standing);
      case "wrong":
        if (outcome.left === 0) throw refused("no-tries");
        return again(at, typed, `That is not the code. You have ${triesInWords(outcome.left)} left.`);
    }
  }
}

function again(at: Found, typed: string, error: string): Came {
  return { kind: "again", form: { ...headOf(at), typed, error } };
}

function triesInWords(left: number): string {
  return left === 1 ? "one try" : `${left} tries`;
}

function refused(standing: Exclude<Standing, "open" | "came">): ExpectedError {
  return new ExpectedError(standing === "not-booked" ? "not-permitted" : "not-open", SENTENCES[standing]);
}

const SENTENCES: Record<Exclude<Standing, "open" | "came">, string> = {
  "not-booked": "You have no place in this session. If you are there, ask the person who leads to note it.",
  "too-early": "This session has not begun. Press I came once you are there: from ten minutes before the start.",
  "too-late": "It is too late for the code. If you were there, ask the person who led the session to tick you.",
  "called-off": "This session was called off, so nobody can have come.",
  "no-tries": "That was the third code that is not right. Please ask the person who leads to tick you.",
  settled: "The list of who came says that you were not there. If you were, ask the person who led to put it right.",
};
