const AROUND = /^[\s"'“‘]+|[\s"'”’.!?]+$/g;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} &'’-]{0,39}$/u;

/** A channel's name as it is kept: lower case, single spaces; undefined when it can't be one (1 to 40 characters). */
export function channelName(typed: string): string | undefined {
  const name = typed.normalize("NFC").replace(AROUND, "").replace(/\s+/g, " ").toLowerCase();
  return NAME.test(name) ? name : undefined;
}
