type Block = Float64Array | Int32Array | Uint32Array;

/** Numbers in the first block. Each further block is twice as long, up to `MOST`. */
const FIRST = 64;
const MOST = 2 ** 16;

/** A growing list of numbers, stored in typed arrays. */
export class GrowingArray<Numbers extends Block> {
  readonly #make: (length: number) => Numbers;
  readonly #full: Numbers[] = [];
  #block: Numbers;
  /** Numbers in the current block. */
  #filled = 0;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#block = make(FIRST);
  }

  push(number: number): void {
    if (this.#filled === this.#block.length) {
      this.#full.push(this.#block);
      this.#block = this.#make(Math.min(2 * this.#block.length, MOST));
      this.#filled = 0;
    }
    this.#block[this.#filled++] = number;
  }

  /** A list of the same numbers. */
  copy(): GrowingArray<Numbers> {
    const other = new GrowingArray(this.#make);
    other.#full.push(...this.#full.map((block) => block.slice() as Numbers));
    other.#block = this.#block.slice() as Numbers;
    other.#filled = this.#filled;
    return other;
  }

  /** The numbers so far, in order. */
  *[Symbol.iterator](): Iterator<number> {
    for (const block of this.#full) yield* block;
    yield* this.#block.subarray(0, this.#filled);
  }

  /** Returns all numbers in one array and empties the list, so that memory is not used twice. */
  take(): Numbers {
    const blocks = [...this.#full.splice(0), this.#block.subarray(0, this.#filled)];
    this.#block = this.#make(FIRST);
    this.#filled = 0;
    const whole = this.#make(blocks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const block of blocks) {
      whole.set(block, at);
      at += block.length;
    }
    return whole;
  }
}
