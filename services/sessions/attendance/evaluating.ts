import { nextDaily } from "../../calendar/rules.js";
import { addDays, dateOf, dayAndMonth, daysBetween, instantAt } from "../../kernel/dates.js";
import { sha256 } from "../../kernel/hash.js";
import { personIdOf } from "../../people/schema.js";
import type { NewTimer } from "../../schedule/schema.js";
import type { SessionsContext } from "../context.js";
import type { Session } from "../schema.js";
import { endOf } from "../times-rules.js";
import { subjectOf } from "../timetable.js";

/** Subject: a session of an occurrence. */
export const EVALUATE = "sessions.evaluate";
/** So many days after the session those who are known to have come are asked, settled or not. */
const WAITS_DAYS = 2;
/** Until then it is waited a while longer for who leads to say who came; who is ticked later is not asked. */
const WAITS_LONGER_DAYS = 5;
const OPEN_DAYS = 7;

/** Asks those who came how it was. */
export class Evaluating {
  constructor(private readonly context: SessionsContext) {}

  /** The same session again changes nothing, once its survey was sent. When to come again, where it is too early. */
  async ask(subject: string): Promise<Date | undefined> {
    const { occurrences, evaluations, clock, report, partnership } = this.context;
    const { occurrence: id, session: sessionId } = subjectOf(subject);
    const occurrence = await occurrences.find(id);
    const session = occurrence?.sessions.find((one) => one.id === sessionId);
    if (!occurrence?.series.evaluation || !session || occurrence.status === "closed") return undefined;
    const tomorrow = nextDaily(partnership.scheduledAt, clock.now());
    if (!session.settledAt && daysBetween(session.date, dateOf(tomorrow)) <= WAITS_LONGER_DAYS) return tomorrow;
    const came = occurrence.bookings.filter((one) => one.session === sessionId && one.end === "attended");
    const people = new Set(came.flatMap(({ person }) => (person === undefined ? [] : [person])));
    if (people.size === 0) return undefined;
    const outcome = await evaluations.ask({
      id: evaluationId(id, sessionId),
      series: occurrence.series.id,
      title: `${occurrence.series.title}, ${dayAndMonth(session.date)}: how was it?`,
      definition: occurrence.series.evaluation,
      people: [...people].map(personIdOf),
      closesOn: addDays(dateOf(clock.now()), OPEN_DAYS),
      forget: occurrence.series.confidential,
    });
    if (outcome === "no-such-survey") report(new Error("A series names a survey for its evaluation that is not there"));
    return undefined;
  }
}

/** As it is known who came; not while the session lasts, in which that can be said already. */
export async function evaluateSoon({ timers, clock }: SessionsContext, occurrence: string, session: Session) {
  const due = Math.max(clock.now().getTime(), endOf(session).getTime());
  await timers.soon(timerFor(`${occurrence}|${session.id}`, new Date(due)));
}

/** Though nobody says who came. */
export function evaluateTimer(subject: string, session: Session, { scheduledAt }: { scheduledAt: string }): NewTimer {
  return timerFor(subject, instantAt(addDays(dateOf(endOf(session)), WAITS_DAYS), scheduledAt));
}

/** The wave's id: 32 hex digits that are the same each time. */
function evaluationId(occurrence: string, session: string): string {
  return sha256(`${occurrence}|${session}`).slice(0, 32);
}

function timerFor(subject: string, due: Date): NewTimer {
  return { id: `${EVALUATE}|${subject}`, kind: EVALUATE, subject, due: due.toISOString() };
}
