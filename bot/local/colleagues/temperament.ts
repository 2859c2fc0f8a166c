import { type Person, personKey } from "../../../services/people/schema.js";
import { share } from "../chance.js";

/** How somebody tends to answer. The same person is the same on every start. */
export interface Temperament {
  /** Of 100 colleagues about 70 answer at once, 18 when reminded, 12 never. */
  readonly answers: "at-once" | "when-reminded" | "never";
  /** −1 (gloomy) … 1 (sunny): the partner's mood and their own. */
  readonly mood: number;
  /** How many of ten cards get a comment. */
  readonly commentsInTen: number;
  /** Seconds from a card's arrival to the first press. */
  readonly seconds: number;
}

export function temperamentOf(person: Pick<Person, "tenantId" | "objectId" | "partner">): Temperament {
  const self = personKey(person);
  const habit = share(`habit ${self}`);
  const mood = 0.2 + 0.9 * (share(`partner ${person.partner}`) - 0.5) + 1.1 * (share(`mood ${self}`) - 0.5);
  return {
    answers: habit < 0.7 ? "at-once" : habit < 0.88 ? "when-reminded" : "never",
    mood: Math.max(-1, Math.min(1, mood)),
    commentsInTen: Math.round(6 * share(`comments ${self}`)),
    seconds: 2 + 18 * share(`pace ${self}`),
  };
}
