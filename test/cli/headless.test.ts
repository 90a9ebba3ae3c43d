import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findCheckpoint } from '../../src/cli/checkpoint/resume.ts';
import { runHeadless } from '../../src/cli/headless.ts';
import { CheckpointWriter } from '../../src/cli/writers/checkpoint-writer.ts';
import { prepare } from '../../src/cli/writers/prepare.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { makeData } from '../../src/scenario/make-data.ts';
import { askedData, parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { full } from '../full.ts';
import { finished } from '../scenarios/run-scenario.ts';

/** A built-in scenario with other training settings. */
function xor(training: Partial<Scenario['training']>): Scenario {
  const parsed = parseScenario(readFileSync(new URL('../../scenarios/xor.json', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error('the scenario is not valid');
  return { ...parsed.scenario, training: { ...parsed.scenario.training, ...training } };
}

type Measures = Pick<Dataset, 'test' | 'classes'>;

/** The scenario as if its data had been made. */
function measured(scenario: Scenario, measures: Measures): Scenario {
  const { inputs, targets } = scenario.data;
  const train = { inputs: matrixFromRows(inputs), targets: matrixFromRows(targets) };
  const dataset = { train, inputNames: ['x1', 'x2', '1'], targetNames: ['y'], ...measures };
  return { ...scenario, data: { ...scenario.data, made: { written: {}, notices: [], dataset } } };
}

async function linesOf(scenario: Scenario, json: boolean): Promise<readonly string[]> {
  const lines: string[] = [];
  const output = { line: (text: string) => lines.push(text), warn: () => {}, ready: async () => {} };
  await runHeadless(scenario, json, output);
  return lines;
}

const folder = mkdtempSync(join(tmpdir(), 'headless-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An output that keeps only warnings. */
function silent() {
  const warnings: string[] = [];
  return { warnings, line: () => {}, ready: async () => {}, warn: (text: string) => warnings.push(text) };
}

describe('a run without a dashboard', () => {
  test('prints the error of every `reportEvery`-th iteration from the first, and the predictions', async () => {
    expect(await linesOf(xor({ iterations: 21, reportEvery: 10 }), false)).toEqual([
      'Error:0.496410031903',
      'Error:0.495174010925',
      'Error:0.493622721287',
      'Output After Training:',
      expect.stringMatching(/^\[\[0\.\d+\]\n \[0\.\d+\]\n \[0\.\d+\]\n \[0\.\d+\]\]$/),
    ]);
  });

  test('prints no errors with reportEvery 0', async () => {
    const lines = await linesOf(xor({ iterations: 5, reportEvery: 0 }), false);
    expect(lines.map((line) => line.slice(0, 6))).toEqual(['Output', '[[0.46']);
  });

  test('prints the same as one JSON object a line', async () => {
    const [report, result, ...rest] = (await linesOf(xor({ iterations: 1 }), true)).map((line) => JSON.parse(line));
    expect(rest).toEqual([]);
    expect(report).toEqual({ type: 'report', iteration: 0, error: expect.closeTo(0.496410031903, 12) });
    expect(Object.keys(result)).toEqual(['type', 'iterations', 'error', 'parameters', 'prediction']);
    expect(result).toMatchObject({ type: 'result', iterations: 1, error: expect.closeTo(0.496410031903, 12) });
  });

  test('prints the accuracy for many rows of 0 and 1 without class names', async () => {
    const inputs = Array.from({ length: 20 }, (_, row) => [row / 10 - 1, 0, 1]);
    const targets = inputs.map((_, row) => [row < 10 || row === 19 ? 0 : 1]);
    const { data, ...others } = xor({ iterations: 2000, learningRate: 0.1, reportEvery: 0 });
    const test = { inputs: matrixFromRows(inputs.slice(-2)), targets: matrixFromRows([[1], [0]]) };
    const lines = await linesOf(measured({ ...others, data: { ...data, inputs, targets } }, { test }), false);
    expect(lines.filter((text) => /accuracy/i.test(text))).toEqual(['Accuracy:0.95', 'Test accuracy:0.5']);
  });

  test('prints the accuracy at the end, also on the test set', async () => {
    // The same inputs with both targets: one of the two is predicted correctly.
    const test = {
      inputs: matrixFromRows([
        [0, 0, 1],
        [0, 0, 1],
      ]),
      targets: matrixFromRows([[0], [1]]),
    };
    const short = xor({ iterations: full ? 60_000 : 20_000, reportEvery: 0 });
    const lines = await linesOf(measured(short, { test, classes: ['same', 'other'] }), false);
    expect(lines.slice(-3)).toEqual(['Accuracy:1.0', expect.stringMatching(/^Test error:0\.5/), 'Test accuracy:0.5']);
    const [result] = (await linesOf(measured(short, { test, classes: ['same', 'other'] }), true)).map((line) =>
      JSON.parse(line),
    );
    expect(result).toMatchObject({ accuracy: 1, test: { error: expect.closeTo(0.5, 2), accuracy: 0.5 } });
    const [quantities] = (await linesOf(measured(short, { test }), true)).map((line) => JSON.parse(line));
    expect(quantities).not.toHaveProperty('accuracy');
    expect(Object.keys(quantities.test)).toEqual(['error']);
    expect((await linesOf(measured(short, { test }), false)).at(-1)).toMatch(/^Test error:0\.5/);
  });

  test('says why it has stopped early', async () => {
    const early = xor({ iterations: 60_000, reportEvery: 0, stop: { errorBelow: 0.05 } });
    const [why, heading] = await linesOf(early, false);
    expect(why).toMatch(/^Stopped after \d+ iterations: the error is below 0\.05$/);
    expect(heading).toBe('Output After Training:');
    const [result] = (await linesOf(early, true)).map((line) => JSON.parse(line));
    expect(result).toMatchObject({ type: 'result', stopped: 'errorBelow' });
    expect(result.error).toBeLessThan(0.05);
  });

  test('reports the iteration at which a stop condition ends it', async () => {
    const reports = async (stop: Scenario['training']['stop'], reportEvery: number) =>
      (await linesOf(xor({ iterations: 1000, reportEvery, stop }), true))
        .map((line) => JSON.parse(line))
        .filter(({ type }) => type === 'report')
        .map(({ iteration }) => iteration);
    const [first, ...rest] = await linesOf(
      xor({ iterations: 1000, reportEvery: 100, stop: { errorBelow: 0.9 } }),
      false,
    );
    expect([first, rest[0]]).toEqual(['Error:0.496410031903', 'Stopped after 1 iteration: the error is below 0.9']);
    expect(await reports({ errorBelow: 0.9 }, 7)).toEqual([0]);
    expect(await reports({ noImprovementFor: 1000, errorBelow: 0.4961 }, 1)).toEqual([0, 1, 2, 3]);
    expect(await reports({ errorBelow: 0.4961 }, 2)).toEqual([0, 2, 3]);
    expect(await reports({ errorBelow: 0.4961 }, 10_000)).toEqual([0, 3]);
    expect(await reports({ errorBelow: 0.4961 }, 0)).toEqual([]);
  });

  test('has no hole in its reports where it is stopped and resumed', async () => {
    const scenario = xor({ iterations: 1000, reportEvery: 1, stop: { errorBelow: 0.4961 } });
    const file = join(folder, 'stopped.ckpt');
    const seen: number[] = [];
    const output = {
      line: (text: string) => {
        const { type, iteration } = JSON.parse(text);
        if (type === 'report') seen.push(iteration);
      },
      warn: () => {},
      ready: async () => {},
    };
    await runHeadless(scenario, true, output, [new CheckpointWriter(file, undefined, scenario)]);
    const stopped = seen.length;
    const longer = xor({ iterations: stopped + 3, reportEvery: 1 });
    const found = findCheckpoint(file, longer, longer.training.iterations);
    if (!found.ok) throw new Error(JSON.stringify(found.faults));
    await runHeadless(longer, true, output, [], found.checkpoint);
    expect(seen).toEqual(Array.from({ length: stopped + 3 }, (_, iteration) => iteration));
  });

  test('prints the error of all examples when an iteration works on a mini-batch', async () => {
    const batches = xor({ iterations: 100, reportEvery: 10, batch: { size: 2, order: 'shuffled' } });
    const lines = (await linesOf(batches, true)).map((line) => JSON.parse(line));
    const { error, prediction } = lines.at(-1);
    const misses = [0, 1, 1, 0].map((target, row) => Math.abs(target - prediction[row][0]));
    expect(error).toBeCloseTo(misses.reduce((sum, miss) => sum + miss) / 4, 15);
    expect(lines.slice(0, -1).map((line) => line.iteration)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  test('prints the error of an iteration also when a change replaces the network after it', async () => {
    const plain = await linesOf(xor({ iterations: 5, reportEvery: 1 }), false);
    const changes = [{ at: 3, set: { batchSize: 0, learningRate: 2 } }];
    const changed = { ...xor({ iterations: 5, reportEvery: 1 }), changes } as Scenario;
    expect((await linesOf(changed, false)).slice(0, 3)).toEqual(plain.slice(0, 3));
  });

  test('does not train while there is no room for its lines', async () => {
    let printed = 0;
    let makeRoom = (): void => {};
    const full = new Promise<void>((resolve) => {
      makeRoom = resolve;
    });
    let isAsked = (): void => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const finished = runHeadless(xor({ iterations: 5000, reportEvery: 1 }), false, {
      line: () => {
        printed++;
      },
      warn: () => {},
      ready: () => {
        isAsked();
        return full;
      },
    });
    await asked;
    expect(printed).toBeLessThanOrEqual(1000);
    makeRoom();
    await finished;
    expect(printed).toBe(5002);
  });

  test('writes the files of the dashboard: log, weights and checkpoint', async () => {
    const { line, ready, warn, warnings } = silent();
    const [log, weights, checkpoint] = ['log.csv', 'weights.json', 'run.ckpt'].map((name) => join(folder, name));
    const scenario = xor({ iterations: 10 });
    const files = { log, logEvery: 5, saveWeights: weights, save: checkpoint };
    const prepared = prepare('xor.json', scenario, files, warn);
    if (!prepared.ok) throw new Error(prepared.lines.join());
    expect(await runHeadless(scenario, false, { line, ready, warn }, prepared.writers)).toBe(0);
    expect(readFileSync(log as string, 'utf8').match(/^\d+/gm)).toEqual(['1', '5', '10']);
    const { syn1 } = JSON.parse(readFileSync(weights as string, 'utf8'));
    expect(syn1.map(([weight]: [number]) => weight)).toEqual([...finished(scenario).valueOf('syn1').data]);
    const found = findCheckpoint(checkpoint as string, scenario, 10);
    expect(found).toMatchObject({ ok: true, checkpoint: { saved: { iteration: 10 } } });
    expect(warnings).toEqual([]);
  });

  test('writes log and weights when it meets a non-finite value, and says that it is not saved', async () => {
    const { line, ready, warn, warnings } = silent();
    const [log, weights, checkpoint] = ['div.csv', 'div.json', 'div.ckpt'].map((name) => join(folder, name));
    const steep = xor({ iterations: 100 });
    const activation = ['linear', 'linear'] as const;
    const scenario: Scenario = {
      ...steep,
      network: { ...steep.network, activation: [...activation] },
      training: { ...steep.training, learningRate: 1000 },
    };
    const prepared = prepare('xor.json', scenario, { log, logEvery: 1, saveWeights: weights, save: checkpoint }, warn);
    if (!prepared.ok) throw new Error(prepared.lines.join());
    expect(await runHeadless(scenario, false, { line, ready, warn }, prepared.writers)).toBe(1);
    const iteration = Number(/after (\d+)/.exec(warnings[0] as string)?.[1]);
    expect(iteration).toBeGreaterThan(0);
    expect(warnings).toEqual([
      expect.stringMatching(/^stopped after \d+ iterations: line/),
      'the run is not saved: it has reached NaN or infinity',
    ]);
    expect(findCheckpoint(checkpoint as string, scenario, 100)).toMatchObject({ ok: false });
    const parameters = Object.values(JSON.parse(readFileSync(weights as string, 'utf8'))) as number[][][];
    expect(parameters.flat(2).every(Number.isFinite)).toBe(true);
    expect(readFileSync(log as string, 'utf8')).toContain(`\n${iteration},`);
  });

  test('says at once that an interruption within a long iteration waits for its end', async () => {
    const settings = {
      name: 'Long',
      data: { generate: 'moons', examples: 1000, seed: 1 },
      network: { hidden: [200, 200] },
      training: { iterations: 1000, learningRate: 0.1, reportEvery: 1 },
    };
    const asked = askedData(JSON.stringify(settings)) as Parameters<typeof makeData>[0];
    const making = makeData(asked, () => {
      throw new Error('no file');
    });
    const parsed = parseScenario(JSON.stringify(settings), making.ok ? making.made : undefined);
    const { ready, warn, warnings } = silent();
    const end = new AbortController();
    let reports = 0;
    const line = () => reports++;
    const { advanceInPieces } = TrainingRun.prototype;
    // Within the second iteration, whose other lines have not run.
    const advancing = vi.spyOn(TrainingRun.prototype, 'advanceInPieces').mockImplementation(function* (
      this: TrainingRun,
    ) {
      yield* advanceInPieces.call(this);
      if (this.iteration === 1 && this.line > 0) end.abort(143);
    });
    onTestFinished(() => advancing.mockRestore());
    const { scenario } = parsed as Extract<typeof parsed, { ok: true }>;
    expect(await runHeadless(scenario, false, { line, ready, warn }, [], undefined, end.signal)).toBe(143);
    expect(warnings).toEqual(['the run ends after this iteration, which may take a while; then the files are written']);
    expect(reports).toBe(2);
  });

  test('warns of each checkpoint that cannot be written, trains on, and fails when the last one cannot', async () => {
    const { line, ready, warn, warnings } = silent();
    const scenario = xor({ iterations: 10 });
    const writer = new CheckpointWriter(join(folder, 'nowhere', 'run.ckpt'), 4, scenario, warn);
    expect(await runHeadless(scenario, false, { line, ready, warn }, [writer])).toBe(1);
    const problem = 'the checkpoint cannot be written: no file or folder of this name';
    expect(warnings).toEqual([`${problem}; training continues`, `${problem}; training continues`, problem]);
  });
});

/** XOR as if it were rents of 300 and 500 €, scaled to 0 and 1. */
function rents(training: Partial<Scenario['training']>, test?: Dataset['test']): Scenario {
  const scenario = measured(xor(training), { test });
  const targetScaling = { shift: Float64Array.of(300), unit: Float64Array.of(200), kind: 'min-max' } as const;
  const { made } = scenario.data as { made: NonNullable<Scenario['data']['made']> };
  const dataset = { ...made.dataset, targetScaling, targetNames: ['rent (€)'] };
  const data = { ...scenario.data, targetNames: ['rent (€)'], made: { ...made, written: { file: 'a.csv' }, dataset } };
  return { ...scenario, name: 'a.csv', data };
}

describe('a run without a dashboard has own units', () => {
  const plain = xor({ iterations: 11, reportEvery: 10 });
  const scaled = rents({ iterations: 11, reportEvery: 10 });

  test('the printed errors and predictions have the units of the targets', async () => {
    const [first, second, heading, prediction, target] = await linesOf(scaled, false);
    expect([first, second]).toEqual(['Error:99.2820063805 €', 'Error:99.0348021849 €']);
    expect(heading).toBe('Output After Training:');
    expect(prediction).toMatch(/^\[\[39\d\.\d+\s*\]\n/);
    expect(target).toBe('Target: rent (€), a quantity');
  });

  test('JSON has the units of the targets, except for the parameters', async () => {
    const [own, numbers] = await Promise.all([scaled, plain].map((scenario) => linesOf(scenario, true)));
    const [report, , result] = (own ?? []).map((line) => JSON.parse(line));
    const [plainReport, , plainResult] = (numbers ?? []).map((line) => JSON.parse(line));
    expect(report).toEqual({ type: 'report', iteration: 0, error: 200 * plainReport.error, unit: '€' });
    expect(result).toMatchObject({ error: 200 * plainResult.error, unit: '€', target: ['rent (€)'], kind: 'numeric' });
    expect(result.prediction[0][0]).toBeCloseTo(300 + 200 * plainResult.prediction[0][0], 8);
    expect(result.parameters).toEqual(plainResult.parameters);
  });

  test('JSON has R², the target and its kind of quantities without a unit, too', async () => {
    const scenario = rents({ iterations: 11, reportEvery: 0 });
    const { made } = scenario.data as { made: NonNullable<Scenario['data']['made']> };
    const targetNames = ['rent'];
    const dataset = { ...made.dataset, targetNames, targetScaling: undefined, train: made.dataset.train };
    dataset.train = { ...dataset.train, targets: matrixFromRows([[3], [5], [5], [4]]) };
    const targets = [[3], [5], [5], [4]];
    const data = { ...scenario.data, targets, targetNames, made: { ...made, written: { file: 'b.csv' }, dataset } };
    const [result] = (await linesOf({ ...scenario, data }, true)).map((line) => JSON.parse(line));
    expect(result).toMatchObject({ rSquared: expect.any(Number), target: ['rent'], kind: 'numeric' });
  });

  test('and the limit of the error as it is in the program', async () => {
    const stop = { errorBelow: 0.49 };
    const lines = await linesOf(rents({ iterations: 1000, reportEvery: 0, stop }), false);
    expect(lines[0]).toMatch(/^Stopped after \d+ iterations: the scaled error is below 0\.49 \(98 €\)$/);
  });

  test('R² is printed for quantities with a unit', async () => {
    const inputs = matrixFromRows([
      [0, 0, 1],
      [0, 1, 1],
    ]);
    const test = { inputs, targets: matrixFromRows([[0.1], [0.9]]) };
    const scenario = rents({ iterations: 2000, reportEvery: 0 }, test);
    const lines = await linesOf({ ...scenario, data: { ...scenario.data, targets: [[0], [0.9], [1], [0.1]] } }, false);
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(/^R2:0\.9\d+$/),
      expect.stringMatching(/^Test error:\d\.\d+ €$/),
      expect.stringMatching(/^Test R2:0\.9\d+$/),
    ]);
  });
});

test('predictions of many examples are shown by their first and last rows', async () => {
  const rows = Array.from({ length: 21 }, (_, row) => [row / 20]);
  const { data } = xor({});
  const scenario = xor({ iterations: 3, reportEvery: 0 });
  const [, table] = await linesOf({ ...scenario, data: { ...data, inputs: rows, targets: rows } }, false);
  expect(table?.split('\n')).toHaveLength(7);
  const few = { ...data, inputs: rows.slice(1), targets: rows.slice(1) };
  expect((await linesOf({ ...scenario, data: few }, false))[1]?.split('\n')).toHaveLength(20);
});
