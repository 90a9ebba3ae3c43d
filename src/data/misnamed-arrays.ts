import { isNpy } from '../formats/npy-header.ts';
import { isZip } from '../formats/zip-directory.ts';
import type { ByteSink } from './byte-sink.ts';
import { fileFault, type TableFault } from './table-fault.ts';

/** What is wrong with a file that is called an array and is none. */
export function misnamedArrays(file: string, head: Uint8Array): TableFault | undefined {
  const [, ending] = /\.(npy|npz)$/i.exec(file) ?? [];
  if (ending === undefined || isNpy(head) || isZip(head)) return undefined;
  return fileFault(
    'NumPy arrays, as np.save and np.savez write them',
    head.length === 0 ? 'an empty file' : 'other bytes',
  );
}

/** In the place of what would read a file that is known to be no good. */
export class Refusal implements ByteSink {
  readonly #fault: TableFault;

  constructor(fault: TableFault) {
    this.#fault = fault;
  }

  push(): TableFault {
    return this.#fault;
  }

  end(): TableFault {
    return this.#fault;
  }
}
