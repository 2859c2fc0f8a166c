/** Work that one process at a time may do, whoever of several asks first. */
export interface Leases {
  /** True when `holder` has it until then: it was free, it had run out, or it was the holder's own. */
  take(name: string, holder: string, until: Date, now: Date): Promise<boolean>;
  /** Gives back what the holder has; another's stays as it is. */
  release(name: string, holder: string): Promise<void>;
}
