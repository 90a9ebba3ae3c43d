import { parameters } from '../../language/program.ts';
import { activationOf } from '../../network/base.ts';
import type { PhaseWriter } from '../phase-lines.ts';
import { type Phase, phasesOf } from '../phases.ts';
import { type DataSyntax, pythonMeasures, pythonOwn, pythonScaled } from '../python/data.ts';
import { pythonScript } from '../python/script.ts';
import { pythonNumber } from '../python/syntax.ts';
import type { Script, ScriptSource } from '../source.ts';
import { singleNames, torchNames } from './definitions.ts';
import { networkClass } from './network.ts';
import { carriedState, carriedStateLines, cellPlace, newNetworkLines } from './parameters.ts';
import {
  batchLines,
  clippingLines,
  decayLines,
  lossLines,
  lossTakesSums,
  needsWeights,
  optimizerLines,
  scheduleLines,
  torchActivations,
} from './techniques.ts';

const HOW =
  'Written by backprop-tui. PyTorch computes the gradients. NumPy draws the initial weights, batches and masks in the same order as backprop-tui, so the numbers agree up to rounding.';

const dataSyntax: DataSyntax = {
  open: 'torch.tensor(',
  close: ', dtype=torch.float64)',
  load: 'np.load',
  loaded: (array) => `torch.from_numpy(data["${array}"])`,
};

/** The training as a script for PyTorch: the same numbers by its own layers, losses and optimizers. */
export function pytorchScript(source: ScriptSource): Script {
  const phases = phasesOf(source);
  return pythonScript(source, phases, {
    how: HOW,
    names: phases.some((phase) => typeOf(phase) === FLOAT32) ? singleNames : torchNames,
    opening: [`torch.set_default_dtype(${typeOf(phases[0])})`, 'torch.set_printoptions(precision=8)'],
    data: dataSyntax,
    phase: phaseWriter(source, new Set(phases.map(typeOf)).size > 1),
    measures: {
      ...pythonMeasures(true),
      error: (targets, predicted) => `(${targets} - ${predicted}).abs().mean().item()`,
      errors: (targets, predicted, areScaled) => {
        const own = pythonScaled(`(${targets} - ${predicted}).abs().mean(0)`, areScaled);
        return `${areScaled ? `(${own})` : own}.tolist()`;
      },
    },
    lastForward: [],
    saving: 'torch.save(model.state_dict(), "weights.pt")',
  });
}

const FLOAT32 = 'torch.float32';

function typeOf(phase: Phase | undefined): string {
  return phase?.settings.precision === 'float32' ? FLOAT32 : 'torch.float64';
}

/** @param areMixed true when some phases have 32-bit floats, and others 64-bit ones. */
function phaseWriter({ seed, stop, dataset }: ScriptSource, areMixed: boolean): PhaseWriter {
  const examples = dataset.train.inputs.rows;
  const classOf = ({ settings, program }: Phase): readonly string[] => networkClass(settings, program);
  return {
    begin(phase, before) {
      if (before === undefined) {
        const network = [...classOf(phase), '', ''];
        const exact = areMixed ? ['exact = X, y'] : [];
        const data = typeOf(phase) === FLOAT32 ? ['X, y = X.float(), y.float()'] : [];
        return [
          ...exact,
          ...data,
          '',
          ...network,
          `np.random.seed(${seed})`,
          'model = Network()',
          ...training(phase, []),
        ];
      }
      const cells = cellLines(phase);
      if (phase.carriedOver === undefined) return cells;
      const network = classOf(phase);
      const places = carriedState(phase);
      const isRetyped = typeOf(phase) !== typeOf(before);
      const isSame = !isRetyped && network.join('\n') === classOf(before).join('\n');
      const types = isRetyped
        ? [
            `torch.set_default_dtype(${typeOf(phase)})`,
            typeOf(phase) === FLOAT32 ? 'X, y = X.float(), y.float()' : 'X, y = exact',
            ...(places.length === 0 ? [] : ['retype(optimizer)']),
          ]
        : [];
      const memory = places.length === 0 ? [] : ['before, memory = dict(model.named_parameters()), optimizer.state'];
      const other = isSame ? [] : ['', '', ...network, '', '', ...newNetworkLines(phase, seed)];
      return [...types, ...memory, ...other, ...training(phase, places), ...cells];
    },
    iterate: (phase) => iteration(phase, examples, stop.gradientNormBelow !== undefined),
    error: ({ program: { evaluation } }) =>
      `(y - ${evaluation === undefined ? 'prediction' : 'forward(X)'}).abs().mean().item()`,
    t: (phase) => counted(1 - batchesFrom(phase)),
    norm: 'norm',
    prediction: ({ program: { evaluation } }) => (evaluation === undefined ? 'prediction.detach()' : 'forward(X)'),
    own: dataset.targetScaling === undefined ? (prediction) => prediction : pythonOwn,
  };
}

/** The optimizer of a phase, with its schedule. */
function training(phase: Phase, places: readonly string[]): readonly string[] {
  const { settings, program } = phase;
  const weights = program.roles.layers.map((layer) => `model.${layer.weights}.weight`);
  const hasOthers = parameters(program).length > weights.length;
  const schedule = `schedule: ${settings.schedule}`;
  return [
    ...(needsWeights(settings) ? [`weights = [${weights.join(', ')}]`] : []),
    ...optimizerLines(settings, hasOthers),
    ...carriedStateLines(places, program),
    ...scheduleLines(settings, phase.from - (phase.countedFrom.get(schedule) ?? phase.from)),
  ];
}

function iteration(phase: Phase, examples: number, measuresGradients: boolean): readonly string[] {
  const { settings, program } = phase;
  const isBatch = program.batches !== undefined;
  const [inputs, target] = isBatch ? ['X[rows]', 'y[rows]'] : ['X', 'y'];
  const activate = torchActivations[activationOf(settings, settings.layerSizes.length - 1)];
  const forward = lossTakesSums(settings)
    ? [`sums = model.sums(${inputs})`, `prediction = ${activate('sums')}`]
    : [`prediction = model(${inputs})`];
  return [
    ...batchLines(program.batches, settings, examples, counted(-batchesFrom(phase))),
    ...forward,
    ...lossLines(settings, target),
    'optimizer.zero_grad()',
    'loss.backward()',
    ...(measuresGradients ? ['norm = gradient_norm(model).item()'] : []),
    ...clippingLines(settings),
    ...decayLines(settings),
    'optimizer.step()',
    ...(settings.schedule === 'constant' ? [] : ['scheduler.step()']),
  ];
}

/** The completed iterations at which the mini-batches began. */
function batchesFrom({ countedFrom }: Phase): number {
  return countedFrom.get('mini-batches') ?? 0;
}

/** The expression for iterations with an offset: `iteration`, or `(iteration - 99)`. */
function counted(offset: number): string {
  if (offset === 0) return 'iteration';
  return `(iteration ${offset > 0 ? '+' : '-'} ${Math.abs(offset)})`;
}

function cellLines({ cells }: Phase): readonly string[] {
  if (cells.length === 0) return [];
  return ['with torch.no_grad():', ...cells.map((cell) => `    ${cellPlace(cell)} = ${pythonNumber(cell.value)}`)];
}
