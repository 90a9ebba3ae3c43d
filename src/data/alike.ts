import { quoted } from '../language/wording.ts';
import { type ColumnTable, rowCount } from './columns.ts';
import { type DataFault, failure, type Outcome, success } from './data-fault.ts';
import { cellFaults } from './missing.ts';
import { quotedList } from './quoted-list.ts';
import { asClasses, asQuantity, isMissing, type Reading, textIn } from './reading.ts';

const NAMES_SHOWN = 8;

/** Reads another table as the first one was read: the same columns, wherever they stand, with the same classes. */
export function readAlike(table: ColumnTable, readings: readonly Reading[]): Outcome<readonly Reading[]> {
  const where = { kind: 'table', table: 'test' } as const;
  if (rowCount(table) === 0) return failure({ where, expected: 'at least one row to test with', found: 'none' });
  const faults: DataFault[] = [];
  const alike = readings.flatMap((reading): readonly Reading[] => {
    const place = placeOf(table, reading);
    const source = table.columns[place];
    if (source === undefined) {
      const names = table.columns.map(({ name }) => name);
      const found = names.length === 0 ? 'no columns' : quotedList(names, NAMES_SHOWN);
      faults.push({ where, expected: `a column ${quoted(reading.name)}, as among the examples`, found });
      return [];
    }
    return [reading.kind === 'quantity' ? asQuantity(source, place) : asClasses(source, place, reading.classes)];
  });
  if (faults.length > 0) return failure(...faults);
  const unknown = unknownClasses(table, alike);
  return unknown.length > 0 ? failure(...unknown) : success(alike);
}

function placeOf({ columns }: ColumnTable, { place, name }: Reading): number {
  return columns[place]?.name === name ? place : columns.findIndex((column) => column.name === name);
}

export const unknownClass = 'a class has to be among the examples that are learned from';

/** What a network has never seen it cannot be tested on. */
function unknownClasses(table: ColumnTable, readings: readonly Reading[]): readonly DataFault[] {
  const categories = readings.filter(({ kind }) => kind === 'category');
  return cellFaults(
    { table, name: 'test', readings: categories },
    (reading, row) => isMissing(reading, row) && textIn(reading.source, row) !== '',
    (reading) => (reading.kind === 'category' ? `one of ${quotedList(reading.classes, NAMES_SHOWN)}` : 'a number'),
    unknownClass,
  );
}
