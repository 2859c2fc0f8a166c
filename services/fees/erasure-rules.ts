import { type Entry, ERASED, type Round } from "./schema.js";

/**
 * The round without a person: what their partner answered stays, who it was is gone. What is not on the record yet stays as
 * it is.
 */
export function erased(round: Round, person: string): Round {
  const names = new Set(
    round.partners.flatMap(({ contacts }) => contacts.filter((one) => one.person === person).map(({ name }) => name)),
  );
  return {
    ...round,
    sent: { ...round.sent, by: without(round.sent.by, person) },
    partners: round.partners.map((asked) => ({
      ...asked,
      contacts: asked.contacts.map((one) => (one.person === person ? { person: ERASED, name: "" } : one)),
    })),
    entries: round.entries.map((entry) => entryWithout(entry, person, names)),
  };
}

/** Somebody who authorised what they confirmed themselves is named in it once more. */
function entryWithout(entry: Entry, person: string, names: ReadonlySet<string>): Entry {
  const next = { ...entry, by: without(entry.by, person) };
  if (next.kind !== "confirmed" || !names.has(next.authorisedBy.name)) return next;
  return { ...next, authorisedBy: { ...next.authorisedBy, name: ERASED } };
}

function without(key: string, person: string): string {
  return key === person ? ERASED : key;
}
