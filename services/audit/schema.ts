import { z } from "zod";
import { ROLES } from "../people/schema.js";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Somebody as they were when it happened. Later changes of a name or a role don't reach it. */
export const identitySchema = z.object({
  /** A person key. */
  person: z.string(),
  name: z.string(),
  partner: z.string(),
  roles: z.array(z.enum(ROLES)),
});
export type Identity = z.infer<typeof identitySchema>;

/** Which version of which text something was done on. */
export const textVersionSchema = z.object({ id: z.string(), version: z.int(), sha256: hash });
export type TextVersion = z.infer<typeof textVersionSchema>;

/** What the hash of an entry is taken over. */
export const bodySchema = z.object({
  v: z.literal(1),
  subject: z.string(),
  /** Its place in the subject's chain, from 1 on without gaps. */
  seq: z.int().min(1),
  /** Unguessable, and its own. */
  id: z.string(),
  at: z.iso.datetime(),
  event: z.string(),
  by: z.enum(["person", "system"]),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  text: textVersionSchema.optional(),
  /** By part: a commitment to what is sealed, SHA-256 over salt and value. */
  sealed: z.record(z.string(), hash),
  /** The hash of the entry before; of the first one 64 zeros. */
  prev: hash,
});
export type Body = z.infer<typeof bodySchema>;

export const ERASED = "erased";
const secret = z.object({
  salt: z.string(),
  value: z.union([identitySchema, z.string()]),
});
/** By part: what identifies somebody or was said by them, with its salt; or that it was erased. */
export const sealedSchema = z.record(z.string(), z.union([secret, z.literal(ERASED)]));
export type Sealed = z.infer<typeof sealedSchema>;

/** An entry as it is kept and exported. `body` is its canonical text, over which `hash` is taken. */
export const storedEntrySchema = z.object({ body: z.string(), hash, sealed: sealedSchema });
export type StoredEntry = z.infer<typeof storedEntrySchema>;

/** The end of a chain. */
export const headSchema = z.object({ count: z.int().min(0), hash });
export type Head = z.infer<typeof headSchema>;
