/** One thing that waits for a person. Each capability adds its own; the inbox sorts them. */
export interface InboxItem {
  readonly title: string;
  /** One line: what it asks and how long it takes. */
  readonly summary: string;
  /** The instant after which it is of no use; the most urgent comes first. */
  readonly due: Date;
  /** The button: its title, the action's verb and opaque data. */
  readonly button: {
    readonly title: string;
    readonly verb: string;
    readonly data: Readonly<Record<string, string | boolean>>;
  };
}
