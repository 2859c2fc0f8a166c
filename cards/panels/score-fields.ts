import { type Criterion, type Level, NOT_EVIDENCED } from "../../services/panels/schema.js";
import { choiceField, type Field, type Typed } from "../form/fields.js";
import { levelName } from "./report-parts.js";

/** What a form asks of one criterion: left empty it can be filled in later. */
export function scoreInput(typed: Typed, { id, title, prompt }: Criterion, scale: readonly Level[]): Field {
  return choiceField(typed, {
    ...{ id: `score.${id}`, label: prompt === undefined ? title : `${title}: ${prompt}`, optional: true },
    help: "Choose one of the list.",
    choices: [
      ...scale.map((level) => ({ value: `${level.value}`, title: levelName(level) })),
      { value: NOT_EVIDENCED, title: "Not evidenced" },
    ],
  });
}
