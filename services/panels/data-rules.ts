import type { Flaw } from "../kernel/mistakes.js";
import type { PanelRules } from "./schema.js";

/** What can't be seen from one value of panel.yaml alone. Empty when all is well. */
export function flawsInPanelRules(rules: PanelRules): Flaw[] {
  return [
    ...repeated(rules.criteria, ["criteria"], "id"),
    ...repeated(rules.criteria, ["criteria"], "title"),
    ...repeated(rules.programmes, ["programmes"], "id"),
    ...spellings(rules),
    ...flawsInScale(rules),
  ];
}

function repeated<Member extends string>(
  entries: readonly Readonly<Record<Member, string>>[],
  list: readonly PropertyKey[],
  member: Member,
): Flaw[] {
  const values = entries.map((entry) => entry[member].toLowerCase());
  return values.flatMap((value, index) => {
    const earlier = values.indexOf(value);
    if (earlier === index) return [];
    const wrong = `entry ${earlier + 1} has the ${member} “${entries[index]?.[member]}” already`;
    return [{ path: [...list, index, member], wrong, right: "use each only once" }];
  });
}

/** However a frame spells a programme, it must be clear which one is meant. */
function spellings({ programmes }: PanelRules): Flaw[] {
  const seen = new Map<string, number>();
  return programmes.flatMap(({ id, title, alsoCalled }, index) =>
    [...new Set([id, title, ...alsoCalled].map((name) => name.toLowerCase()))].flatMap((name) => {
      const earlier = seen.get(name);
      seen.set(name, earlier ?? index);
      if (earlier === undefined || earlier === index) return [];
      const wrong = `entry ${earlier + 1} is called “${name}” too`;
      return [{ path: ["programmes", index], wrong, right: "let each spelling mean one programme" }];
    }),
  );
}

function flawsInScale({ scale }: PanelRules): Flaw[] {
  return scale.flatMap(({ value }, index) => {
    const before = scale[index - 1]?.value;
    if (before === undefined || value > before) return [];
    const wrong = `${value} comes after ${before}`;
    return [{ path: ["scale", index, "value"], wrong, right: "write the levels from the lowest to the highest" }];
  });
}
