import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { changesFor } from '../../src/network/edits.ts';
import { type GivenSettings, withDefaults } from '../../src/network/settings.ts';
import { destinationOf } from '../../src/worker/travel.ts';
import { full } from '../full.ts';
import { buildProgram } from '../network/build-program.ts';
import { xor } from '../xor.ts';

const settings = withDefaults({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 });
const program = buildProgram(settings, 4);
const inputs = matrixFromRows(xor.inputs);
const targets = matrixFromRows(xor.targets);

/** Programs of fewer and of more lines than the tutorial's. */
const anySet = fc.constantFrom<Partial<GivenSettings>>(
  { batchSize: 2 },
  { batchSize: 0 },
  { optimizer: 'adam' },
  { optimizer: 'descent' },
  { dropout: 0.5 },
  { bias: true },
  { layerSizes: [3, 1] },
  { layerSizes: [3, 4, 4, 1] },
);
const anyPlan = fc
  .array(fc.record({ at: fc.nat(4), set: anySet }), { minLength: 1, maxLength: 4 })
  .map((plan) => plan.toSorted((one, other) => one.at - other.at))
  .map((plan) => plan.map(({ at, set }) => ({ at, edits: [{ kind: 'settings' as const, set }] })));

const placeOf = ({ iteration, line, program: own }: TrainingRun) => ({ iteration, line, program: own });

it('line by line back is where line by line forward was, whatever program a moment has', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const training = new TrainingRun(program, inputs, targets, 1, changesFor(plan, settings, program, 4));
      const places = [placeOf(training)];
      while (training.iteration < 5) {
        training.advance();
        places.push(placeOf(training));
      }
      const back = places.map(() => {
        const place = placeOf(training);
        training.goTo(destinationOf(training, training, { to: 'line', by: -1 }));
        return place;
      });
      expect(back).toEqual(places.toReversed());
    }),
    { numRuns: full ? 60 : 12 },
  );
});
