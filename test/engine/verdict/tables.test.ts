import { describe, expect, test } from 'vitest';
import type { Remedy } from '../../../src/engine/verdict/verdict.ts';
import { full } from '../../full.ts';
import { buildProgram } from '../../network/build-program.ts';
import { type JudgedRun, type RunSettings, startJudged, storyOf, train } from './runs.ts';

describe("the tutorial's table of alphas", () => {
  /** The verdicts on the way, and the error at the end. */
  function row(units: number, alpha: number, iterations: number): readonly [string, string] {
    const judged = train(startJudged({ hidden: [units], alpha }), iterations);
    return [storyOf(judged), (judged.run.error as number).toFixed(3)];
  }

  const fourUnits: readonly (readonly [number, string, string])[] = [
    [0.001, 'learning', '0.482'],
    [0.01, 'learning, solved', '0.076'],
    [0.1, 'learning, solved', '0.012'],
    [1, 'learning, solved', '0.003'],
    [10, 'learning, solved', '0.001'],
    [100, 'learning, plateau', '0.125'],
    [1000, 'learning, saturated', '0.500'],
  ];
  const short = [1, 100, 1000];
  test.each(fourUnits.filter(([alpha]) => full || short.includes(alpha)))(
    'with 4 units at alpha %d reads: %s, and ends at %s',
    (alpha, story, error) => {
      expect(row(4, alpha, 60_000)).toEqual([story, error]);
    },
  );

  const manyUnits: readonly (readonly [number, string, string])[] = [
    [0.001, 'learning', '0.478'],
    [0.01, 'learning, solved', '0.088'],
    [0.1, 'learning, solved', '0.015'],
    // From iteration 2 to 128 every update throws all predictions to the other side.
    [1, 'learning, oscillating, learning, solved', '0.004'],
    // Saturated until iteration 418.
    [10, 'learning, saturated, learning, solved', '0.001'],
    [100, 'learning, saturated', '0.500'],
    [1000, 'learning, saturated', '0.500'],
  ];
  const shortMany = [1, 10];
  test.each(manyUnits.filter(([alpha]) => full || shortMany.includes(alpha)))(
    'with 32 units at alpha %d reads: %s, and ends at %s',
    (alpha, story, error) => {
      expect(row(32, alpha, 30_000)).toEqual([story, error]);
    },
  );
});

/** Cures that `npm test` takes too: a larger alpha, more units, a hidden layer. */
const SHORT_CURES = ['4 units at alpha 0.001', '2 units, two rows alike', 'no hidden layer'];

describe('the first remedy, taken again and again', () => {
  function apply(remedy: Remedy, settings: RunSettings): RunSettings {
    switch (remedy.kind) {
      case 'lowerAlpha':
      case 'raiseAlpha':
        return { ...settings, alpha: remedy.to };
      case 'reseed':
        return { ...settings, seed: (settings.seed ?? 1) + 1 };
      case 'addHiddenUnits':
        return { ...settings, hidden: (settings.hidden ?? []).with(remedy.hidden, remedy.to) };
      case 'addHiddenLayer':
        return { ...settings, hidden: [remedy.units] };
      case 'addBias':
        return { ...settings, bias: true };
      case 'fewerLayers':
        return { ...settings, hidden: (settings.hidden ?? []).slice(0, remedy.to) };
      case 'hiddenActivation': {
        const { hidden = [4], bias = false, alpha = 1 } = settings;
        const activations = [...hidden.map(() => remedy.to), 'sigmoid' as const];
        const network = { layerSizes: [3, ...hidden, 1], bias, learningRate: alpha, activations };
        return { ...settings, program: buildProgram(network, 4) };
      }
      default:
        throw new Error(`no remedy of this table: ${remedy.kind}`);
    }
  }

  /** The remedies taken until a run is solved, or has none. */
  function cure(settings: RunSettings, iterations: number): readonly string[] {
    const taken: string[] = [];
    let judged: JudgedRun = train(startJudged(settings), iterations);
    let now = settings;
    for (;;) {
      const remedy = judged.run.verdict?.remedies[0];
      if (remedy === undefined || taken.length === 10) break;
      taken.push(remedy.kind);
      now = apply(remedy, now);
      judged = train(startJudged(now), iterations);
    }
    return [...taken, judged.run.verdict?.kind ?? 'none'];
  }

  const cures: readonly (readonly [string, RunSettings, number, readonly string[]])[] = [
    ['4 units at alpha 0.001', { alpha: 0.001 }, 60_000, ['raiseAlpha', 'solved']],
    ['4 units at alpha 100', { alpha: 100 }, 20_000, ['lowerAlpha', 'solved']],
    ['4 units at alpha 1000', { alpha: 1000 }, 20_000, ['lowerAlpha', 'solved']],
    ['32 units at alpha 1000', { hidden: [32], alpha: 1000 }, 20_000, ['lowerAlpha', 'solved']],
    ['2 units, two rows alike', { hidden: [2] }, 20_000, ['addHiddenUnits', 'solved']],
    ['2 units, one row shut out', { hidden: [2], seed: 16 }, 20_000, ['addHiddenUnits', 'solved']],
    ['16 hidden layers', { hidden: Array<number>(16).fill(4) }, 10_000, ['fewerLayers', 'solved']],
    ['no hidden layer', { hidden: [] }, 10_000, ['addHiddenLayer', 'solved']],
  ];
  test.each(cures.filter(([name]) => full || SHORT_CURES.includes(name)))(
    'ends in a solved run, from XOR with %s',
    (_, settings, iterations, expected) => {
      expect(cure(settings, iterations)).toEqual(expected);
    },
  );
});
