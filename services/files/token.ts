import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { personIdSchema } from "../people/schema.js";
import type { FileRequest } from "./ports.js";

const contentSchema = z.strictObject({
  kind: z.string(),
  subject: z.string(),
  person: personIdSchema,
  fileName: z.string(),
  contentType: z.string(),
  unnamed: z.literal(true).optional(),
  expires: z.int(),
});

/** A request and its expiry, signed: two parts in base64url, joined by a dot. */
export function signToken(request: FileRequest, expires: Date, key: Buffer): string {
  const { kind, subject, fileName, contentType, unnamed } = request;
  const { tenantId, objectId } = request.person;
  const what = { kind, subject, person: { tenantId, objectId }, fileName, contentType, unnamed };
  const content = { ...what, expires: expires.getTime() };
  const body = Buffer.from(JSON.stringify(content)).toString("base64url");
  return `${body}.${signatureOf(body, key).toString("base64url")}`;
}

/** The request in a token that we signed and that has not run out; undefined for anything else. */
export function readToken(token: string, key: Buffer, now: Date): FileRequest | undefined {
  const [body, signature, ...others] = token.split(".");
  if (!body || !signature || others.length > 0) return undefined;
  const given = Buffer.from(signature, "base64url");
  const right = signatureOf(body, key);
  // The second condition: base64url has several spellings of the same bytes, and a link has only one.
  if (given.length !== right.length || given.toString("base64url") !== signature) return undefined;
  if (!timingSafeEqual(given, right)) return undefined;
  // Signed by us, but perhaps by an earlier release.
  const content = contentSchema.safeParse(JSON.parse(Buffer.from(body, "base64url").toString())).data;
  if (!content || now.getTime() >= content.expires) return undefined;
  const { expires: _, ...request } = content;
  return request;
}

function signatureOf(body: string, key: Buffer): Buffer {
  return createHmac("sha256", key).update(body).digest();
}
