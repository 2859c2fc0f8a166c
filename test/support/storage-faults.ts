/** What can go wrong between the bot and its storage. */
export type StorageFault =
  /** Done late, or done at once and answered late. */
  | { readonly kind: "delay"; readonly when: "before" | "after"; readonly ms: number }
  /** Refused without storage having seen it. */
  | { readonly kind: "refusal"; readonly status: 500 | 503 }
  /** The connection breaks: before storage has seen the request, or when it has done it and would answer. */
  | { readonly kind: "cut"; readonly when: "before" | "after" };

export const cutBefore: StorageFault = { kind: "cut", when: "before" };
/** Done, but the answer is lost. */
export const cutAfter: StorageFault = { kind: "cut", when: "after" };
export const busy: StorageFault = { kind: "refusal", status: 503 };
export const broken: StorageFault = { kind: "refusal", status: 500 };

/** For a mix: a delay of so many milliseconds. */
export function delayed(when: "before" | "after", least: number, most: number): (chance: number) => StorageFault {
  return (chance) => ({ kind: "delay", when, ms: Math.round(least + chance * (most - least)) });
}

/** The body of a refusal as each service words it, so that clients read its code. */
export function refusalOf(service: "table" | "queue", status: 500 | 503): { type: string; body: string } {
  const code = status === 503 ? "ServerBusy" : "InternalError";
  const message = "refused by the proxy";
  if (service === "queue") {
    const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    return { type: "application/xml", body };
  }
  const body = JSON.stringify({ "odata.error": { code, message: { lang: "en-US", value: message } } });
  return { type: "application/json", body };
}
