import type { Mistake } from "../kernel/mistakes.js";
import { flawsInPanelRules } from "../panels/data-rules.js";
import { type PanelRules, panelRulesSchema } from "../panels/schema.js";
import { flawsOf } from "./explain.js";
import type { YamlFile } from "./yaml.js";

/** How placement reports are reviewed: the usual way where there is no file. What is wrong is added to `mistakes`. */
export function readPanelRules(file: YamlFile | undefined, mistakes: Mistake[]): PanelRules {
  const usual = panelRulesSchema.parse({});
  if (!file) return usual;
  mistakes.push(...file.mistakes);
  if (file.value === undefined) return usual;
  const parsed = panelRulesSchema.safeParse(file.value);
  const flaws = parsed.success ? flawsInPanelRules(parsed.data) : flawsOf(panelRulesSchema, file.value);
  mistakes.push(...flaws.map(file.mistake));
  return parsed.success ? parsed.data : usual;
}
