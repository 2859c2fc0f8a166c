import { proseOf } from "../../kernel/typed.js";
import { criteriaPages } from "../criteria-rules.js";
import type { Criterion, Learning, PanelRules, Round } from "../schema.js";

export const LONGEST_THEME = 800;
export const LONGEST_PRACTICE = 2000;
export const GOOD_PRACTICE = "goodPractice";

type Texts = Pick<Learning, "themes" | "goodPractice">;

/** One text of the summary, as the form asks for it. */
export interface LearningText {
  readonly id: string;
  readonly title: string;
  /** Undefined for good practice. */
  readonly criterion: string | undefined;
  readonly most: number;
}

/** All texts by pages of the form; good practice has the last one. */
export function learningPages(rules: Pick<PanelRules, "criteria">): LearningText[][] {
  const pages = criteriaPages(rules).map((criteria) => criteria.map(themeText));
  return [...pages, [{ id: GOOD_PRACTICE, title: "Good practice", criterion: undefined, most: LONGEST_PRACTICE }]];
}

function themeText({ id, title }: Criterion): LearningText {
  return { id: `theme.${id}`, title, criterion: id, most: LONGEST_THEME };
}

/** By field's id: every text that is there. */
export function textsOf(rules: Pick<PanelRules, "criteria">, learning: Texts | undefined): Record<string, string> {
  const texts = learningPages(rules).flat();
  const entries = texts.map(({ id, criterion }) => [
    id,
    (criterion === undefined ? learning?.goodPractice : learning?.themes[criterion]) ?? "",
  ]);
  return Object.fromEntries(entries.filter(([, text]) => text !== ""));
}

export interface TextsRead {
  /** As typed, by field's id; those that were sent. */
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** What a page of the form sent. Never throws, whatever `typed` is. */
export function readTexts(typed: object, page: readonly LearningText[]): TextsRead {
  const sent = page.filter(({ id }) => Object.hasOwn(typed, id));
  const values = Object.fromEntries(sent.map(({ id }) => [id, proseOf(typed, id)]));
  const tooLong = sent.filter(({ id, most }) => (values[id] ?? "").length > most);
  const errors = tooLong.map(({ id, most }) => [
    id,
    `Use at most ${most} characters; these are ${(values[id] ?? "").length}.`,
  ]);
  return { values, errors: Object.fromEntries(errors) };
}

/** With these texts, by field's id; undefined where that changes nothing. An empty text is none. */
export function withTexts(
  { rules, learning }: Pick<Round, "rules" | "learning">,
  values: Readonly<Record<string, string>>,
  changed: Learning["changed"],
): Learning | undefined {
  const before = textsOf(rules, learning);
  const after = Object.fromEntries(Object.entries({ ...before, ...values }).filter(([, text]) => text !== ""));
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  if ([...ids].every((id) => before[id] === after[id])) return undefined;
  const themes = rules.criteria.flatMap(({ id }) => {
    const text = after[`theme.${id}`];
    return text === undefined ? [] : [[id, text] as const];
  });
  return {
    ...{ accepted: {}, ...learning, changed },
    ...{ themes: Object.fromEntries(themes), goodPractice: after[GOOD_PRACTICE] ?? "" },
  };
}
