import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Stopper } from '../../src/engine/run/stop.ts';
import type { TrainingRun } from '../../src/engine/run/training-run.ts';
import { printStatements } from '../../src/language/print.ts';
import { programOf } from '../../src/scenario/network.ts';
import { finished, iterationsUntil, shipped, start, varied, weightsOf, wholeError } from './run-scenario.ts';

const technique = (name: string) => shipped(`future-work/${name}`);
const linesOf = (scenario: ReturnType<typeof technique>) => printStatements(programOf(scenario).iteration).join('\n');
const sumOfSquares = (run: TrainingRun) => weightsOf(run).reduce((sum, weight) => sum + weight ** 2, 0);
const largest = (values: Iterable<number>) => Math.max(...[...values].map(Math.abs));

describe('the future work of the tutorial', () => {
  test('has a scenario for each technique', () => {
    expect(
      readdirSync('scenarios/future-work')
        .map((file) => file.replace('.json', ''))
        .sort(),
    ).toEqual([
      ...['activations', 'adagrad', 'adam', 'adamw', 'alpha', 'batch-normalization', 'bias', 'classification'],
      ...['delta-trimming', 'dropout', 'dropout-follow-up', 'early-stopping', 'initial-weights', 'l1'],
      ...['layer-sizes', 'losses', 'mini-batches', 'momentum', 'nesterov', 'regularization', 'rmsprop', 'schedule'],
    ]);
  });

  test('alpha: at 10 the error is below 0.01 much earlier than at 1', () => {
    expect(linesOf(technique('alpha')).match(/\+= alpha \*/g)).toHaveLength(2);
    expect(iterationsUntil(technique('alpha'), 0.01)).toBeLessThan(1500);
    const slow = iterationsUntil(varied(technique('alpha'), { training: { learningRate: 1 } }), 0.01);
    expect(slow).toBeGreaterThan(7000);
    expect(slow).toBeLessThan(8000);
  });

  test('bias: the bias rows replace the column of ones; without them the error stays higher', () => {
    expect(linesOf(technique('bias'))).toMatch(/b1 +\+= sum.*\n(.*\n)*b0 +\+= sum/);
    expect(start(technique('bias')).valueOf('b0').data).toEqual(new Float64Array(4));
    expect(iterationsUntil(technique('bias'), 0.01)).toBeLessThan(15_000);
    expect(wholeError(finished(varied(technique('bias'), { network: { bias: false } })))).toBeGreaterThan(0.01);
  });

  test('layer sizes: two layers of 8 are faster than one of 4; one of 2 fails from this seed', () => {
    expect(iterationsUntil(technique('layer-sizes'), 0.01)).toBeLessThan(3000);
    expect(iterationsUntil(varied(technique('layer-sizes'), { network: { hidden: [4] } }), 0.01)).toBeGreaterThan(7000);
    const narrow = finished(varied(technique('layer-sizes'), { network: { hidden: [2] } }));
    expect(Math.abs(narrow.valueOf('l2_error').data[3] as number)).toBeGreaterThan(0.4);
  });

  test('activations: with tanh the error is below 0.01 earlier than with sigmoids', () => {
    expect(linesOf(technique('activations'))).toMatch(/l1 += tanh\(.*\n(.*\n)*l1_delta = l1_error \* tanh_slope\(l1\)/);
    expect(iterationsUntil(technique('activations'), 0.01)).toBeLessThan(3500);
    const sigmoids = varied(technique('activations'), { network: { activation: 'sigmoid' } });
    expect(iterationsUntil(sigmoids, 0.01)).toBeGreaterThan(7000);
  });

  test('losses: binary cross-entropy has no slope in the last delta, and is faster', () => {
    const [line = ''] = /l2_delta = .*/.exec(linesOf(technique('losses'))) ?? [];
    expect(line).toBe('l2_delta = l2_error / 4');
    expect(iterationsUntil(technique('losses'), 0.01)).toBeLessThan(1000);
    expect(iterationsUntil(varied(technique('losses'), { training: { loss: 'half-square' } }), 0.01)).toBeGreaterThan(
      7000,
    );
  });

  test('mini-batches: each epoch uses every example once, in a new order, and training takes more iterations', () => {
    const run = start(technique('mini-batches'));
    const orders = new Set<string>();
    for (let epoch = 0; epoch < 20; epoch++) {
      const rows = [0, 1].flatMap(() => {
        run.iterate();
        return [...run.valueOf('rows').data];
      });
      expect(rows.toSorted()).toEqual([0, 1, 2, 3]);
      orders.add(rows.join());
    }
    expect(orders.size).toBeGreaterThan(5);
    const all = iterationsUntil(varied(technique('mini-batches'), none('batch')), 0.05);
    const two = iterationsUntil(technique('mini-batches'), 0.05);
    expect(two).toBeGreaterThan(all);
    expect(two).toBeLessThan(10_000);
  });

  test('delta trimming: solves what alpha 100 alone never does', () => {
    const trimmed = technique('delta-trimming');
    expect(iterationsUntil(trimmed, 0.01)).toBeLessThan(300);
    const run = start(trimmed);
    run.iterate();
    expect(run.valueOf('clipped').data[0]).toBeGreaterThan(0);
    const { clip: _, ...training } = trimmed.training;
    const free = finished({ ...trimmed, training });
    expect(free.valueOf('l2').data[3]).toBeCloseTo(0.5, 2);
    expect(wholeError(free)).toBeGreaterThan(0.12);
  });

  test('regularization: XOR is solved with smaller weights and less confident predictions', () => {
    const [kept, free] = [
      finished(technique('regularization')),
      finished(varied(technique('regularization'), none('l2'))),
    ];
    expect(kept.verdict?.kind).toBe('solved');
    expect(sumOfSquares(kept)).toBeLessThan(sumOfSquares(free) / 2);
    expect(wholeError(kept)).toBeGreaterThan(0.05);
    expect(wholeError(free)).toBeLessThan(0.01);
  });

  test('dropout: a fifth of the units is dropped at random, and the whole network predicts well', () => {
    const masks: number[] = [];
    const errors: number[] = [];
    const run = finished(technique('dropout'), (own) => {
      if (own.iteration > 1000) return;
      masks.push(...own.valueOf('l1_mask').data);
      errors.push(largest(own.valueOf('l2_error').data));
    });
    expect(masks.filter((kept) => kept === 0).length / masks.length).toBeCloseTo(0.2, 2);
    expect(errors.filter((error, k) => error > (errors[k - 1] ?? 1)).length).toBeGreaterThan(300);
    expect(wholeError(run)).toBeLessThan(0.01);
  });

  test('dropout of the follow-up: weights grow without limit; with the corrected form they do not', () => {
    const grown = finished(technique('dropout-follow-up'));
    expect(largest(grown.valueOf('syn0').data)).toBeCloseTo(328, 0);
    const { share } = technique('dropout-follow-up').network.dropout as { share: number };
    const corrected = finished(varied(technique('dropout-follow-up'), { network: { dropout: share } }));
    expect(largest(corrected.valueOf('syn0').data)).toBeCloseTo(11.4, 1);
  });

  test('momentum: reaches error 0.01 at an alpha that without it stays above 0.02', () => {
    expect(iterationsUntil(technique('momentum'), 0.01)).toBeLessThan(8000);
    expect(wholeError(finished(varied(technique('momentum'), none('optimizer'))))).toBeGreaterThan(0.02);
  });

  test('adam: reaches error 0.01 at an alpha that without it stays above 0.3', () => {
    expect(iterationsUntil(technique('adam'), 0.01)).toBeLessThan(2500);
    expect(wholeError(finished(varied(technique('adam'), none('optimizer'))))).toBeGreaterThan(0.3);
  });

  test('nesterov: settles at the best line, which plain momentum overshoots again and again', () => {
    const restOf = (name: string) => {
      let last = 0;
      finished(varied(technique('nesterov'), { training: { optimizer: { name, momentum: 0.95 } } }), (run) => {
        if (Math.abs((run.valueOf('syn0').data[0] as number) - 1.06) > 0.01) last = run.iteration;
      });
      return last;
    };
    expect(technique('nesterov').training.optimizer).toEqual({ name: 'nesterov', momentum: 0.95 });
    expect(restOf('nesterov')).toBeLessThan(65);
    expect(restOf('momentum')).toBeGreaterThan(180);
    expect(restOf('momentum')).toBeLessThan(500);
  });

  test('rmsprop: learns from an input that is a hundred times smaller; plain descent never does', () => {
    expect(iterationsUntil(technique('rmsprop'), 0.05)).toBeLessThan(3000);
    expect(wholeError(finished(varied(technique('rmsprop'), none('optimizer'))))).toBeGreaterThan(0.499);
  });

  test('adagrad: its steps shrink', () => {
    const spreadOf = (scenario: ReturnType<typeof technique>) => {
      const late: number[] = [];
      finished(scenario, (run) => {
        if (run.iteration > 4900) late.push(run.valueOf('syn0').data[0] as number);
      });
      return Math.max(...late) - Math.min(...late);
    };
    expect(spreadOf(technique('adagrad'))).toBeLessThan(0.03);
    expect(spreadOf(varied(technique('adagrad'), none('optimizer')))).toBeGreaterThan(0.27);
  });

  test('adamw: XOR is solved with smaller weights than with adam', () => {
    const [decayed, free] = [technique('adamw'), varied(technique('adamw'), { training: { weightDecay: 0 } })].map(
      (scenario) => finished(scenario),
    ) as [TrainingRun, TrainingRun];
    expect(linesOf(technique('adamw'))).toMatch(/syn0 +-= alpha \* 0\.1 \* syn0/);
    expect([decayed.verdict?.kind, free.verdict?.kind]).toEqual(['solved', 'solved']);
    expect(sumOfSquares(decayed)).toBeLessThan(0.6 * sumOfSquares(free));
  });

  test('l1: XOR is solved with most weights near 0; without it none is', () => {
    const nearZero = (run: TrainingRun) => weightsOf(run).filter((weight) => Math.abs(weight) < 0.02).length;
    const kept = finished(technique('l1'));
    expect([kept.verdict?.kind, weightsOf(kept).length, nearZero(kept)]).toEqual(['solved', 32, 22]);
    expect(nearZero(finished(varied(technique('l1'), none('l1'))))).toBe(0);
  });

  test('classification: every flower is classified correctly, and the last delta is the error itself', () => {
    expect(linesOf(technique('classification'))).toContain('l2_delta = l2_error / 15');
    expect(iterationsUntil(technique('classification'), 0.05)).toBeLessThan(1000);
    const shares = finished(technique('classification')).valueOf('l2').data;
    for (const [flower, target] of technique('classification').data.targets.entries()) {
      const own = [...shares.subarray(3 * flower, 3 * flower + 3)];
      expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(own.indexOf(Math.max(...own))).toBe(target.indexOf(1));
    }
  });

  test('early stopping: the run ends after the first iteration with an error below 0.01', () => {
    const { stop = {}, iterations } = technique('early-stopping').training;
    const run = start(technique('early-stopping'));
    const stopper = new Stopper(stop, run);
    let reason: ReturnType<Stopper['reason']>;
    while (reason === undefined && run.iteration < iterations) {
      run.iterate();
      reason = stopper.reason(() => 0);
    }
    expect([reason, run.iteration]).toEqual(['errorBelow', 7716]);
    expect(iterationsUntil(technique('early-stopping'), 0.01)).toBe(7716);
  });

  test('batch normalization: three layers begin to learn much earlier', () => {
    expect(iterationsUntil(technique('batch-normalization'), 0.1)).toBeLessThan(150);
    const plain = varied(technique('batch-normalization'), { network: { batchNorm: false } });
    expect(iterationsUntil(plain, 0.1)).toBeGreaterThan(600);
  });

  test('initial weights: equal units stay equal, and are too few', () => {
    const run = finished(technique('initial-weights'), (own) => {
      if (own.iteration % 1000 > 0) return;
      const columns = [...own.valueOf('syn0').data];
      for (const [k, weight] of columns.entries()) expect(weight).toBe(columns[k - (k % 4)]);
    });
    expect(wholeError(run)).toBeGreaterThan(0.4);
    const spread = finished(varied(technique('initial-weights'), { network: { initial: 'xavier-uniform' } }));
    expect(spread.verdict?.kind).toBe('solved');
  });

  test('schedule: with alpha falling the line settles near the best one; at a constant alpha it never does', () => {
    const ends = [technique('schedule'), varied(technique('schedule'), none('schedule'))].map((scenario) => {
      const late: number[][] = [];
      finished(scenario, (run) => {
        if (run.iteration > 4900) late.push([...run.valueOf('syn0').data]);
      });
      const slopes = late.map(([slope]) => slope as number);
      return { spread: Math.max(...slopes) - Math.min(...slopes), end: late.at(-1) as number[] };
    });
    const [falling, constant] = ends as [(typeof ends)[0], (typeof ends)[0]];
    // By least squares.
    expect(falling.end[0]).toBeCloseTo(1.06, 1);
    expect(falling.end[1]).toBeCloseTo(0.1, 1);
    expect(falling.spread).toBeLessThan(0.001);
    expect(constant.spread).toBeGreaterThan(0.1);
  });
});

/** The training without one setting. */
function none(key: string): { readonly training: object } {
  return { training: { [key]: undefined } };
}
