import type { IncomingMessage } from "node:http";

/** The largest body taken, in bytes. Teams sends far less; a form's answers are a few kilobytes. */
export const LARGEST_BODY = 256 * 1024;

export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "too-large" }
  | { readonly kind: "not-json" };

/**
 * Reads a request's body as JSON. restify's own reader counts compressed bytes only, and ends the process on a broken
 * gzip stream; so compressed bodies are not taken at all.
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return { kind: "too-large" };
  if (request.headers["content-encoding"] !== undefined) return { kind: "not-json" };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return { kind: "too-large" };
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks).toString("utf8"));
}

function parse(text: string): Body {
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return { kind: "not-json" };
  }
}
