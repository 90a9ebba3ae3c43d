import { GrowingArray } from './growing-array.ts';
import type { FileNames, TableLimits } from './table.ts';

/** The number of different names that all columns together may still keep. */
export interface NameBudget {
  left: number;
}

/** The different texts of a column, and the code of each row. Too many texts are not kept. */
export class NameList {
  readonly #most: number;
  readonly #budget: NameBudget;
  #codeOf = new Map<string, number>();
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));

  constructor({ namesOfColumn }: Pick<TableLimits, 'namesOfColumn'>, budget: NameBudget) {
    this.#most = namesOfColumn;
    this.#budget = budget;
  }

  /** The different texts so far; undefined when they are too many. */
  get size(): number | undefined {
    return this.#codes === undefined ? undefined : this.#codeOf.size;
  }

  /** The different texts so far; undefined when they are too many. */
  all(): readonly string[] | undefined {
    return this.#codes === undefined ? undefined : [...this.#codeOf.keys()];
  }

  /** @param name undefined where the cell is missing. */
  push(name: string | undefined): void {
    if (this.#codes === undefined) return;
    const code = name === undefined ? -1 : (this.#codeOf.get(name) ?? this.#newCode(name));
    if (code === undefined) this.release();
    else this.#codes.push(code);
  }

  #newCode(name: string): number | undefined {
    if (this.#codeOf.size >= this.#most || this.#budget.left === 0) return undefined;
    this.#budget.left--;
    this.#codeOf.set(name, this.#codeOf.size);
    return this.#codeOf.size - 1;
  }

  /** Forgets all names, and gives their budget to other columns. */
  release(): void {
    this.#budget.left += this.#codeOf.size;
    this.#codeOf = new Map();
    this.#codes = undefined;
  }

  take(): Pick<FileNames, 'names' | 'codes'> | undefined {
    const codes = this.#codes?.take();
    return codes && { names: [...this.#codeOf.keys()], codes };
  }
}
