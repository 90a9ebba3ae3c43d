/** A picture of small dots, 2×4 of them in each terminal cell by braille characters; one a cell where there is only ASCII. */
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

  /** Sets the dot at a point: (0, 0) is the lower left corner of the picture, (1, 1) the upper right. */
  set(x: number, y: number): void {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return;
    const across = Math.min(2 * this.columns - 1, Math.floor(x * 2 * this.columns));
    const down = Math.min(4 * this.rows - 1, Math.floor((1 - y) * 4 * this.rows));
    this.#cells[Math.floor(down / 4) * this.columns + Math.floor(across / 2)]! |= bits[down % 4]![across % 2]!;
  }

  /** The character of a cell; a space where nothing is set. */
  at(column: number, row: number): string {
    const cell = this.#cells[row * this.columns + column]!;
    if (cell === 0) return ' ';
    return this.#fine ? String.fromCharCode(BRAILLE + cell) : '.';
  }
}

const BRAILLE = 0x2800;
/** Unicode numbers the dots of a braille cell down its left side, then its right, and the lowest two last. */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
