import type { Table } from './table.ts';
import type { TableFault } from './table-fault.ts';

/** Takes the bytes of a file as they come, and makes a table of them. */
export interface ByteSink {
  /** With a fault there is no use in pushing more. */
  push(bytes: Uint8Array): TableFault | undefined;
  end(): Table | TableFault;
}
