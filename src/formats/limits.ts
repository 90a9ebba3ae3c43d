/** What is read from one file at the most. Past these a fault says so, rather than a machine out of memory. */
export const formatLimits: FormatLimits = {
  cells: 20_000_000,
  matrices: 10_000,
  inflatedBytes: 256 * 2 ** 20,
};

export interface FormatLimits {
  /** Numbers of all matrices together; each takes 8 bytes. */
  readonly cells: number;
  /** Matrices in one file. */
  readonly matrices: number;
  /** Bytes that a packed file may become. */
  readonly inflatedBytes: number;
}
