import Papa from 'papaparse';

/** What parts the cells of a row: a character, or a space for any run of spaces and tabs. */
export type Delimiter = string;
export const WHITESPACE: Delimiter = ' ';
export const COMMENT = '#';

/** A row of a text whose lines end with \n. */
export interface TextRecord {
  readonly cells: readonly string[];
  /** Where in the text it begins and ends; comments before it, and its line break, are within. */
  readonly from: number;
  readonly to: number;
  /** The first quote in it that does not do as quotes should. */
  readonly quote?: WrongQuote | undefined;
}

export interface WrongQuote {
  readonly kind: 'never closed' | 'closed too early';
  /** Where in the text the cell begins. */
  readonly at: number;
}

/**
 * Splits a text into rows, the last of which ends where the text does, until `take` gives false. Comments are none of
 * them; empty lines are rows of one empty cell.
 */
export function splitRecords(text: string, delimiter: Delimiter, take: (record: TextRecord) => boolean): void {
  if (delimiter === WHITESPACE) splitWords(text, take);
  else splitCells(text, delimiter, take);
}

function splitCells(text: string, delimiter: Delimiter, take: (record: TextRecord) => boolean): void {
  let from = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    comments: delimiter === COMMENT ? false : COMMENT,
    step: ({ data: cells, errors, meta: { cursor: to } }, parser) => {
      const [error] = errors;
      const quote = error && quoteOf(error);
      const goesOn = take({ cells, from, to, quote });
      from = to;
      if (!goesOn) parser.abort();
    },
  });
}

function quoteOf({ code, index }: Papa.ParseError): WrongQuote {
  // The parser's index is after the quote that opens the cell.
  return { kind: code === 'MissingQuotes' ? 'never closed' : 'closed too early', at: (index ?? 1) - 1 };
}

function splitWords(text: string, take: (record: TextRecord) => boolean): void {
  let from = 0;
  for (let start = 0; start <= text.length; ) {
    const lineBreak = text.indexOf('\n', start);
    const to = lineBreak === -1 ? text.length : lineBreak + 1;
    if (!text.startsWith(COMMENT, start)) {
      const cells = text
        .slice(start, to)
        .trim()
        .split(/[ \t]+/);
      if (!take({ cells, from, to })) return;
      from = to;
    }
    if (lineBreak === -1) return;
    start = to;
  }
}
