import type { PersonId } from "../people/schema.js";

/** What a link hands out. */
export interface File {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** What a link is for: one file of one kind about one thing, for one person. */
export interface FileRequest {
  /** Which producer makes it, for example `my-data`. */
  readonly kind: string;
  /** What it is about: opaque ids only. */
  readonly subject: string;
  readonly person: PersonId;
  readonly fileName: string;
  readonly contentType: string;
  /** That it was handed out is recorded, to whom is not. */
  readonly unnamed?: true | undefined;
}

/** Makes the content at the moment it is fetched; undefined when the person may not have it any more. */
export type Producer = (request: FileRequest) => Promise<Uint8Array | undefined>;

export interface SigningKeys {
  /** The key of that name, made on the first call by whichever process is first. 32 bytes. */
  signingKey(name: string): Promise<Buffer>;
}
