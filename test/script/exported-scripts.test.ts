import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { exportScript } from '../../src/export/export-script.ts';
import type { ScriptSource } from '../../src/export/source.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import type { NewSettings } from '../../src/network/edits.ts';
import { numbersOf } from '../../src/script/debug/numbers.ts';
import { ScriptRun } from '../../src/script/machine/script-run.ts';
import { parseModule } from '../../src/script/syntax/module.ts';
import { anySource } from '../export/any-source.ts';
import { type Outcome, ourRun } from '../export/our-run.ts';
import { singleSubjects } from '../export/single-subjects.ts';
import { subjects } from '../export/subjects.ts';
import { runs } from '../full.ts';

interface ScriptOutcome {
  readonly errors: readonly number[];
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** Runs the NumPy script of a network on the machine of scripts. */
function scriptRun(source: ScriptSource, names: readonly string[]): ScriptOutcome {
  const { script, data } = exportScript('numpy', source);
  const { module: tree, fault } = parseModule(new TextEncoder().encode(script));
  if (tree === undefined) throw new Error(`${fault?.message}\n${script}`);
  const readFile = (path: string) => (path.endsWith('.npz') && data !== undefined ? writeNpz(data) : undefined);
  const run = new ScriptRun(tree, { file: 'network.py', version: 3, seed: 9, readFile });
  run.go({ kind: 'end' });
  if (run.traceback !== undefined) throw new Error(`${run.traceback}\n${script}`);
  const printed = run.state.output.since(0);
  const errors = [...printed.matchAll(/^Error:(.*)$/gm)].map(([, error]) => Number.parseFloat(error as string));
  const values = names.flatMap((name) => {
    const value = run.globals.get(name);
    const numbers = value === undefined ? undefined : numbersOf(value);
    return numbers === undefined ? [] : [[name, [...numbers.data]] as const];
  });
  return { errors, values: Object.fromEntries(values) };
}

/** The parameters and the printed errors of a run of ours. */
function outcome({ errors, values }: Outcome): ScriptOutcome {
  const parameters = Object.entries(values).filter(([name]) => /^(syn|b)\d+$/.test(name));
  return { errors, values: Object.fromEntries(parameters.map(([name, rows]) => [name, rows.flat()])) };
}

function setsOf({ plan }: ScriptSource): readonly NewSettings[] {
  return plan.flatMap(({ edits }) => edits.flatMap((edit) => (edit.kind === 'settings' ? [edit.set] : [])));
}

function expectSameBits(source: ScriptSource): void {
  const ours = outcome(ourRun(source));
  const script = scriptRun(source, Object.keys(ours.values));
  expect(script.values).toEqual(ours.values);
  // The mean of errors is taken in NumPy's words, which may round the last digit in another way.
  expect(script.errors).toHaveLength(ours.errors.length);
  // 32-bit floats are printed with the digits that identify them.
  const isSingle = [source.settings, ...setsOf(source)].some(({ precision }) => precision === 'float32');
  for (const [i, error] of ours.errors.entries()) expect(script.errors[i]).toBeCloseTo(error, isSingle ? 6 : 12);
}

describe('an exported NumPy script runs here to the bits of its network', () => {
  test.each([...subjects, ...singleSubjects])('$name', ({ source }) => {
    expectSameBits(source);
  });

  it('whatever the network, and whatever changes during its run', () => {
    fc.assert(fc.property(anySource, expectSameBits), { numRuns: runs(12) });
  });
});
