import type { CellValue } from '../../language/change.ts';
import { inferDtypes } from '../../language/dtypes.ts';
import { printExpression, printStatement } from '../../language/print.ts';
import {
  firstUpdate,
  namedGradientNorm,
  type Program,
  type Statement,
  wholeError,
  wholePrediction,
} from '../../language/program.ts';
import { forwardOf, learned } from '../../language/reads.ts';
import { canStopInAnyPhase, definesForward, type PhaseWriter } from '../phase-lines.ts';
import { drawsNumbers, type Phase, phasesOf, type SetupLine, setupLines } from '../phases.ts';
import { type DataSyntax, pythonMeasures, pythonOwn, pythonScaled } from '../python/data.ts';
import { type Preamble, pythonScript } from '../python/script.ts';
import { indented, pythonNumber } from '../python/syntax.ts';
import type { Script, ScriptSource } from '../source.ts';

const HOW =
  'Written by backprop-tui. The lines of an iteration are the lines that it shows and runs: the same seed gives the same numbers in the same order, up to rounding.';

const dataSyntax: DataSyntax = {
  open: 'array(',
  close: ')',
  load: 'load',
  loaded: (array) => `data["${array}"]`,
};

/**
 * The training as a script for Python 3 with NumPy. The lines of the program are written as they are shown, character for
 * character; only the lines around them are written here.
 */
export function numpyScript(source: ScriptSource): Script {
  const phases = phasesOf(source);
  const defines = definesForward(phases, source);
  const last = phases.at(-1) as Phase;
  return pythonScript(source, phases, {
    how: HOW,
    names: phases.some(isSingle) ? singleNames : numpyNames,
    data: dataSyntax,
    phase: phaseWriter(source, defines, new Set(phases.map(isSingle)).size > 1),
    measures: {
      ...pythonMeasures(false),
      error: (targets, predicted) => `mean(abs(${targets} - ${predicted}))`,
      errors: (targets, predicted, areScaled) => pythonScaled(`mean(abs(${targets} - ${predicted}), 0)`, areScaled),
    },
    lastForward: defines(last) ? [] : forward(last.program),
    saving: canStopInAnyPhase(phases, source.stop) ? undefined : saving(last.program),
  });
}

/** @param areMixed true when some phases have 32-bit floats, and others 64-bit ones. */
function phaseWriter(
  { seed, stop, dataset }: ScriptSource,
  defines: (phase: Phase) => boolean,
  areMixed: boolean,
): PhaseWriter {
  const defining = (phase: Phase): readonly string[] => (defines(phase) ? [...forward(phase.program), ''] : []);
  return {
    begin(phase, before) {
      const defined = defining(phase);
      if (before === undefined) {
        const exact = areMixed ? ['exact = X, y'] : [];
        const data = isSingle(phase) ? ['X, y = X.astype(float32), y.astype(float32)', ''] : [];
        return [...exact, ...data, `seed(${seed})`, ...commented(phase.program.setup), ...defined];
      }
      const isKnown = defined.join() === defining(before).join();
      return [
        ...retyped(before, phase),
        ...changeLines(before, phase, seed),
        ...phase.cells.map(cellLine),
        ...(isKnown ? [] : defined),
      ];
    },
    iterate: ({ program }) => iteration(program, stop.gradientNormBelow !== undefined),
    error: ({ program }) =>
      program.evaluation === undefined ? `mean(abs(${wholeError(program)}))` : 'mean(abs(y - forward(X)))',
    t: ({ program }) => program.batches?.counter ?? 't',
    norm: 'gradient_norm',
    prediction: ({ program }) => (program.evaluation === undefined ? wholePrediction(program) : 'forward(X)'),
    own: dataset.targetScaling === undefined ? (prediction) => prediction : pythonOwn,
  };
}

/** A change of program: some matrices are carried over, the others begin with the setup lines of the new program. */
function changeLines(before: Phase, { program, carriedOver }: Phase, seed: number): readonly string[] {
  if (carriedOver === undefined) return [];
  const lines = setupLines(before.program, program, carriedOver);
  const written = [...commented(lines.flatMap((line) => (line.kind === 'line' ? [line.statement] : [])))];
  const begun = lines.flatMap((line) => (line.kind === 'line' ? written.splice(0, 1) : discarded(line)));
  const renamed = carriedOver.filter(({ name, from }) => name !== from);
  const renaming = `${renamed.map(({ name }) => name).join(', ')} = ${renamed.map(({ from }) => from).join(', ')}`;
  return [
    ...(renamed.length === 0 ? [] : [renaming]),
    ...(drawsNumbers(lines) ? ['state = get_state()', `seed(${seed})`, ...begun, 'set_state(state)'] : begun),
  ];
}

/** The data and the matrices that are carried over, with the floats of the new phase. */
function retyped(before: Phase, phase: Phase): readonly string[] {
  if (isSingle(before) === isSingle(phase)) return [];
  const type = isSingle(phase) ? 'float32' : 'float';
  const dtypes = inferDtypes(isSingle(phase) ? phase.program : before.program);
  const own = (phase.carriedOver ?? []).filter(
    ({ name, from }) => dtypes.get(isSingle(phase) ? name : from) === 'single',
  );
  return [
    isSingle(phase) ? 'X, y = X.astype(float32), y.astype(float32)' : 'X, y = exact',
    ...own.map(({ from }) => `${from} = ${from}.astype(${type})`),
  ];
}

function isSingle({ program }: Phase): boolean {
  return program.precision === 'float32';
}

function discarded({ name, fills }: SetupLine & { readonly kind: 'drawn' }): readonly string[] {
  return fills.map((fill) => `${printExpression(fill)}  # drawn for ${name}, which is carried over`);
}

function cellLine({ name, row, column, value }: CellValue): string {
  return `${name}[${row}, ${column}] = ${pythonNumber(value)}`;
}

function iteration(program: Program, measuresGradients: boolean): readonly string[] {
  const lines = commented(program.iteration);
  if (!measuresGradients) return lines;
  return lines.toSpliced(firstUpdate(program), 0, `gradient_norm = ${printExpression(namedGradientNorm(program))}`);
}

function forward(program: Program): readonly string[] {
  const { lines, prediction } = forwardOf(program);
  const rounded = program.precision === 'float32' ? ['X = X.astype(float32)'] : [];
  return ['', '', 'def forward(X):', ...indented([...rounded, ...lines.map(printStatement), `return ${prediction}`])];
}

/** Saves the learned matrices to a file for `--weights`. */
function saving(program: Program): string {
  const names = learned(program).map((name) => `${name}=${name}`);
  return `from numpy import savez; savez("weights.npz", ${names.join(', ')})`;
}

/** Statements with their technique as a comment; the first of several in a row. */
function commented(statements: readonly Statement[]): readonly string[] {
  return statements.map((statement, index) => {
    const own = statement.techniques?.join(', ');
    const isFirst = own !== undefined && own !== statements[index - 1]?.techniques?.join(', ');
    return `${printStatement(statement)}${isFirst ? `  # ${own}` : ''}`;
  });
}

/*
 * The functions of the notation in NumPy. A script imports or defines the ones that it uses, under their names in the
 * notation, so that the lines of the program run unchanged.
 */

const fromNumpy =
  'abs arange asarray clip cos exp expm1 float32 floor load log log1p max maximum mean min minimum pi sign sqrt sum tanh vectorize where zeros';
const fromRandom = 'get_state permutation random seed set_state standard_normal';

/** Each uses only definitions before it. */
const definitions: Readonly<Record<string, string>> = {
  array: 'def array(cells):\n    return asarray(cells, dtype=float)',
  randn: 'def randn(shape):\n    return standard_normal(shape)',
  sigmoid: 'def sigmoid(z):\n    return 1 / (1 + exp(-z))',
  slope: 'def slope(l):  # slope of a sigmoid at output l\n    return l * (1 - l)',
  tanh_slope: 'def tanh_slope(l):  # slope at output l\n    return 1 - l * l',
  relu: 'def relu(z):\n    return maximum(z, 0)',
  relu_slope: 'def relu_slope(l):  # slope at output l\n    return where(l > 0, 1.0, 0.0)',
  leaky_relu: 'def leaky_relu(z):\n    return where(z > 0, z, 0.01 * z)',
  leaky_relu_slope: 'def leaky_relu_slope(l):  # slope at output l\n    return where(l > 0, 1.0, 0.01)',
  elu: 'def elu(z):\n    return where(z > 0, z, expm1(minimum(z, 0)))',
  elu_slope: 'def elu_slope(l):  # slope at output l\n    return where(l > 0, 1.0, l + 1)',
  softplus: 'def softplus(z):\n    return maximum(z, 0) + log1p(exp(-abs(z)))',
  softplus_slope: 'def softplus_slope(l):  # slope at output l\n    return -expm1(-l)',
  swish: 'def swish(z):\n    return z * sigmoid(z)',
  swish_slope: 'def swish_slope(z):\n    return sigmoid(z) * (1 + z * (1 - sigmoid(z)))',
  normal:
    'erf = vectorize(math.erf)\n\n\ndef normal(z):  # the normal distribution function\n    return 0.5 * (1 + erf(z * sqrt(0.5)))',
  classes: 'def classes(outputs):\n    return outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(axis=1)',
  accuracy:
    'def accuracy(predicted, targets):  # the share of rows whose class is predicted correctly\n    return mean(classes(predicted) == classes(targets))',
  r2: 'def r2(predicted, targets):  # 1 minus the share of the variance that is not explained; the mean of the columns that vary\n    total = sum((targets - mean(targets, 0)) ** 2, 0)\n    left = sum((targets - predicted) ** 2, 0)\n    varies = total > 1e-24 * sum(targets**2, 0)\n    return mean(1 - left[varies] / total[varies])',
  gelu: 'def gelu(z):\n    return z * normal(z)',
  gelu_slope: 'def gelu_slope(z):\n    return normal(z) + z * (1 / sqrt(2 * pi)) * exp(-z * z / 2)',
};

/** Definitions that keep 32-bit floats where those above would make 64-bit ones. */
const singleDefinitions: Readonly<Record<string, string>> = {
  relu_slope: 'def relu_slope(l):  # slope at output l\n    return (l > 0).astype(l.dtype)',
  leaky_relu_slope: 'def leaky_relu_slope(l):  # slope at output l\n    return where(l > 0, 1.0, 0.01).astype(l.dtype)',
  elu_slope: 'def elu_slope(l):  # slope at output l\n    return where(l > 0, 1.0, l + 1).astype(l.dtype)',
  gelu: 'def gelu(z):\n    wide = z.astype(float)\n    return (wide * normal(wide)).astype(z.dtype)',
  gelu_slope:
    'def gelu_slope(z):\n    wide = z.astype(float)\n    density = (1 / sqrt(2 * pi)) * exp(-wide * wide / 2)\n    return (normal(wide) + wide * density).astype(z.dtype)',
};

const numpyNames: Preamble = {
  imports: [
    [
      ['from numpy import …', fromNumpy.split(' ')],
      ['from numpy.random import …', fromRandom.split(' ')],
    ],
  ],
  definitions,
};

const singleNames: Preamble = { ...numpyNames, definitions: { ...definitions, ...singleDefinitions } };
