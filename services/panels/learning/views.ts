import type { LearningFigures, Level } from "../schema.js";

/** How far the reviewers of some reports agree, before they talked. Undefined figures: too few to say. */
export interface AgreementFigures {
  /** Reports that at least two scored. */
  readonly reports: number;
  /** Comparisons of two reviewers on one criterion of one report. */
  readonly comparisons: number;
  /** 0 to 100; "not evidenced" is a value like any other. */
  readonly percent: number | undefined;
  /** Weighted, over scores on the scale; each pair counts in both orders. */
  readonly kappa: { readonly linear: number; readonly quadratic: number } | undefined;
  /** Krippendorff's, ordinal, over scores on the scale; between what it lies with 95% confidence, where that can be said. */
  readonly alpha: { readonly value: number; readonly low?: number; readonly high?: number } | undefined;
  /** In the order of the rules. */
  readonly criteria: readonly { readonly title: string; readonly percent: number | undefined }[];
  /** No figure over fewer reports than that. */
  readonly fewest: number;
}

export interface AgreementView {
  readonly round: string;
  readonly title: string;
  readonly figures: AgreementFigures;
}

/** A text of the summary, and what there is to draw on for it. */
export interface LearningField {
  /** `theme.` and a criterion's id, or `goodPractice`. */
  readonly id: string;
  readonly title: string;
  /** What reviewers wrote on it, or the strengths they agreed on. */
  readonly sources: readonly string[];
}

/** A page of the form on what was learned. */
export interface LearningForm {
  readonly round: string;
  readonly title: string;
  /** From 0 on. */
  readonly page: number;
  readonly pages: number;
  readonly fields: readonly LearningField[];
  /** By field's id. */
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** Everything there is to draw on for one text. */
export interface SourcesView {
  readonly round: string;
  readonly title: string;
  /** Where the text is on the form. */
  readonly page: number;
  readonly nth: number;
  readonly field: LearningField;
}

/** A place in what was written that a coordinator is to look at before it is published. */
export interface OpenFinding {
  readonly round: string;
  readonly title: string;
  readonly key: string;
  /** How many are open, this one included. */
  readonly open: number;
  readonly kind: "name" | "email" | "phone" | "agency" | "quotation";
  /** Which text it is in, and where that is on the form. */
  readonly where: string;
  readonly page: number;
  /** The sentence it is in, in pieces. */
  readonly sentence: readonly { readonly text: string; readonly isFound: boolean }[];
  /** What was given as the reason, and what is wrong with it; "" at first. */
  readonly reason: string;
  readonly error: string;
}

/** What was learned in a round, as everyone reads it. */
export interface SummaryView {
  readonly round: string;
  readonly title: string;
  readonly scale: readonly Level[];
  readonly themes: readonly { readonly title: string; readonly text: string }[];
  readonly goodPractice: string;
  readonly figures: NamedFigures;
  /** No figure is about fewer reports. */
  readonly threshold: number;
}

/** As {@link LearningFigures}, with names in the place of ids. */
export interface NamedFigures extends Pick<LearningFigures, "reports" | "trend"> {
  readonly criteria: readonly NamedSpread[];
  readonly groups: readonly NamedSpread[];
}

export interface NamedSpread {
  readonly name: string;
  readonly reports: number;
  /** As in the schema. */
  readonly counts: readonly number[];
}

/** The summary before it is published. */
export interface PreviewView {
  readonly summary: SummaryView;
  /** Nothing is written yet, so there is nothing to publish. */
  readonly isEmpty: boolean;
  /** What the channel is called in which it will be posted. */
  readonly channel: string;
}

/** The next place to look at; the preview where there is none. */
export type Checked = { readonly open: OpenFinding } | { readonly preview: PreviewView };

export interface PublishedView {
  readonly summary: SummaryView;
  readonly channel: string;
  /** In its channel, or on its way there; nobody chose one otherwise. */
  readonly isPosted: boolean;
}

/** A file that is ready to be fetched. */
export interface FileView {
  readonly round: string;
  readonly title: string;
  readonly token: string;
}
