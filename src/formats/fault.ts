/** What is wrong with a file of matrices, in words that read `expected …, found …; …`. */
export interface ByteFault {
  /** The byte of the file where the trouble begins, from 0. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  readonly advice?: string | undefined;
}
