import type { AnswerRow, Answers, Invitation, Stratum, Wave } from "./schema.js";
import type { WaveResults } from "./views.js";

/** A value with the version under which it was read; saving under an old version throws `ExpectedError("stale")`. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

export interface WaveStore {
  create(wave: Wave): Promise<void>;
  find(waveId: string): Promise<Versioned<Wave> | undefined>;
  save(wave: Wave, version: string): Promise<void>;
  all(): AsyncIterable<Wave>;
}

export interface InvitationStore {
  add(waveId: string, invitations: readonly Invitation[]): Promise<void>;
  find(waveId: string, personKey: string): Promise<Invitation | undefined>;
  /** In order of person key, page by page. */
  all(waveId: string): AsyncIterable<Invitation>;
  /** The ids of all waves that the person was asked in. */
  wavesOf(personKey: string): Promise<string[]>;
  removePerson(personKey: string): Promise<void>;
  removeWave(waveId: string): Promise<number>;
}

/** How an answer is put in the box. */
export type Ballot =
  /** A new row under a random key, and the person's place in the roll marked, in one atomic write. */
  | { readonly kind: "once"; readonly place: number; readonly rowKey: string; readonly row: AnswerRow }
  /** A row under a key that the same person comes back to: replaced until close. */
  | { readonly kind: "changeable"; readonly rowKey: string; readonly row: AnswerRow };

export type CastOutcome = "recorded" | "replaced" | "already-answered" | "closed";

/** The box of a wave: answers go in while it is open, and come out only once it is closed. */
export interface BallotBox {
  /** `places` is how many people are invited. Opening an open box changes nothing. */
  open(waveId: string, places: number): Promise<void>;
  cast(waveId: string, ballot: Ballot): Promise<CastOutcome>;
  /** From here on nothing more is taken, by any instance. Repeating it changes nothing. */
  seal(waveId: string): Promise<void>;
  /** How many answered, by the stratum key that cast ballots carried. */
  tally(waveId: string): Promise<{ answered: number; byPartner: Readonly<Record<string, number>> }>;
  /** Whether the place in the roll is marked ("once" ballots only). */
  hasAnswered(waveId: string, place: number): Promise<boolean>;
  /** All marked places. */
  answeredPlaces(waveId: string): Promise<ReadonlySet<number>>;
  find(waveId: string, rowKey: string): Promise<Answers | undefined>;
  /** Which keys of changeable ballots are in. */
  rowKeys(waveId: string): AsyncIterable<string>;
  /** The rows of a sealed box in key order, page by page. */
  rows(waveId: string): AsyncIterable<{ readonly rowKey: string; readonly row: AnswerRow }>;
  remove(waveId: string, rowKey: string): Promise<boolean>;
  /** Removes rows, roll and head. */
  destroy(waveId: string): Promise<void>;
}

/** Closed waves' answers, re-written so that nothing in them leads back. */
export interface ArchiveStore {
  /** Repeating a key replaces the row. */
  add(
    waveId: string,
    rows: readonly { readonly rowKey: string; readonly stratum: Stratum; readonly answers: Answers }[],
  ): Promise<void>;
  addComments(
    waveId: string,
    comments: readonly { readonly rowKey: string; readonly question: string; readonly text: string }[],
  ): Promise<void>;
  rows(waveId: string): AsyncIterable<readonly AnswerRow[]>;
  comments(waveId: string): AsyncIterable<{ readonly question: string; readonly text: string }>;
  remove(waveId: string): Promise<number>;
  saveResults(results: WaveResults): Promise<void>;
  findResults(waveId: string): Promise<WaveResults | undefined>;
}

/** Keys that must be forgotten: pseudonym keys and closing keys, one of each a wave. */
export interface KeyStore {
  /** The key of that name, made on the first call. 32 bytes, hex. */
  key(waveId: string, name: "pseudonym" | "closing"): Promise<string>;
  /** From here on the key can't be had again by anybody. */
  destroy(waveId: string): Promise<void>;
}
