import type { RecordedEntry } from "../audit/ports.js";
import { type Item, type Seat, type Terms, termsSchema } from "./schema.js";

/** What the record keeps of an item when it is opened: by which rule, and which partners vote. */
export function openingDetails({ terms, roll }: Pick<Item, "terms" | "roll">): Record<string, string | number> {
  const { kind, rule, of, interest, quorum } = terms;
  return {
    ...{ kind, rule, of, interest, quorum },
    abstentionsCountForQuorum: terms.abstentionsCountForQuorum ? 1 : 0,
    partners: roll.map(({ partner }) => partner).join(","),
  };
}

/** The way back from {@link openingDetails}. */
export function openingIn({ details }: Pick<RecordedEntry, "details">): { terms: Terms; roll: Seat[] } {
  const partners = String(details.partners ?? "").split(",");
  const terms = termsSchema.parse({
    ...details,
    abstentionsCountForQuorum: details.abstentionsCountForQuorum === 1,
    // They say when something is shown and when it closes, nothing of what it comes to.
    ...{ secretUntilClose: false, closesEarly: false },
  });
  return {
    terms,
    roll: partners.filter(Boolean).map((partner) => ({ partner, name: partner, members: [], deputies: [] })),
  };
}
