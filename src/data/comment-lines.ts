import { counted, quoted } from '../language/wording.ts';
import { missingIn } from './missing-texts.ts';
import { COMMENT, type RecordFormat, splitRecords, WHITESPACE } from './records.ts';

/** Stands for the # of a row that is no comment. A private character: no text of a file should have it. */
const MARK = '\ue023';
/** A longer line is a comment, whatever it holds. */
const LONGEST = 4096;

/**
 * Tells comments from rows whose first cell is an error of a spreadsheet: `#N/A,3,yes`. Their # is replaced on the way to the
 * rows, and put back in the cells. Counts the comments that look like rows.
 */
export class CommentLines {
  readonly #format: RecordFormat;
  readonly #width: number;
  #isAtLineStart = true;
  #held = '';
  #hasMarks = false;
  #likeRows = 0;
  #first = '';

  constructor(format: RecordFormat, width: number) {
    this.#format = format;
    this.#width = width;
  }

  /** The text with marks, without a line at its end that begins with # and is not complete. */
  pass(piece: string, last: boolean): string {
    const text = this.#held + piece;
    this.#held = '';
    if (!this.#format.comments || text === '') return text;
    let passed = '';
    let from = 0;
    for (let at = this.#nextComment(text, 0); at !== -1; at = this.#nextComment(text, at + 1)) {
      const end = text.indexOf('\n', at);
      if (end === -1 && !last && text.length - at < LONGEST) {
        this.#held = text.slice(at);
        this.#isAtLineStart = true;
        return passed + text.slice(from, at);
      }
      if (!this.#isRow(text.slice(at, end === -1 ? text.length : end))) continue;
      passed += text.slice(from, at) + MARK;
      from = at + 1;
    }
    this.#isAtLineStart = text.endsWith('\n');
    return passed + text.slice(from);
  }

  #nextComment(text: string, from: number): number {
    if (from === 0 && this.#isAtLineStart && text.startsWith(COMMENT)) return 0;
    const at = text.indexOf(`\n${COMMENT}`, Math.max(0, from - 1));
    return at === -1 ? -1 : at + 1;
  }

  #isRow(line: string): boolean {
    if (line.length > LONGEST) return false;
    const cells: string[] = [];
    splitRecords(line, { ...this.#format, comments: false }, (record) => {
      cells.push(...record.cells);
      return false;
    });
    if (cells.length !== this.#width || cells.length < 2) return false;
    const [first = ''] = cells;
    if (missingIn(first.trim()) !== undefined) {
      this.#hasMarks = true;
      return true;
    }
    if (this.#format.delimiter !== WHITESPACE) {
      this.#likeRows++;
      this.#first ||= line;
    }
    return false;
  }

  /** The cells of a row as the file has them. */
  restored(cells: readonly string[]): readonly string[] {
    return this.#hasMarks ? cells.map((cell) => cell.replaceAll(MARK, COMMENT)) : cells;
  }

  /** A notice when comments look like rows. */
  notice(): string | undefined {
    if (this.#likeRows === 0) return undefined;
    const lines = `${counted(this.#likeRows, 'line')} that ${this.#likeRows === 1 ? 'begins' : 'begin'} with #`;
    return `${lines} left out as comments, such as ${quoted(this.#first)}`;
  }
}
