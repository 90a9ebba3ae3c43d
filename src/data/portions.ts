import { count, counted } from '../language/wording.ts';
import { readAlike } from './alike.ts';
import type { ColumnTable } from './columns.ts';
import { failure, type Outcome, success, type TableName } from './data-fault.ts';
import { completeRows, filled, learnFillings, type MissingPolicy, missingCells } from './missing.ts';
import type { Reading } from './reading.ts';
import { drawTest, type TestPart } from './split.ts';

/** What a network is tested on: a part of the rows, drawn by a seed, or a table of its own. */
export type TestChoice = TestPart | { readonly table: ColumnTable };

/** Columns in whose chosen rows nothing is missing. */
export interface Portion {
  readonly inputs: readonly Reading[];
  readonly targets: readonly Reading[];
  readonly rows: readonly number[];
}

export interface Portions {
  readonly train: Portion;
  readonly test?: Portion | undefined;
  /** For each input what it has in the place of a missing value: a number, or the index of a class. */
  readonly fillings?: readonly number[] | undefined;
  readonly notices: readonly string[];
}

type Readings = Pick<Portion, 'inputs' | 'targets'>;

/** The rows to learn from and those to test with. */
export function portionsOf(
  table: ColumnTable,
  readings: Readings,
  missing: MissingPolicy,
  choice: TestChoice | undefined,
): Outcome<Portions> {
  const own = usable(table, 'examples', readings, missing);
  if (!own.ok) return own;
  if (choice === undefined) return finish(own.value, undefined, missing);
  if ('fraction' in choice) {
    const drawn = drawTest(own.value.rows, choice);
    if (!drawn.ok) return drawn;
    const { train, test } = drawn.value;
    return finish({ ...own.value, rows: train }, { ...own.value, rows: test, notices: [] }, missing);
  }
  const alike = readAlike(choice.table, [...readings.inputs, ...readings.targets]);
  if (!alike.ok) return alike;
  const split = readings.inputs.length;
  const other = { inputs: alike.value.slice(0, split), targets: alike.value.slice(split) };
  const test = usable(choice.table, 'test', other, missing);
  return test.ok ? finish(own.value, test.value, missing) : test;
}

interface Usable extends Portion {
  readonly notices: readonly string[];
}

/** The rows of a table that can be used: all of them, or those in which nothing is missing. */
function usable(table: ColumnTable, name: TableName, readings: Readings, missing: MissingPolicy): Outcome<Usable> {
  const { inputs, targets } = readings;
  const all = [...inputs, ...targets];
  const amount = all[0]?.source.values.length ?? 0;
  if (missing === 'drop') {
    const rows = completeRows(all);
    if (rows.length === 0) {
      const where = { kind: 'table', table: name } as const;
      return failure({ where, expected: 'a row in which nothing is missing', found: `none of ${count(amount)}` });
    }
    const dropped = amount - rows.length;
    const notice = `${counted(dropped, 'row')} of the ${name === 'test' ? 'test' : 'data'} left out: something is missing`;
    return success({ ...readings, rows, notices: dropped > 0 ? [notice] : [] });
  }
  // What should come out is never made up.
  const faults = missingCells({ table, name, readings: missing === 'refuse' ? all : targets });
  if (faults.length > 0) return failure(...faults);
  return success({ ...readings, rows: Array.from({ length: amount }, (_, row) => row), notices: [] });
}

/** Fills in what is missing in both, by what the training rows say. */
function finish(train: Usable, test: Usable | undefined, missing: MissingPolicy): Outcome<Portions> {
  const notices = [...train.notices, ...(test?.notices ?? [])];
  if (missing === 'refuse' || missing === 'drop') return success({ train, test, notices });
  const fillings = learnFillings(train.inputs, train.rows, missing);
  if (!fillings.ok) return fillings;
  const fill = (portion: Portion): Portion => ({
    ...portion,
    inputs: portion.inputs.map((reading, at) => filled(reading, fillings.value[at] as number)),
  });
  return success({ train: fill(train), test: test && fill(test), fillings: fillings.value, notices });
}
