import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Line, runLines } from './lines.ts';

/*
 * Results, errors and printed text of CPython 3.11, recorded by test/goldens/python_library.py.
 */

const blocks = JSON.parse(
  readFileSync(new URL('../../goldens/python-library.json', import.meta.url), 'utf8'),
) as Line[][];

describe('the lines of a block', () => {
  it.each(blocks.map((lines) => ({ first: lines[0]!.line.slice(0, 60), lines })))(
    'give the results of CPython: $first',
    ({ lines }) => {
      const expected = lines.map(({ line, result, printed }) => ({ line, result, printed }));
      expect(runLines(lines)).toEqual(expected);
    },
  );
});
