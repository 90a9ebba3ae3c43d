import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { full } from '../../full.ts';
import { resultOf, runOf } from './run-program.ts';

const recorded = JSON.parse(readFileSync('test/goldens/python-programs.json', 'utf8')) as readonly {
  readonly title: string;
  readonly source: string;
}[];

/** The end of a run, as far as a person can see it. */
function endOf(run: ScriptRun): unknown {
  if (run.go({ kind: 'end' }, 1e7) !== 'ended') throw new Error('the program does not end');
  return { ...resultOf(run), lines: run.lines, names: [...run.globals.keys()] };
}

describe('a moment', () => {
  const programs = recorded
    .filter(({ title }) => !title.includes('recursion') && title !== 'exceptions')
    .filter((_, i) => full || i < 50 || i % 5 === 0);
  it.each(programs.map(({ title, source }) => [title, source] as const))(
    'is where a run goes on with the same prints: %s',
    (_, source) => {
      const whole = endOf(runOf(source));
      const run = runOf(source);
      // Pieces of a few lines and calls: moments between any two instructions that a piece can end at.
      const piece = full ? 3 : 151;
      for (let count = 0; run.go({ kind: 'end' }, piece + (count % 5)) === 'piece'; count++) {
        if (count % 4 !== 0) continue;
        const moment = run.save();
        const calls = run.calls.map(({ name, line }) => [name, line]);
        run.go({ kind: 'end' }, 30);
        run.restore(moment);
        expect(run.calls.map(({ name, line }) => [name, line])).toEqual(calls);
        if (count % 16 !== 0) continue;
        expect(endOf(run)).toEqual(whole);
        run.restore(moment);
      }
      expect(endOf(run)).toEqual(whole);
    },
  );

  it('keeps what two names share, and shares nothing with the run', () => {
    const run = runOf(
      'a = [1]\nb = a\nimport numpy as np\nm = np.zeros(2)\nv = m[1:]\na.append(2)\nm += 1\nprint(a is b, b, v)\n',
    );
    run.go({ kind: 'lines', lines: 5 });
    const moment = run.save();
    for (let time = 0; time < 2; time++) {
      run.go({ kind: 'end' });
      expect(run.state.output.since(0)).toBe('True [1, 2] [1.]\n');
      run.restore(moment);
      expect(run.state.output.since(0)).toBe('');
    }
  });

  it('has the place in the random streams, and the answers that were given', () => {
    const run = runOf(
      'import random, numpy as np\nname = input("? ")\nx = [random.random(), np.random.rand()]\nprint(name, x, random.random(), np.random.rand())\n',
    );
    expect(run.go({ kind: 'end' })).toBe('input');
    const asked = run.save();
    run.answer('one');
    run.go({ kind: 'end' });
    const printed = run.state.output.since(0);
    run.restore(asked);
    expect(run.go({ kind: 'end' })).toBe('ended');
    expect(run.state.output.since(0)).toBe(printed);
    run.restore(asked);
    run.state.answers.length = 0;
    expect(run.go({ kind: 'end' })).toBe('input');
    run.answer('two');
    run.go({ kind: 'end' });
    expect(run.state.output.since(0)).toBe(printed.replace('one', 'two'));
  });
});
