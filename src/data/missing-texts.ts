/*
 * The spellings of a missing value. Among numbers, a text that says that there is none is missing. Among texts it may be a
 * class of its own (a drink of "None", an answer of "unknown"), so fewer spellings are missing there: those that R,
 * pandas, spreadsheets, databases and the UCI repository write for a missing value.
 */

const everywhere = [
  ...['', '?', 'NA', 'N/A', 'n/a', 'N.A.', 'n.a.', '<NA>', 'nan', 'NaN', 'NAN', '-NaN', '-nan', 'NaT'],
  ...['null', 'NULL', '(null)', '<null>', '[null]', '\\N'],
  // Errors of a spreadsheet, in several languages.
  ...['#N/A', '#N/A N/A', '#NA', '#NV', '#N/D', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#NULL!', '#ERROR!'],
  ...['#WERT!', '#BEZUG!', '#ZAHL!', '#VALEUR!', '#NOM?', '#NOMBRE!', '#VALOR!', '#¡VALOR!', '#¡DIV/0!'],
  // C's runtime on Windows.
  ...['1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN'],
];

const amongNumbers = [
  ...['-', '--', '---', '–', '—', '.', '..', '...', '…', '_', '__', '*', '**', ':', '!', '??', '???'],
  ...['none', '(none)', 'nil', 'void', 'undefined', 'undef', 'unknown', '(unknown)', 'unk', 'missing', '(missing)'],
  ...[
    'not available',
    'not applicable',
    'not reported',
    'not recorded',
    'unavailable',
    'no data',
    'nodata',
    'nd',
    'n.d.',
  ],
  ...['empty', '(empty)', 'blank', '(blank)', 'tbd', 'tba', 'k.a.', 'k. a.', 'o. a.', 's.d.', 'n. a.', 'n/d', 'n.v.'],
];

const isEverywhere: ReadonlySet<string> = new Set(everywhere);
const isAmongNumbers: ReadonlySet<string> = new Set([...everywhere.map((text) => text.toLowerCase()), ...amongNumbers]);
const LONGEST = Math.max(...[...isAmongNumbers].map(({ length }) => length));

/** Where a text is a missing value: in every column, only in a column of numbers, or nowhere. */
export function missingIn(trimmed: string): 'every column' | 'numbers' | undefined {
  if (trimmed.length > LONGEST) return /^#{5,}$/.test(trimmed) ? 'numbers' : undefined;
  if (isEverywhere.has(trimmed)) return 'every column';
  return isAmongNumbers.has(trimmed.toLowerCase()) || /^#{2,}$/.test(trimmed) ? 'numbers' : undefined;
}
