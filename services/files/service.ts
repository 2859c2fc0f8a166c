import type { Audit } from "../audit/ports.js";
import type { Clock } from "../kernel/clock.js";
import { ImpossibleError } from "../kernel/errors.js";
import { personKey } from "../people/schema.js";
import type { File, FileRequest, Producer, SigningKeys } from "./ports.js";
import { readToken, signToken } from "./token.js";

/** How long a link works, where nothing else is said. */
export const LINK_MINUTES = 15;
const LONGEST_TOKEN = 2000;

/** Files behind signed links: nothing is stored, each is made when it is fetched. */
export class Files {
  readonly #producers = new Map<string, Producer>();

  constructor(
    private readonly keys: SigningKeys,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Files of that kind are made by this producer. */
  register(kind: string, producer: Producer): void {
    if (this.#producers.has(kind)) throw new ImpossibleError(`two producers of ${kind}`);
    this.#producers.set(kind, producer);
  }

  /** The token for `GET /files/TOKEN`, good until `expires` or for {@link LINK_MINUTES}. Give it to that person only. */
  async issue(request: FileRequest, expires?: Date): Promise<string> {
    if (!this.#producers.has(request.kind)) throw new ImpossibleError(`no producer of ${request.kind}`);
    const soon = new Date(this.clock.now().getTime() + LINK_MINUTES * 60_000);
    return signToken(request, expires ?? soon, await this.#key());
  }

  /** The file, its hand-out recorded; undefined for anything that is wrong with the token. */
  async open(token: string): Promise<File | undefined> {
    if (token.length > LONGEST_TOKEN) return undefined;
    const request = readToken(token, await this.#key(), this.clock.now());
    const content = request && (await this.#producers.get(request.kind)?.(request));
    if (!content) return undefined;
    const { kind, subject, person, fileName, contentType, unnamed } = request;
    const details = { kind, bytes: content.byteLength };
    const by = unnamed ? "system" : personKey(person);
    await this.audit.record({ subject: `file:${subject}`, event: "files.handed-out", by, details });
    return { name: fileName, contentType, content };
  }

  #key(): Promise<Buffer> {
    return this.keys.signingKey("files");
  }
}
