import type { Booking, Occurrence, Session } from "../schema.js";

/**
 * Nothing tells of the person any more: a place that they hold is free again, and their ended bookings keep their ends.
 * When it was is not said, since it would be the moment at which they asked to be forgotten.
 */
export function detach(occurrence: Occurrence, personKey: string): Occurrence {
  if (!isIn(occurrence, personKey)) return occurrence;
  const freed = (one: Booking): Booking => ({
    ...one,
    ...(one.end === undefined && { end: "cancelled", untold: false }),
  });
  return {
    ...occurrence,
    sessions: occurrence.sessions.map((session) => ({ ...session, leads: withoutLead(session, personKey) })),
    bookings: occurrence.bookings.map((one) => {
      if (one.person !== personKey) return one;
      const { person: _, ...rest } = freed(one);
      return rest;
    }),
    waiting: occurrence.waiting.filter(({ person }) => person !== personKey),
  };
}

function isIn({ bookings, waiting, sessions }: Occurrence, personKey: string): boolean {
  const leads = sessions.flatMap((session) => session.leads);
  const isTheirs = ({ person }: { person?: string | undefined }) => person === personKey;
  return (
    bookings.some(isTheirs) ||
    waiting.some(isTheirs) ||
    leads.some((one) => isTheirs(one) || one.swapWith === personKey)
  );
}

function withoutLead({ leads }: Session, personKey: string): Session["leads"] {
  return leads
    .filter(({ person }) => person !== personKey)
    .map(({ swapWith, ...lead }) => (swapWith === undefined || swapWith === personKey ? lead : { ...lead, swapWith }));
}
