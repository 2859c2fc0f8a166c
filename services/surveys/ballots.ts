import type { SurveyContext } from "./context.js";
import type { Ballot } from "./ports.js";
import { isChangeable } from "./promise.js";
import { pseudonym } from "./pseudonym.js";
import type { Answers, Invitation, Wave } from "./schema.js";
import { groupsOf } from "./strata.js";
import { hitsOf } from "./tally.js";

/** What goes into the box for these answers. */
export async function ballotFor(
  context: SurveyContext,
  wave: Wave,
  { personKey, place, stratum }: Invitation,
  answers: Answers,
): Promise<Ballot> {
  const shared = { answers, groups: groupsOf(stratum), hits: hitsOf(wave.definition, answers) };
  if (!isChangeable(wave.definition.anonymity)) return { ...shared, kind: "once", rowKey: context.random.id(), place };
  return { ...shared, kind: "changeable", rowKey: await rowKeyOf(context, wave, personKey), place: -1 };
}

/** Under which key somebody's answers are in the box of a changeable wave: their own, or one that only the key leads to. */
export async function rowKeyOf({ keys }: SurveyContext, { id, definition }: Wave, personKey: string): Promise<string> {
  return definition.anonymity === "named" ? personKey : pseudonym(await keys.key(id, "pseudonym"), personKey);
}
