import type { Element } from "../parts.js";

/** What a form knows of its fields: what was typed, and a sentence where it needs another look. */
export interface Typed {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** One field of a form, as the template `form/form` binds it. */
export interface Field {
  /** Above it, where a part of the form begins. */
  readonly heading: string;
  readonly error: string;
  readonly input: Element;
}

interface Choice {
  readonly value: string;
  readonly title: string;
}

interface About {
  readonly id: string;
  readonly label: string;
  /** What to do when it is left out or wrong. */
  readonly help: string;
  readonly heading?: string;
  readonly optional?: true;
}

export function textField(
  typed: Typed,
  about: About & { readonly most: number; readonly placeholder?: string; readonly multiline?: true },
): Field {
  const { most, placeholder, multiline } = about;
  return field(typed, about, {
    ...{ type: "Input.Text", maxLength: most },
    ...(placeholder && { placeholder }),
    ...(multiline && { isMultiline: true }),
  });
}

export function numberField(typed: Typed, about: About & { readonly min: number; readonly max: number }): Field {
  const value = typed.values[about.id];
  const isNumber = value !== undefined && /^\d+$/.test(value);
  return field(typed, about, {
    ...{ type: "Input.Number", min: about.min, max: about.max },
    value: isNumber ? Number(value) : null,
  });
}

export function dateField(typed: Typed, about: About): Field {
  return field(typed, about, { type: "Input.Date" });
}

export function timeField(typed: Typed, about: About): Field {
  return field(typed, about, { type: "Input.Time" });
}

/** One of some: a list that opens. */
export function choiceField(typed: Typed, about: About & { readonly choices: readonly Choice[] }): Field {
  return field(typed, about, { type: "Input.ChoiceSet", style: "compact", wrap: true, choices: about.choices });
}

/** One of few, all in sight. */
export function radioField(typed: Typed, about: About & { readonly choices: readonly Choice[] }): Field {
  return field(typed, about, { type: "Input.ChoiceSet", style: "expanded", wrap: true, choices: about.choices });
}

/** Any of some. */
export function severalField(typed: Typed, about: About & { readonly choices: readonly Choice[] }): Field {
  return field(
    typed,
    { ...about, optional: true },
    { type: "Input.ChoiceSet", isMultiSelect: true, style: "expanded", wrap: true, choices: about.choices },
  );
}

function field({ values, errors }: Typed, { id, label, help, heading, optional }: About, input: Element): Field {
  return {
    heading: heading ?? "",
    error: errors[id] ? `Please check: ${errors[id]}` : "",
    input: {
      ...{ id, label, errorMessage: help, isRequired: optional === undefined, value: values[id] || null },
      ...input,
    },
  };
}

/** "2 fields need another look. Everything else is kept." */
export function summaryOf({ errors }: Typed): string {
  const wrong = Object.keys(errors).length;
  if (wrong === 0) return "";
  return `${wrong} ${wrong === 1 ? "field needs" : "fields need"} another look. Everything else is kept.`;
}
