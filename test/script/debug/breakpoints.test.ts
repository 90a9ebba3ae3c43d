import { expect, it } from 'vitest';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { script, trainings } from '../python.ts';

function debug(text: string): DebugRun {
  const { tree, options } = script(text);
  return new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
}

/** Goes to the end in pieces. Returns the lines of the breakpoints that stopped the run, with the iterations there. */
function stopsOf(run: DebugRun, piece = Number.POSITIVE_INFINITY): readonly string[] {
  const stops: string[] = [];
  for (;;) {
    const stopped = run.go({ kind: 'end' }, piece);
    if (stopped === 'ended') return stops;
    if (stopped === 'reached') {
      expect(run.run.calls[0]?.line).toBe(run.stoppedAt);
      stops.push(`${run.stoppedAt} in ${run.iteration}`);
    }
  }
}

/** The line, from 1, with a text. */
function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

it('stops before a line each time that it runs, in functions too', () => {
  const text = trainings.oneLayer;
  const run = debug(text);
  const inFunction = lineOf(text, 'return x * (1 - x)');
  const print = lineOf(text, 'print(guess)');
  run.breakAt([inFunction, print]);
  const stops = stopsOf(run, 7);
  expect(stops).toHaveLength(201);
  expect([stops[0], stops[1], stops.at(-1)]).toEqual([`${inFunction} in 0`, `${inFunction} in 1`, `${print} in 200`]);
});

it.each([
  ['for i in range(3):\n    i\n', 1, 4],
  ['n = 3\nwhile n > 0:\n    n -= 1\n', 2, 4],
  ['a = 1; b = 2\n', 1, 1],
  ['if True:\n    a = 1\n', 2, 1],
  ['try:\n    1 / 0\nexcept ZeroDivisionError:\n    a = 1\nfinally:\n    b = 2\n', 6, 1],
  ['def f(x):\n    yield x\n    yield x\nlist(f(1))\n', 3, 1],
])('stops in %j before line %i', (text, line, times) => {
  const run = debug(text);
  travel(run.travelToLines(0));
  run.breakAt([line]);
  // The run rests before the first line already.
  expect(stopsOf(run)).toHaveLength(times - (line === 1 ? 1 : 0));
});

it('stops inside a function that a step goes over', () => {
  const run = debug('def f():\n    a = 1\n    return a\nf()\nb = 2\n');
  run.breakAt([3]);
  run.go({ kind: 'over' });
  expect(run.go({ kind: 'over' })).toBe('reached');
  expect(run.stoppedAt).toBe(3);
  expect(run.go({ kind: 'out' })).toBe('reached');
  expect([run.stoppedAt, run.run.calls[0]?.line]).toEqual([undefined, 5]);
});

it('does not stop a replay, and has the same bits', () => {
  const text = trainings.twoLayers;
  const [plain, run] = [debug(text), debug(text)];
  run.breakAt([lineOf(text, 'delta = (guess'), lineOf(text, 'if deriv')]);
  stopsOf(run);
  plain.go({ kind: 'end' });
  expect([run.lines, run.errors.curve()]).toEqual([plain.lines, plain.errors.curve()]);
  travel(run.travelToIteration(17));
  expect([run.iteration, run.stoppedAt]).toEqual([17, undefined]);
  run.go({ kind: 'end' });
  const { lines, stoppedAt } = run;
  travel(run.retrace());
  expect([run.lines, run.stoppedAt]).toEqual([lines, stoppedAt]);
  expect(run.values.size).toBeGreaterThan(0);
});

it('names the lines on which it can stop', () => {
  const run = debug(
    '"""A text."""\nimport numpy as np\n\n# no\nx = [\n    1,\n]\ndef f():\n    """No."""\n    return 1\n',
  );
  expect(run.statements).toEqual([2, 5, 8, 10]);
});

function travel(pieces: Generator<void, void>): void {
  while (pieces.next().done !== true);
}
