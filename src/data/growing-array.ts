type Block = Float64Array | Int32Array | Uint32Array;

/** Cells of the first block; each block has twice as many as the one before, up to the most. */
const FIRST = 64;
const MOST = 2 ** 16;

/** Numbers that come one after the other, in typed arrays. */
export class GrowingArray<Numbers extends Block> {
  readonly #make: (length: number) => Numbers;
  readonly #full: Numbers[] = [];
  #block: Numbers;
  /** Numbers in the block that is being filled. */
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

  /** All of them in one array; none are left here, so that they do not take their room twice. */
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
