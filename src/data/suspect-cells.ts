import { count, counted, quoted } from '../language/wording.ts';
import { type Column, type ColumnTable, type NumberColumn, rowCount } from './columns.ts';
import { type Reading, readColumn, textIn, truthOf } from './reading.ts';

/*
 * Notices about cells that are read as they are, but may not be meant so: codes of missing values, a last row of sums, and texts
 * that differ only in case.
 */

/** Numbers that are written for a missing value. */
const CODES = new Set([-1, 99, 999, 9999, 99_999, 999_999].flatMap((code) => (code === -1 ? [code] : [code, -code])));
/** Fewer different values than this do not show which others are far away. */
const FEWEST_OTHERS = 5;
/** From this size on, one cell is enough for a notice. */
const LARGE = 900;

/** Numbers such as -999 and 9999, far from the rest, and -1 where no other number is negative. */
function missingCodes({ values }: NumberColumn): ReadonlyMap<number, number> {
  const codes = new Map<number, number>();
  const others = new Set<number>();
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (CODES.has(value)) {
      codes.set(value, (codes.get(value) ?? 0) + 1);
      continue;
    }
    if (others.size < FEWEST_OTHERS) others.add(value);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (codes.size === 0 || others.size < FEWEST_OTHERS) return new Map();
  return new Map(
    [...codes].filter(([code, times]) => {
      if (code === -1) return times > 1 && low >= 0 && ![...codes.keys()].some((other) => other < code);
      const distance = Math.max(low - code, code - high);
      return distance >= high - low && (times > 1 || Math.abs(code) >= LARGE);
    }),
  );
}

/** `column "temp": -999 in 5 cells is far from the other numbers and may mean a missing value; …` */
export function missingCodeNotices(readings: readonly Reading[]): readonly string[] {
  const notices = readings.flatMap(({ name, source }) => {
    if (source.kind !== 'numbers') return [];
    return [...missingCodes(source)].map(([code, times]) => {
      const why = code === -1 ? 'the only negative number' : 'far from the other numbers';
      return `column ${quoted(name)}: ${code} in ${counted(times, 'cell')} is ${why} and may mean a missing value; leave such cells empty if it does`;
    });
  });
  const rest = notices.length - NOTICES_SHOWN;
  return rest > 1
    ? [
        ...notices.slice(0, NOTICES_SHOWN),
        `${counted(rest, 'more notice')} about numbers that may mean a missing value`,
      ]
    : notices;
}

const NOTICES_SHOWN = 4;

const GROUPS_SHOWN = 3;

/** `column "ok": classes that differ only in case are different, "YES"/"yes"; …` */
export function caseNotices(readings: readonly Reading[]): readonly string[] {
  return readings.flatMap((reading) => {
    if (reading.kind !== 'category') return [];
    const alike = new Map<string, string[]>();
    for (const own of reading.classes) {
      const folded = own.toLowerCase();
      alike.set(folded, [...(alike.get(folded) ?? []), own]);
    }
    const groups = [...alike.values()].filter((group) => group.length > 1);
    if (groups.length === 0) return [];
    const shown = groups.slice(0, GROUPS_SHOWN).map((group) => group.map(quoted).join('/'));
    const rest = groups.length > GROUPS_SHOWN ? ` and ${count(groups.length - GROUPS_SHOWN)} more` : '';
    const name = `column ${quoted(reading.name)}`;
    return [
      `${name}: classes that differ only in case are different, ${shown.join(', ')}${rest}; write them the same way if they are one class`,
    ];
  });
}

/** `column "ok": "FALSE"/"no" … are read as one class, "false"`: the notice of yes and no in several spellings. */
export function truthNotices(readings: readonly Reading[]): readonly string[] {
  return readings.flatMap((reading) => {
    const { source } = reading;
    if (reading.kind !== 'category' || source.kind !== 'texts') return [];
    if (!reading.classes.every((own) => truthOf(own) === own)) return [];
    const spellings = new Set(source.values.filter((text) => truthOf(text) !== undefined));
    const groups = reading.classes.flatMap((own) => {
      const group = [...spellings].filter((text) => truthOf(text) === own).sort();
      return group.length < 2 ? [] : [`${group.map(quoted).join(', ')} are read as one class, ${quoted(own)}`];
    });
    return groups.length === 0 ? [] : [`column ${quoted(reading.name)}: ${groups.join('; ')}`];
  });
}

const sums = /^(grand |sub ?)?totals?:?$|^(sums?|average|mean|summe|gesamt|insgesamt):?$/i;

/** The column with a text such as `Total` in its last row, where that row is no example: a text among numbers, or beside an empty cell. */
function columnOfTotal(table: ColumnTable): { readonly column: Column; readonly text: string } | undefined {
  const last = rowCount(table) - 1;
  for (const [place, column] of table.columns.entries()) {
    const own = column.kind === 'texts' ? textIn(column, last) : (column.missingTexts?.get(last) ?? '');
    const text = own.trim();
    if (!sums.test(text)) continue;
    const isFirst = column.kind === 'texts' && column.values.indexOf(own) === last;
    const isNumber = readColumn(column, place)?.kind === 'quantity';
    if (isNumber || (isFirst && table.columns.some((other) => isEmptyIn(other, last)))) return { column, text };
  }
  return undefined;
}

function isEmptyIn(column: Column, row: number): boolean {
  return column.kind === 'numbers' ? !Number.isFinite(column.values[row]) : column.values[row] === '';
}

/** The table without a last row that sums up the others and is no example. */
export function withoutTotal(table: ColumnTable): ColumnTable {
  const total = columnOfTotal(table);
  if (total === undefined) return table;
  const last = rowCount(table) - 1;
  const columns = table.columns.map((column): Column => {
    const missingTexts = column.missingTexts && new Map([...column.missingTexts].filter(([row]) => row !== last));
    if (column.kind === 'texts') return { ...column, missingTexts, values: column.values.slice(0, last) };
    const hasTexts = column.hasTexts && column !== total.column;
    return { ...column, missingTexts, hasTexts, values: column.values.slice(0, last) };
  });
  const notice = `the last row is left out, since it has ${quoted(total.text)} in column ${quoted(total.column.name)} and seems to sum up the other rows`;
  return { ...table, columns, notices: [...(table.notices ?? []), notice] };
}

/** A notice about a last row with a text such as `Total` that no other row has. */
export function sumNotices(table: ColumnTable): readonly string[] {
  const last = rowCount(table) - 1;
  for (const column of table.columns) {
    const text = column.kind === 'texts' ? textIn(column, last) : '';
    const written = text || (column.missingTexts?.get(last) ?? '');
    if (!sums.test(written.trim())) continue;
    if (column.kind === 'texts' && column.values.indexOf(text) < last) continue;
    return [
      `the last row has ${quoted(written)} in column ${quoted(column.name)} and may sum up the other rows; remove it from the file if it does`,
    ];
  }
  return [];
}
