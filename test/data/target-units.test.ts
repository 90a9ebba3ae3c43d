import { expect, test } from 'vitest';
import { columnsOf } from '../../src/data/columns.ts';
import { datasetFromTable } from '../../src/data/from-table.ts';
import { readTable } from '../../src/data/read-table.ts';

function unitsOf(text: string): readonly (string | undefined)[] | undefined {
  const read = readTable([new TextEncoder().encode(text)], { file: 'rents.csv' });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const made = datasetFromTable(columnsOf(read.table), { kind: 'numeric' });
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.value.dataset.targetUnits;
}

test('a data set has the unit in the cells of its target', () => {
  expect(unitsOf('x,rent\n1,300 €\n2,410 €\n3,530 €\n')).toEqual(['€']);
  expect(unitsOf('x,rent\n1,$300\n2,$410\n3,$530\n')).toEqual(['$']);
  expect(unitsOf('x,share\n1,3 %\n2,4.1 %\n3,5.3 %\n')).toEqual(['%']);
});

test('bare numbers have no unit', () => {
  expect(unitsOf('x,rent (€)\n1,300\n2,410\n3,530\n')).toEqual([undefined]);
});
