import { type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';
import type { Watch } from '../../src/language/watch.ts';
import type { PlannedEdits } from '../../src/network/edits.ts';
import { withDefaults } from '../../src/network/settings.ts';
import type { ShownSubject } from '../../src/ui/model/model.ts';
import { networkSubject } from '../../src/worker/subject.ts';
import { xor } from '../xor.ts';

type Rows = readonly (readonly number[])[];

export interface SubjectSettings {
  readonly name?: string;
  readonly description?: string;
  readonly inputs?: Rows;
  readonly targets?: Rows;
  readonly inputNames?: readonly string[];
  readonly targetNames?: readonly string[];
  readonly hidden?: readonly number[];
  readonly bias?: boolean;
  readonly learningRate?: number;
  readonly iterations?: number;
  readonly plan?: readonly PlannedEdits[];
  readonly watches?: readonly Watch[];
  readonly test?: { readonly inputs: Rows; readonly targets: Rows };
  readonly classes?: readonly string[];
  readonly image?: ShownSubject['image'];
  readonly inputScaling?: ShownSubject['inputScaling'];
  readonly targetScaling?: ShownSubject['targetScaling'];
  readonly targetUnits?: ShownSubject['targetUnits'];
}

export const XOR_INPUTS: Rows = xor.inputs;
export const XOR_TARGETS: Rows = xor.targets;

/** The tutorial's XOR, save for what a test asks to be different. */
export function subjectOf(settings: SubjectSettings = {}): ShownSubject {
  const {
    name = 'XOR',
    description = '',
    hidden = [4],
    bias = false,
    learningRate = 1,
    iterations = 60_000,
  } = settings;
  const inputs = matrixFromRows(settings.inputs ?? XOR_INPUTS);
  const targets = matrixFromRows(settings.targets ?? XOR_TARGETS);
  const layerSizes = [inputs.columns, ...hidden, targets.columns];
  return {
    ...networkSubject({
      settings: withDefaults({ layerSizes, bias, learningRate }),
      inputs,
      targets,
      iterations,
      plan: settings.plan ?? [],
      watches: settings.watches ?? [],
      classes: settings.classes,
      targetScaling: settings.targetScaling,
      targetUnits: settings.targetUnits,
      test: settings.test && {
        inputs: matrixFromRows(settings.test.inputs),
        targets: matrixFromRows(settings.test.targets),
      },
    }),
    name,
    description,
    inputNames: settings.inputNames ?? (settings.inputs === undefined ? ['x1', 'x2', '1'] : namesOf('x', inputs)),
    targetNames: settings.targetNames ?? (targets.columns === 1 ? ['y'] : namesOf('y', targets)),
    image: settings.image,
    inputScaling: settings.inputScaling,
  };
}

function namesOf(letter: string, { columns }: Matrix): readonly string[] {
  return Array.from({ length: columns }, (_, index) => `${letter}${index + 1}`);
}

/** Two classes of images of two pixels, with a test set of one. */
export const twoPixels: SubjectSettings = {
  inputs: [
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [[0], [1], [1]],
  classes: ['dark', 'light'],
  test: { inputs: [[0.5, 0.5]], targets: [[1]] },
  hidden: [3],
};
