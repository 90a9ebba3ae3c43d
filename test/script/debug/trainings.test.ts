import { expect, it } from 'vitest';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { MOST_TRAININGS, trainingNames } from '../../../src/script/debug/trainings.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { script, trainings } from '../python.ts';

function debug(text: string): DebugRun {
  const { tree, options } = script(text);
  return new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
}

function names(run: DebugRun): readonly string[] {
  return trainingNames(run.trainings.all ?? []);
}

it('gives each training its iterations, its errors from 0 and the value in which it differs', () => {
  const run = debug(trainings.severalAlphas);
  run.go({ kind: 'end' });
  const all = run.trainings.all ?? [];
  expect(all.map(({ from, iterations }) => [from, iterations])).toEqual([
    [0, 30],
    [30, 30],
    [60, 30],
  ]);
  expect(names(run)).toEqual(['alpha = 0.1', 'alpha = 1', 'alpha = 10']);
  const curves = all.map(({ errors }) => errors.curve());
  expect(curves.map(({ iterations }) => [iterations[0], iterations.at(-1)])).toEqual(Array(3).fill([0, 29]));
  const printed = run.run.state.output.since(0).trim().split('\n');
  expect(curves.map(({ errors }) => errors.at(-1))).toEqual(printed.map((line) => Number(line.split(' ')[1])));
});

it('tells a training that is not solved from one without a verdict', () => {
  const solved = (text: string) => {
    const run = debug(text);
    run.go({ kind: 'end' });
    return run.trainings.all?.map(({ solvedAt }) => solvedAt);
  };
  expect(solved(trainings.severalAlphas)).toEqual([undefined, undefined, undefined]);
  const shuffled = trainings.severalAlphas.replace('l1 = ', 'y = np.random.permutation(y); l1 = ');
  expect(solved(shuffled)).toEqual([null, null, null]);
});

it('knows which trainings have equal targets, whatever their order', () => {
  const text = trainings.severalAlphas.replace(
    'w = 2 *',
    'y = [y, y[::-1], y + 1][int(np.log10(alpha)) + 1]\n    w = 2 *',
  );
  const run = debug(text);
  run.go({ kind: 'end' });
  const [first, second, third] = (run.trainings.all ?? []).map(({ targets }) => targets);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  for (const _ of run.travelToIteration(0));
  run.go({ kind: 'end' });
  expect(run.trainings.all?.map(({ targets }) => targets)).toEqual([first, second, third]);
});

it('keeps what it knows of the trainings while the run goes back and on', () => {
  const run = debug(trainings.severalAlphas);
  run.go({ kind: 'end' });
  const before = (run.trainings.all ?? []).map(({ errors, iterations }) => [errors.curve(), iterations]);
  for (const _ of run.travelToIteration(10));
  expect([run.training, run.iteration]).toEqual([1, 10]);
  run.go({ kind: 'end' });
  expect((run.trainings.all ?? []).map(({ errors, iterations }) => [errors.curve(), iterations])).toEqual(before);
});

it.each(['for', 'while'])('begins at the executed lines of its %s loop', (kind) => {
  const loop = kind === 'for' ? 'for i in range(20):' : 'i = 0\n    while i < 20:\n        i += 1';
  const text = trainings.severalAlphas.replace('for i in range(30):', loop);
  const run = debug(text);
  run.go({ kind: 'end' });
  const [, second] = run.trainings.all ?? [];
  expect(second?.from).toBe(20);
  for (const _ of run.travelToLines(second?.lines ?? 0));
  expect([run.training, run.iteration, run.linesSince > 0]).toEqual([2, 20, true]);
  for (const _ of run.travelToLines((second?.lines ?? 0) - 1));
  expect(run.training).toBe(1);
});

it('names trainings by the arguments of their calls, or not at all', () => {
  const body = trainings.severalAlphas
    .replace('for alpha in [0.1, 1, 10]:', 'def train(alpha, seed=1, name="a"):')
    .replace('np.random.seed(1)\n    w', 'np.random.seed(seed)\n    w');
  const differing = debug(`${body}\ntrain(1, 2)\ntrain(1, seed=3)\ntrain(1, 4, "b")\n`);
  differing.go({ kind: 'end' });
  expect(names(differing)).toEqual(['seed = 2', 'seed = 3', 'seed = 4']);
  const same = debug(`${body}\ntrain(1)\ntrain(1)\n`);
  same.go({ kind: 'end' });
  expect(names(same)).toEqual(['', '']);
});

it('has one curve for all where there are too many trainings', () => {
  const text = trainings.severalAlphas
    .replace('[0.1, 1, 10]', `range(${MOST_TRAININGS + 1})`)
    .replace('range(30)', 'range(3)');
  const run = debug(text);
  run.go({ kind: 'end' });
  expect(run.trainings.all).toBeUndefined();
  expect(run.errors.curve().iterations).toHaveLength(3 * (MOST_TRAININGS + 1));
});
