import { describe, expect, it } from 'vitest';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { reaches } from '../../../src/script/debug/reach.ts';
import { trainingNames } from '../../../src/script/debug/trainings.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { parseNamedRoles, withNamed } from '../../../src/script/roles/named.ts';
import { type Path, printPath } from '../../../src/script/roles/path.ts';
import { script } from '../python.ts';
import { otherLoops, severalLoops, withOther } from '../several-loops.ts';

function debug(text: string): DebugRun {
  const { tree, options } = script(text);
  return new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
}

function ended(text: string): DebugRun {
  const run = debug(text);
  run.go({ kind: 'end' });
  expect(run.run.ending).toEqual({ kind: 'finished' });
  return run;
}

function finished<Value>(pieces: Generator<void, Value>): Value {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

/** The trainings of a run, each in one line. */
function told(run: DebugRun): readonly string[] {
  const all = run.trainings.all ?? [];
  const names = trainingNames(all);
  return all.map(({ iterations }, at) => {
    const roles = run.rolesOf(at + 1);
    const parameters = [...(roles?.weights ?? []), ...(roles?.biases ?? [])].map(printPath).join(' ');
    const { read, meeting } = roles ?? {};
    // Values that a person has named are read at the end of an iteration, and do not meet in a line.
    const [prediction, target] =
      read !== undefined && 'prediction' in read
        ? [printPath(read.prediction), printPath(read.target)]
        : [meeting?.prediction, meeting?.target];
    return `${names[at]}: ${iterations} of ${parameters}, ${prediction} and ${target}`;
  });
}

describe('trainings of several loops', () => {
  it.each(Object.keys(severalLoops) as (keyof typeof severalLoops)[])('are found in %s', (name) => {
    expect(told(ended(severalLoops[name]))).toMatchSnapshot();
  });
});
describe('a run with several training loops', () => {
  const text = severalLoops.moduleLevel;
  const weightsOf = ({ roles }: DebugRun): readonly string[] => (roles?.weights ?? []).map(printPath);
  /** The state of a run at its position. */
  const stateOf = (run: DebugRun): unknown => [
    [run.iteration, run.training, run.lines, run.error, run.met],
    weightsOf(run),
    (run.roles?.weights ?? []).map((path) => run.numbersAt(path)?.data),
    run.trainings.all?.map(({ from, iterations, errors }) => [from, iterations, errors.curve()]),
    run.run.state.output.since(0),
  ];

  it('has the roles of the training where it is, forward and back, with the same bits', () => {
    const run = debug(text);
    const seen = new Map<number, unknown>();
    for (let iteration = 1; iteration <= 30; iteration++) {
      run.go({ kind: 'iteration', iteration });
      seen.set(iteration, stateOf(run));
      expect(weightsOf(run)).toEqual(iteration <= 10 ? ['syn0'] : ['w0', 'w1']);
    }
    const withoutCurves = (state: unknown): unknown => (state as unknown[]).filter((_, at) => at !== 3);
    for (const iteration of [25, 4, 10, 11, 30, 1, 12]) {
      for (const _ of run.travelToIteration(iteration));
      expect(withoutCurves(stateOf(run))).toEqual(withoutCurves(seen.get(iteration)));
    }
    for (const _ of run.travelToIteration(30));
    expect(stateOf(run)).toEqual(seen.get(30));
  });

  it.each([1, 7, 400])('meets the same in pieces of %i units', (piece) => {
    const [whole, run] = [ended(severalLoops.threeLoops), debug(severalLoops.threeLoops)];
    while (run.go({ kind: 'end' }, piece) !== 'ended');
    expect(stateOf(run)).toEqual(stateOf(whole));
  });

  it.each(Object.keys(severalLoops) as (keyof typeof severalLoops)[])('stops before each line of %s', (name) => {
    const run = debug(severalLoops[name]);
    for (let lines = 1; run.go({ kind: 'line' }) === 'reached'; lines++) expect(run.lines).toBe(lines);
    expect(stateOf(run)).toEqual(stateOf(ended(severalLoops[name])));
  });

  it('stops once at a breakpoint on a later loop, and finds its roles', () => {
    const line = text.split('\n').findIndex((own) => own.startsWith('for i in range(20)')) + 1;
    const run = debug(text);
    run.breakAt([line]);
    expect(run.go({ kind: 'end' })).toBe('reached');
    expect([run.stoppedAt, run.iteration, run.training]).toEqual([line, 10, 1]);
    run.breakAt([]);
    run.go({ kind: 'end' });
    expect(told(run)).toEqual(told(ended(text)));
  });

  it('looks for the roles of a later loop again after an edit before it', () => {
    const run = debug(text);
    run.go({ kind: 'end' });
    for (const _ of run.travelToIteration(5));
    const [path] = run.roles?.weights ?? [];
    expect(run.change({ path: path as Path, row: 0, column: 0, value: 3 })).toBeUndefined();
    expect(run.trainings.all).toHaveLength(1);
    run.go({ kind: 'end' });
    expect(told(run)).toEqual(told(ended(text)));
  });

  it.each(['sameNames', 'sizes'] as const)(
    'is left as it is by a trial that goes on into the next loop: %s',
    (name) => {
      const run = debug(severalLoops[name]);
      run.go({ kind: 'iteration', iteration: 9 });
      const before = stateOf(run);
      const put = { path: { call: undefined, variable: 'y', steps: [] }, row: 0, column: 0, value: 3 };
      expect(finished(reaches(run, put))).toBe('reached');
      expect(stateOf(run)).toEqual(before);
      run.go({ kind: 'end' });
      expect(told(run)).toEqual(told(ended(severalLoops[name])));
    },
  );
});

describe('named loops', () => {
  function named(text: string, words: string): readonly string[] {
    const roles = parseNamedRoles(words);
    if (typeof roles === 'string') return [roles];
    const { tree, options } = script(text);
    const found = findRoles(new ScriptRun(tree, options), tree);
    const main = new ScriptRun(tree, options).state.frame.code;
    const run = new DebugRun(tree, options, withNamed(found, roles, main), roles);
    run.go({ kind: 'end' });
    return told(run);
  }
  const text = severalLoops.threeLoops;

  it('are the only trainings, each with the roles that it shows', () => {
    const [first, , third] = told(ended(text));
    expect(named(text, 'iteration=9 iteration=23')).toEqual([first, third]);
    expect(named(text, 'iteration=23')).toEqual([third?.replace('loop of line 23', '')]);
  });

  it('take the names after their line, and find the others', () => {
    const words = 'iteration=9 weights=a iteration=23 weights=top prediction=l2 target=y';
    expect(named(text, words)).toEqual(['loop of line 9: 6 of a, p and y', 'loop of line 23: 9 of top, l2 and y']);
  });

  it('are refused where a line is named twice, or is no number', () => {
    expect(named(text, 'iteration=9 iteration=9')).toEqual(['iteration: line 9 is named twice']);
    expect(named(text, 'iteration=9 iteration=x')).toEqual(['iteration: expected the line of a loop, found "x"']);
  });
});

describe('a loop that trains nothing', () => {
  it.each(Object.keys(otherLoops) as (keyof typeof otherLoops)[])('is no training: %s', (name) => {
    expect(told(ended(withOther(name)))).toHaveLength(1);
  });
});
