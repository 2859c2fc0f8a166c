import type { z } from "zod";
import { type BoardRules, boardRulesSchema } from "../board/schema.js";
import { flawsInFees } from "../fees/data-rules.js";
import { type FeesData, feesSchema } from "../fees/schema.js";
import type { Flaw, Mistake } from "../kernel/mistakes.js";
import { flawsInPanelRules } from "../panels/data-rules.js";
import { type PanelRules, panelRulesSchema } from "../panels/schema.js";
import { flawsOf } from "./explain.js";
import type { YamlFile } from "./yaml.js";

/** Files that a partnership may leave out: everything in them is then as usual. */
export const OWN_FILES = { panel: "panel.yaml", fees: "fees.yaml", board: "board.yaml" } as const;

export interface OwnFiles {
  readonly panel: PanelRules;
  readonly fees: FeesData;
  readonly board: BoardRules;
}

/** `partners`: ids in partnership.yaml; undefined where it can't be read. What is wrong is added to `mistakes`. */
export function readOwnFiles(
  fileOf: (path: string) => YamlFile | undefined,
  partners: readonly string[] | undefined,
  mistakes: Mistake[],
): OwnFiles {
  const read = <Schema extends z.ZodType>(path: string, schema: Schema, flaws: (value: z.output<Schema>) => Flaw[]) =>
    readOne(fileOf(path), schema, flaws, mistakes);
  return {
    panel: read(OWN_FILES.panel, panelRulesSchema, flawsInPanelRules),
    fees: read(OWN_FILES.fees, feesSchema, (fees) => (partners ? flawsInFees(fees, partners) : [])),
    board: read(OWN_FILES.board, boardRulesSchema, () => []),
  };
}

function readOne<Schema extends z.ZodType>(
  file: YamlFile | undefined,
  schema: Schema,
  flawsIn: (value: z.output<Schema>) => Flaw[],
  mistakes: Mistake[],
): z.output<Schema> {
  const usual = schema.parse({});
  if (!file) return usual;
  mistakes.push(...file.mistakes);
  if (file.value === undefined) return usual;
  const parsed = schema.safeParse(file.value);
  const flaws = parsed.success ? flawsIn(parsed.data) : flawsOf(schema, file.value);
  mistakes.push(...flaws.map(file.mistake));
  return parsed.success ? parsed.data : usual;
}
