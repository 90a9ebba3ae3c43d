/** What is read from a file of examples at the most. Past these a fault says so, rather than a machine out of memory. */
export const tableLimits: TableLimits = {
  rows: 100_000,
  columns: 4096,
  cells: 20_000_000,
  bytes: 100 * 2 ** 20,
  record: 2 ** 20,
  namesOfColumn: 4096,
  names: 1_000_000,
};

export interface TableLimits {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  /** Bytes of a file, and of what a packed one becomes. */
  readonly bytes: number;
  /** Characters of one row, line breaks in quotes included. */
  readonly record: number;
  /** Different names in one column: a network has no more units to tell them by. */
  readonly namesOfColumn: number;
  /** Different names in all columns together. */
  readonly names: number;
}
