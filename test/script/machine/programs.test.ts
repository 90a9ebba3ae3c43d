import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProgram } from './run-program.ts';

interface Recorded {
  readonly title: string;
  readonly source: string;
  readonly out: string;
  readonly error: string;
  readonly code: number;
}

const recorded = JSON.parse(readFileSync('test/goldens/python-programs.json', 'utf8')) as readonly Recorded[];

describe('a program prints what CPython prints', () => {
  it.each(recorded.map((program) => [program.title, program] as const))('%s', (_, { source, out, error, code }) => {
    const result = runProgram(source);
    expect(result.out).toBe(out);
    expect(result.error).toBe(error);
    expect(result.code).toBe(code);
  });
});
