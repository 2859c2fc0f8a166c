/** A button as the templates of this folder bind it; members that are null are left out of the card. */
export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly style: "positive" | "destructive" | null;
  /** "none": pressing it neither checks nor sends the card's inputs. */
  readonly inputs: "none" | null;
}

type Data = Readonly<Record<string, string | number>>;

export function button(title: string, verb: string, data: Data = {}): Button {
  return { title, verb: `surveys.${verb}`, data, style: null, inputs: "none" };
}

/** The one thing that most people came for. */
export function mainButton(title: string, verb: string, data: Data = {}): Button {
  return { ...button(title, verb, data), style: "positive" };
}

/** Sends what is in the card's inputs. */
export function submitButton(title: string, verb: string, data: Data = {}): Button {
  return { ...mainButton(title, verb, data), inputs: null };
}
