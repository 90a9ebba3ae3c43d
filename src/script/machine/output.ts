/** The longest text that is kept, in UTF-16 units: the oldest text goes first. */
const MOST_TEXT = 16e6;
const PIECE = 4096;

/**
 * The text that a script has printed. Positions count its units from the beginning of the run.
 *
 * Going back keeps the text after the new position: the same lines print it again, and a run may also continue to a later moment without
 * printing. Code that may print something else calls `forget` first.
 */
export class Output {
  /** Pieces of text; `#from` is the position of the first one. */
  #pieces: string[] = [];
  #last = '';
  #from = 0;
  /** The position of the run, and that after all text that is kept. */
  #length = 0;
  #end = 0;

  /** The position after the text that the run has printed. */
  get length(): number {
    return this.#length;
  }

  /** The position of the oldest text that is kept. */
  get from(): number {
    return this.#from;
  }

  append(text: string): void {
    const again = Math.min(text.length, this.#end - this.#length);
    this.#length += text.length;
    if (again === text.length) return;
    const more = again === 0 ? text : text.slice(again);
    this.#last += more;
    this.#end += more.length;
    if (this.#last.length < PIECE) return;
    this.#pieces.push(this.#last);
    this.#last = '';
    while (this.#end - this.#from > MOST_TEXT && this.#pieces.length > 1) {
      this.#from += (this.#pieces.shift() as string).length;
    }
  }

  /** Goes to a position within all text that was ever printed. */
  goTo(length: number): void {
    this.#length = Math.min(length, this.#end);
  }

  /** Forgets the text after the position. */
  forget(): void {
    const length = this.#length;
    if (length >= this.#end) return;
    this.#pieces.push(this.#last);
    let end = this.#end;
    while (this.#pieces.length > 0 && end > length) {
      const piece = this.#pieces.pop() as string;
      end -= piece.length;
      if (end < length) {
        this.#pieces.push(piece.slice(0, length - end));
        end = length;
      }
    }
    this.#last = this.#pieces.pop() ?? '';
    this.#end = length;
    this.#from = Math.min(this.#from, length);
  }

  /** The kept text from a position on. */
  since(position: number): string {
    let start = this.#from;
    const parts: string[] = [];
    for (const piece of [...this.#pieces, this.#last]) {
      const from = Math.max(0, position - start);
      const to = this.#length - start;
      if (to > from && from < piece.length) parts.push(piece.slice(from, to));
      start += piece.length;
    }
    return parts.join('');
  }
}
