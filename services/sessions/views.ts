/** When a session is: instants. */
export interface SessionTime {
  readonly start: Date;
  readonly end: Date;
}
