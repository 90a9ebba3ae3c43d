import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Verdict, VerdictKind } from '../../../src/engine/verdict/verdict.ts';
import type { Program } from '../../../src/language/program.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';
import type { Rows } from '../backends/naive.ts';

export interface RunSettings {
  readonly hidden?: readonly number[];
  readonly bias?: boolean;
  readonly alpha?: number;
  readonly seed?: number;
  readonly inputs?: Rows;
  readonly targets?: Rows;
  /** In place of the network that the other settings describe. */
  readonly program?: Program;
}

export interface JudgedRun {
  readonly run: TrainingRun;
  /** Each verdict that followed another, and the completed iterations at which it did. */
  readonly changes: { readonly kind: VerdictKind; readonly at: number }[];
}

/** XOR with the tutorial's 4 units at alpha 1 from seed 1, but for what is set. */
export function startJudged(settings: RunSettings): JudgedRun {
  const { hidden = [4], bias = false, alpha = 1, seed = 1, inputs = INPUTS, targets = XOR } = settings;
  const layerSizes = [inputs[0]?.length ?? 0, ...hidden, targets[0]?.length ?? 0];
  const program = settings.program ?? buildProgram({ layerSizes, bias, learningRate: alpha }, inputs.length);
  const run = new TrainingRun(program, matrixFromRows(inputs), matrixFromRows(targets), seed);
  return { run, changes: [] };
}

function kindOf({ verdict }: TrainingRun): VerdictKind {
  return (verdict as Verdict).kind;
}

export function train(judged: JudgedRun, iterations: number): JudgedRun {
  const { run, changes } = judged;
  for (let i = 0; i < iterations; i++) {
    const before = kindOf(run);
    run.iterate();
    const kind = kindOf(run);
    if (kind !== before) changes.push({ kind, at: run.iteration });
  }
  return judged;
}

/** The verdict at the end of a run. */
export function verdictAfter(iterations: number, settings: RunSettings): Verdict {
  return train(startJudged(settings), iterations).run.verdict as Verdict;
}

/** `learning, stuck, solved` */
export function storyOf({ changes }: JudgedRun): string {
  return changes.map(({ kind }) => kind).join(', ');
}
