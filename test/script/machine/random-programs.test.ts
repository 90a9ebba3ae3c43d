import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runs } from '../../full.ts';
import { runProgram } from './run-program.ts';

const recorded = JSON.parse(readFileSync('test/goldens/python-random.json', 'utf8')) as readonly {
  readonly title: string;
  readonly source: string;
  readonly out: string;
  /** The last line of the traceback. */
  readonly error: string;
}[];

describe('a random program prints what CPython prints', () => {
  it.each(recorded.slice(0, runs(recorded.length)).map((program) => [program.title, program] as const))(
    '%s',
    (_, { source, out, error }) => {
      const result = runProgram(source);
      expect(result.out).toBe(out);
      expect(result.error.trim().split('\n').at(-1)).toBe(error);
    },
  );
});
