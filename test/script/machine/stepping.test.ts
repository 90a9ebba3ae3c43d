import { describe, expect, it } from 'vitest';
import type { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { runOf } from './run-program.ts';

const source = `def double(x):
    y = x * 2
    return y
a = 1
b = double(a)
c = sorted([2, 1], key=double)
print(b)
`;

function lineOf(run: ScriptRun): number | undefined {
  return run.calls[0]?.line;
}

describe('a step', () => {
  it('goes to the next executed line, into functions, also those that a built-in function calls', () => {
    const run = runOf(source);
    const lines: (number | undefined)[] = [];
    for (let stopped = run.start(); stopped === 'reached'; stopped = run.go({ kind: 'line' })) lines.push(lineOf(run));
    expect(lines).toEqual([1, 4, 5, 2, 3, 6, 2, 3, 2, 3, 7]);
  });

  it('goes over functions, and out of one', () => {
    const run = runOf(source);
    run.go({ kind: 'lines', lines: 2 });
    expect(lineOf(run)).toBe(5);
    run.go({ kind: 'over' });
    expect(lineOf(run)).toBe(6);
    run.go({ kind: 'line' });
    expect(run.calls.map(({ name, line }) => [name, line])).toEqual([
      ['double', 2],
      ['<module>', 6],
    ]);
    run.go({ kind: 'out' });
    // `sorted` calls the function again; its caller's next line is after the last call.
    expect(lineOf(run)).toBe(7);
  });

  it('shows the variables of each call', () => {
    const run = runOf(source);
    run.go({ kind: 'lines', lines: 4 });
    const [inner, outer] = run.calls;
    expect(inner?.variables).toEqual(
      new Map([
        ['x', 1],
        ['y', 2],
      ]),
    );
    expect(outer?.variables.get('a')).toBe(1);
    expect(outer?.variables.has('b')).toBe(false);
  });

  it('is possible in an endless loop that was paused', () => {
    const run = runOf('n = 0\nwhile True:\n    n += 1\n');
    expect(run.go({ kind: 'end' }, 1000)).toBe('piece');
    expect(run.go({ kind: 'line' })).toBe('reached');
    expect(run.go({ kind: 'line' })).toBe('reached');
    expect([2, 3]).toContain(lineOf(run));
  });

  it('asks an observer before each instruction', () => {
    const run = runOf('x = 1\ny = x + 2\n');
    let count = 0;
    run.state.observe = () => {
      count++;
    };
    run.go({ kind: 'end' });
    expect(count).toBeGreaterThan(8);
    expect(run.globals.get('y')).toBe(3);
  });
});
