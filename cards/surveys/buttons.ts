type Data = Readonly<Record<string, string | number | boolean>>;

/** A button as the templates of this folder bind it; members that are null are left out of the card. */
export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: Data;
  readonly style: "positive" | "destructive" | null;
  /** "none": pressing it neither checks nor sends the card's inputs. */
  readonly inputs: "none" | null;
}

export function button(title: string, verb: string, data: Data = {}): Button {
  return { title, verb: `surveys.${verb}`, data, style: null, inputs: "none" };
}

/** The one thing that most people came for. */
export function mainButton(title: string, verb: string, data: Data = {}): Button {
  return { ...button(title, verb, data), style: "positive" };
}

/** On buttons that lead to a survey from another message than one that it was sent in: so there are others to be replaced. */
export const ELSEWHERE = { elsewhere: true } as const;

/** Sends what is in the card's inputs. */
export function submitButton(title: string, verb: string, data: Data = {}): Button {
  return { ...mainButton(title, verb, data), inputs: null };
}
