import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Stopper } from '../../src/engine/run/stop.ts';
import type { TrainingRun } from '../../src/engine/run/training-run.ts';
import { printStatements } from '../../src/language/print.ts';
import { programOf } from '../../src/scenario/network.ts';
import { finished, iterationsUntil, shipped, start, varied, weightsOf, wholeError } from './run-scenario.ts';

const item = (name: string) => shipped(`future-work/${name}`);
const linesOf = (scenario: ReturnType<typeof item>) => printStatements(programOf(scenario).iteration).join('\n');
const sumOfSquares = (run: TrainingRun) => weightsOf(run).reduce((sum, weight) => sum + weight ** 2, 0);
const largest = (values: Iterable<number>) => Math.max(...[...values].map(Math.abs));

describe('the future work of the tutorial', () => {
  test('has a scenario for each item', () => {
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
    expect(linesOf(item('alpha')).match(/\+= alpha \*/g)).toHaveLength(2);
    expect(iterationsUntil(item('alpha'), 0.01)).toBeLessThan(1500);
    const slow = iterationsUntil(varied(item('alpha'), { training: { learningRate: 1 } }), 0.01);
    expect(slow).toBeGreaterThan(7000);
    expect(slow).toBeLessThan(8000);
  });

  test('bias: the rows do what the column of ones did, and without them the error stays higher', () => {
    expect(linesOf(item('bias'))).toMatch(/b1 +\+= sum.*\n(.*\n)*b0 +\+= sum/);
    expect(start(item('bias')).valueOf('b0').data).toEqual(new Float64Array(4));
    expect(iterationsUntil(item('bias'), 0.01)).toBeLessThan(15_000);
    expect(wholeError(finished(varied(item('bias'), { network: { bias: false } })))).toBeGreaterThan(0.01);
  });

  test('layer sizes: two layers of 8 are faster than one of 4, and one of 2 is not enough from this seed', () => {
    expect(iterationsUntil(item('layer-sizes'), 0.01)).toBeLessThan(3000);
    expect(iterationsUntil(varied(item('layer-sizes'), { network: { hidden: [4] } }), 0.01)).toBeGreaterThan(7000);
    const narrow = finished(varied(item('layer-sizes'), { network: { hidden: [2] } }));
    expect(Math.abs(narrow.valueOf('l2_error').data[3] as number)).toBeGreaterThan(0.4);
  });

  test('activations: with tanh the error is below 0.01 earlier than with sigmoids', () => {
    expect(linesOf(item('activations'))).toMatch(/l1 += tanh\(.*\n(.*\n)*l1_delta = l1_error \* tanh_slope\(l1\)/);
    expect(iterationsUntil(item('activations'), 0.01)).toBeLessThan(3500);
    const sigmoids = varied(item('activations'), { network: { activation: 'sigmoid' } });
    expect(iterationsUntil(sigmoids, 0.01)).toBeGreaterThan(7000);
  });

  test('losses: cross-entropy has no slope in the last delta, and is faster', () => {
    const [line = ''] = /l2_delta = .*/.exec(linesOf(item('losses'))) ?? [];
    expect(line).toBe('l2_delta = l2_error / 4');
    expect(iterationsUntil(item('losses'), 0.01)).toBeLessThan(1000);
    expect(iterationsUntil(varied(item('losses'), { training: { loss: 'half-square' } }), 0.01)).toBeGreaterThan(7000);
  });

  test('mini-batches: each epoch sees every example once, in several orders, and more iterations are needed', () => {
    const run = start(item('mini-batches'));
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
    const all = iterationsUntil(varied(item('mini-batches'), none('batch')), 0.05);
    const two = iterationsUntil(item('mini-batches'), 0.05);
    expect(two).toBeGreaterThan(all);
    expect(two).toBeLessThan(10_000);
  });

  test('delta trimming: solves what alpha 100 alone never does', () => {
    const trimmed = item('delta-trimming');
    expect(iterationsUntil(trimmed, 0.01)).toBeLessThan(300);
    const run = start(trimmed);
    run.iterate();
    expect(run.valueOf('clipped').data[0]).toBeGreaterThan(0);
    const { clip: _, ...training } = trimmed.training;
    const free = finished({ ...trimmed, training });
    expect(free.valueOf('l2').data[3]).toBeCloseTo(0.5, 2);
    expect(wholeError(free)).toBeGreaterThan(0.12);
  });

  test('regularization: ends with smaller weights and less sure answers, solved all the same', () => {
    const [kept, free] = [finished(item('regularization')), finished(varied(item('regularization'), none('l2')))];
    expect(kept.verdict.kind).toBe('solved');
    expect(sumOfSquares(kept)).toBeLessThan(sumOfSquares(free) / 2);
    expect(wholeError(kept)).toBeGreaterThan(0.05);
    expect(wholeError(free)).toBeLessThan(0.01);
  });

  test('dropout: a fifth of the units is left out, others each time, and the whole network answers well', () => {
    const masks: number[] = [];
    const errors: number[] = [];
    const run = finished(item('dropout'), (own) => {
      if (own.iteration > 1000) return;
      masks.push(...own.valueOf('l1_mask').data);
      errors.push(largest(own.valueOf('l2_error').data));
    });
    expect(masks.filter((kept) => kept === 0).length / masks.length).toBeCloseTo(0.2, 2);
    expect(errors.filter((error, k) => error > (errors[k - 1] ?? 1)).length).toBeGreaterThan(300);
    expect(wholeError(run)).toBeLessThan(0.01);
  });

  test('dropout of the follow-up: weights grow without limit, and corrected they do not', () => {
    const grown = finished(item('dropout-follow-up'));
    expect(largest(grown.valueOf('syn0').data)).toBeCloseTo(328, 0);
    const { share } = item('dropout-follow-up').network.dropout as { share: number };
    const corrected = finished(varied(item('dropout-follow-up'), { network: { dropout: share } }));
    expect(largest(corrected.valueOf('syn0').data)).toBeCloseTo(11.4, 1);
  });

  test('momentum: reaches error 0.01 where the same alpha without it stays above 0.02', () => {
    expect(iterationsUntil(item('momentum'), 0.01)).toBeLessThan(8000);
    expect(wholeError(finished(varied(item('momentum'), none('optimizer'))))).toBeGreaterThan(0.02);
  });

  test('adam: reaches error 0.01 where the same alpha without it stays above 0.3', () => {
    expect(iterationsUntil(item('adam'), 0.01)).toBeLessThan(2500);
    expect(wholeError(finished(varied(item('adam'), none('optimizer'))))).toBeGreaterThan(0.3);
  });

  test('nesterov: comes to rest at the best line, past which plain momentum rolls again and again', () => {
    const restOf = (name: string) => {
      let last = 0;
      finished(varied(item('nesterov'), { training: { optimizer: { name, momentum: 0.95 } } }), (run) => {
        if (Math.abs((run.valueOf('syn0').data[0] as number) - 1.06) > 0.01) last = run.iteration;
      });
      return last;
    };
    expect(item('nesterov').training.optimizer).toEqual({ name: 'nesterov', momentum: 0.95 });
    expect(restOf('nesterov')).toBeLessThan(65);
    expect(restOf('momentum')).toBeGreaterThan(180);
    expect(restOf('momentum')).toBeLessThan(500);
  });

  test('rmsprop: hears an input that is a hundred times smaller, which plain descent never does', () => {
    expect(iterationsUntil(item('rmsprop'), 0.05)).toBeLessThan(3000);
    expect(wholeError(finished(varied(item('rmsprop'), none('optimizer'))))).toBeGreaterThan(0.499);
  });

  test('adagrad: its steps become smaller by themselves', () => {
    const spreadOf = (scenario: ReturnType<typeof item>) => {
      const late: number[] = [];
      finished(scenario, (run) => {
        if (run.iteration > 4900) late.push(run.valueOf('syn0').data[0] as number);
      });
      return Math.max(...late) - Math.min(...late);
    };
    expect(spreadOf(item('adagrad'))).toBeLessThan(0.03);
    expect(spreadOf(varied(item('adagrad'), none('optimizer')))).toBeGreaterThan(0.27);
  });

  test('adamw: ends with smaller weights than adam, solved all the same', () => {
    const [decayed, free] = [item('adamw'), varied(item('adamw'), { training: { weightDecay: 0 } })].map((scenario) =>
      finished(scenario),
    ) as [TrainingRun, TrainingRun];
    expect(linesOf(item('adamw'))).toMatch(/syn0 +-= alpha \* 0\.1 \* syn0/);
    expect([decayed.verdict.kind, free.verdict.kind]).toEqual(['solved', 'solved']);
    expect(sumOfSquares(decayed)).toBeLessThan(0.6 * sumOfSquares(free));
  });

  test('l1: brings most weights to 0, which without it none comes near, solved all the same', () => {
    const nearZero = (run: TrainingRun) => weightsOf(run).filter((weight) => Math.abs(weight) < 0.02).length;
    const kept = finished(item('l1'));
    expect([kept.verdict.kind, weightsOf(kept).length, nearZero(kept)]).toEqual(['solved', 32, 22]);
    expect(nearZero(finished(varied(item('l1'), none('l1'))))).toBe(0);
  });

  test('classification: every flower is told apart, and the last delta is the error itself', () => {
    expect(linesOf(item('classification'))).toContain('l2_delta = l2_error / 15');
    expect(iterationsUntil(item('classification'), 0.05)).toBeLessThan(1000);
    const shares = finished(item('classification')).valueOf('l2').data;
    for (const [flower, target] of item('classification').data.targets.entries()) {
      const own = [...shares.subarray(3 * flower, 3 * flower + 3)];
      expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(own.indexOf(Math.max(...own))).toBe(target.indexOf(1));
    }
  });

  test('early stopping: ends after the first iteration with an error below 0.01', () => {
    const { stop = {}, iterations } = item('early-stopping').training;
    const run = start(item('early-stopping'));
    const stopper = new Stopper(stop);
    let reason: ReturnType<Stopper['reason']>;
    while (reason === undefined && run.iteration < iterations) {
      run.iterate();
      reason = stopper.reason(run, () => 0);
    }
    expect([reason, run.iteration]).toEqual(['errorBelow', 7716]);
    expect(iterationsUntil(item('early-stopping'), 0.01)).toBe(7716);
  });

  test('batch normalization: three layers begin to learn much earlier', () => {
    expect(iterationsUntil(item('batch-normalization'), 0.1)).toBeLessThan(150);
    const plain = varied(item('batch-normalization'), { network: { batchNorm: false } });
    expect(iterationsUntil(plain, 0.1)).toBeGreaterThan(600);
  });

  test('initial weights: units that begin alike stay alike, and are too few', () => {
    const run = finished(item('initial-weights'), (own) => {
      if (own.iteration % 1000 > 0) return;
      const columns = [...own.valueOf('syn0').data];
      for (const [k, weight] of columns.entries()) expect(weight).toBe(columns[k - (k % 4)]);
    });
    expect(wholeError(run)).toBeGreaterThan(0.4);
    const spread = finished(varied(item('initial-weights'), { network: { initial: 'xavier-uniform' } }));
    expect(spread.verdict.kind).toBe('solved');
  });

  test('schedule: with alpha falling the line comes to rest near the best one, and without it never does', () => {
    const ends = [item('schedule'), varied(item('schedule'), none('schedule'))].map((scenario) => {
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

/** Without one setting of training. */
function none(key: string): { readonly training: object } {
  return { training: { [key]: undefined } };
}
