/** A moment of a run: completed iterations, and how many lines of the next one have been run. */
export interface Position {
  readonly iteration: number;
  readonly line: number;
  /** How many of the changes of this iteration have been made; all of them where it does not say. */
  readonly changes?: number;
}
