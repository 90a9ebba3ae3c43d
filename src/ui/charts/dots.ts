/** A picture of dots: 2×4 in each terminal cell as braille characters, one in ASCII. */
export class Dots {
  readonly columns: number;
  readonly rows: number;
  readonly #fine: boolean;
  readonly #cells: Uint8Array;

  constructor(columns: number, rows: number, fine: boolean) {
    this.columns = columns;
    this.rows = rows;
    this.#fine = fine;
    this.#cells = new Uint8Array(columns * rows);
  }

  /**
   * Sets the dot at a point from (0, 0), the lower left corner, to (1, 1), the upper right. Points outside are ignored.
   */
  set(x: number, y: number): void {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return;
    const across = Math.min(2 * this.columns - 1, Math.floor(x * 2 * this.columns));
    const down = Math.min(4 * this.rows - 1, Math.floor((1 - y) * 4 * this.rows));
    this.#cells[Math.floor(down / 4) * this.columns + Math.floor(across / 2)]! |= bits[down % 4]![across % 2]!;
  }

  /** The character of a cell; a space for no dots. */
  at(column: number, row: number): string {
    const cell = this.#cells[row * this.columns + column]!;
    if (cell === 0) return ' ';
    return this.#fine ? String.fromCharCode(BRAILLE + cell) : '.';
  }
}

const BRAILLE = 0x2800;
/** Bits of the dots by row and column. Unicode numbers them down the left side, down the right, then the lowest row. */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
