import type { Person } from "../people/schema.js";
import type { NewTimer } from "../schedule/schema.js";
import type { Answers, Audience, GroupTally, Invitation, Stratum, Wave } from "./schema.js";
import type { WaveResults } from "./views.js";

/** A value with the version under which it was read. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

export interface WaveStore {
  create(wave: Wave): Promise<void>;
  find(waveId: string): Promise<Versioned<Wave> | undefined>;
  /** False when somebody saved it in the meantime: read again, decide again. */
  save(wave: Wave, version: string): Promise<boolean>;
  all(): AsyncIterable<Wave>;
  remove(waveId: string): Promise<void>;
}

export interface InvitationStore {
  /** Repeating it replaces. */
  add(waveId: string, invitations: readonly Invitation[]): Promise<void>;
  find(waveId: string, personKey: string): Promise<Invitation | undefined>;
  /** In order of person key, page by page. */
  all(waveId: string): AsyncIterable<Invitation>;
  remove(waveId: string, personKey: string): Promise<boolean>;
  /** Leaves the stratum behind without the person, so that groups keep their size. False when there was none. */
  detach(waveId: string, personKey: string): Promise<boolean>;
  /** The strata left behind. */
  detached(waveId: string): AsyncIterable<Stratum>;
  removeAll(waveId: string): Promise<number>;
}

/** One submission on its way into the box. The stored row has the answers and nothing else of the person. */
export interface Ballot {
  /** `once`: a row under a random key, refused when the place is marked. `changeable`: a key the person comes back to. */
  readonly kind: "once" | "changeable";
  readonly rowKey: string;
  /** The person's place in the roll; -1 in changeable waves, which keep none. */
  readonly place: number;
  readonly answers: Answers;
  /** Whose sums the submission adds to: "partner:ID", "side:adults", "cohort:ID". */
  readonly groups: readonly string[];
  /** The submission's headline answers that count. */
  readonly hits: number;
}

export type CastOutcome = "recorded" | "replaced" | "already-answered" | "closed";

export interface BoxCount {
  readonly answered: number;
  readonly byGroup: Readonly<Record<string, GroupTally>>;
}

/** The box of a wave: answers go in while it is open, and are read only once it is sealed. */
export interface BallotBox {
  /** `places` is how many people are invited. A box that is there is opened anew as long as nothing is in it. */
  open(waveId: string, places: number): Promise<void>;
  /** The answer, the mark in the roll and the sums are one atomic write. */
  cast(waveId: string, ballot: Ballot): Promise<CastOutcome>;
  /**
   * From here on nothing more is taken, by any instance. Repeating it changes nothing. Throws ExpectedError("busy") when
   * it could not be done, since too much is coming in.
   */
  seal(waveId: string): Promise<void>;
  count(waveId: string): Promise<BoxCount>;
  /** All marked places. */
  answeredPlaces(waveId: string): Promise<ReadonlySet<number>>;
  find(waveId: string, rowKey: string): Promise<Answers | undefined>;
  /** In key order, page by page. */
  pages(waveId: string): AsyncIterable<readonly { readonly rowKey: string; readonly answers: Answers }[]>;
  /** Takes out a changeable answer and its share of the sums. */
  withdraw(waveId: string, ballot: Ballot): Promise<boolean>;
  /** Removes rows, roll and sums. */
  destroy(waveId: string): Promise<void>;
}

export interface ArchivedComment {
  readonly rowKey: string;
  readonly question: string;
  readonly text: string;
}

/** Closed waves' answers, re-written so that nothing in them leads back. */
export interface ArchiveStore {
  /** Repeating a key replaces the row. */
  add(waveId: string, rows: readonly { readonly rowKey: string; readonly answers: Answers }[]): Promise<void>;
  addComments(waveId: string, comments: readonly ArchivedComment[]): Promise<void>;
  pages(waveId: string): AsyncIterable<readonly Answers[]>;
  comments(waveId: string): AsyncIterable<ArchivedComment>;
  remove(waveId: string): Promise<number>;
  saveResults(results: WaveResults): Promise<void>;
  findResults(waveId: string): Promise<WaveResults | undefined>;
}

/** Keys that must be forgotten: one of each name a wave. */
export interface KeyStore {
  /** The key of that name, made on the first call. 32 bytes, hex. */
  key(waveId: string, name: "pseudonym" | "closing"): Promise<string>;
  /** From here on the keys can't be had again by anybody. */
  destroy(waveId: string): Promise<void>;
}

/** What is to be done at an instant: services/schedule. */
export interface WaveTimers {
  /** Replaces the one of the same id; the same again changes nothing. */
  set(timer: NewTimer): Promise<void>;
  /** Only if there is none of that id. */
  ensure(timer: NewTimer): Promise<void>;
  cancel(id: string): Promise<void>;
}

/** Who matches an audience now: active people only. */
export interface Audiences {
  select(audience: Audience): Promise<Person[]>;
}
