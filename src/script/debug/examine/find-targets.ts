import { emptyMatrix, type Matrix } from '../../../engine/matrix.ts';
import { carriedIn, exampleIn, type Inputs } from './find-inputs.ts';
import type { Stage } from './stage.ts';
import { tablesIn } from './tables.ts';
import { effectOf, sourceOf } from './trials.ts';

/**
 * The targets of all examples of a script, (examples × outputs), in pieces of one pass: those of a table whose rows the first meeting
 * reads as it reads the inputs. Undefined where a script makes its targets in another way.
 */
export function* findingTargets(stage: Stage, inputs: Inputs): Generator<void, Matrix | undefined> {
  const [base] = stage.pass(() => {});
  if (base?.target === undefined || base.target.data.length !== base.prediction.data.length) return undefined;
  const side = { of: 'target', numbers: base.target } as const;
  const run = stage.begin();
  for (const table of tablesIn(run, carriedIn(run, stage))) {
    yield;
    if (!(yield* effectOf(stage, table, side))) continue;
    const found = yield* sourceOf(stage, table, side);
    if (found === undefined) continue;
    const { source, rows } = found;
    const count = source.isTransposed ? table.columns : table.rows;
    const outputs = inputs.places[0]?.length;
    if (count !== inputs.rows || source.features.length !== outputs) continue;
    const targets = { ...inputs, sources: [source], columns: outputs };
    const isSame = inputs.predicted.every((row, at) => {
      const own = exampleIn(targets, row);
      return (inputs.places[at] ?? []).every((place, k) => rows[place] === row && base.target?.data[place] === own[k]);
    });
    if (!isSame) continue;
    const all = emptyMatrix({ rows: count, columns: outputs });
    for (let row = 0; row < count; row++) all.data.set(exampleIn(targets, row), row * outputs);
    return all;
  }
  return undefined;
}
