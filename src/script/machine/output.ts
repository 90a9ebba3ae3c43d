/** The longest text that is kept, in UTF-16 units: the oldest text goes first. */
const MOST_TEXT = 16e6;
const PIECE = 4096;

/** The text that a script has printed. Positions count its units from the beginning of the run. */
export class Output {
  /** Pieces of text; `#from` is the position of the first one. */
  #pieces: string[] = [];
  #last = '';
  #from = 0;
  #length = 0;
  /** Positions at which kept lines begin are found on demand. */

  /** The position after all text. */
  get length(): number {
    return this.#length;
  }

  /** The position of the oldest text that is kept. */
  get from(): number {
    return this.#from;
  }

  append(text: string): void {
    this.#last += text;
    this.#length += text.length;
    if (this.#last.length < PIECE) return;
    this.#pieces.push(this.#last);
    this.#last = '';
    while (this.#length - this.#from > MOST_TEXT && this.#pieces.length > 1) {
      this.#from += (this.#pieces.shift() as string).length;
    }
  }

  /** Removes the text after a position, as when a run goes back. */
  cut(length: number): void {
    if (length >= this.#length) return;
    this.#pieces.push(this.#last);
    let end = this.#length;
    while (this.#pieces.length > 0 && end > length) {
      const piece = this.#pieces.pop() as string;
      end -= piece.length;
      if (end < length) {
        this.#pieces.push(piece.slice(0, length - end));
        end = length;
      }
    }
    this.#last = this.#pieces.pop() ?? '';
    this.#length = length;
    this.#from = Math.min(this.#from, length);
  }

  /** The kept text from a position on. */
  since(position: number): string {
    let start = this.#from;
    const parts: string[] = [];
    for (const piece of [...this.#pieces, this.#last]) {
      const end = start + piece.length;
      if (end > position) parts.push(position > start ? piece.slice(position - start) : piece);
      start = end;
    }
    return parts.join('');
  }
}
