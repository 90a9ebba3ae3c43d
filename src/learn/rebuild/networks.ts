/* The networks that are rebuilt. Their lines come from `buildProgram`, as those of the dashboard do. */
import type { Expression } from '../../language/expression.ts';
import { printExpression } from '../../language/print.ts';
import { firstUpdate, type Program, parameters, type Statement } from '../../language/program.ts';
import { buildProgram } from '../../network/build.ts';
import { type GivenSettings, withDefaults } from '../../network/settings.ts';
import type { NetworkName } from './level-names.ts';

/** A network and its data. */
export interface Network {
  readonly name: NetworkName;
  readonly title: string;
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly settings: GivenSettings;
  /** Other settings that are right, too. */
  readonly alternatives?: readonly GivenSettings[];
  /** Iterations of the loop, and between two printed errors; 0 prints none. */
  readonly iterations: number;
  readonly reportEvery: number;
}

const inputs = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 1],
];
const xor = [[0], [1], [1], [0]];

const alphaAndDropout = { layerSizes: [3, 4, 1], learningRate: 0.5, dropout: 0.2 } as const;

const table: Readonly<Record<NetworkName, Omit<Network, 'name'>>> = {
  'two-layers': {
    title: 'two layers',
    inputs,
    targets: [[0], [0], [1], [1]],
    settings: { layerSizes: [3, 1] },
    iterations: 10_000,
    reportEvery: 0,
  },
  'three-layers': {
    title: 'three layers',
    inputs,
    targets: xor,
    settings: { layerSizes: [3, 4, 1] },
    iterations: 60_000,
    reportEvery: 10_000,
  },
  dropout: {
    title: 'alpha and dropout',
    inputs,
    targets: xor,
    settings: { ...alphaAndDropout, dropoutForm: 'follow-up' },
    // The form with the mask in the error is right, too.
    alternatives: [alphaAndDropout],
    iterations: 60_000,
    reportEvery: 0,
  },
  'four-layers': {
    title: 'four layers',
    inputs,
    targets: xor,
    settings: { layerSizes: [3, 4, 4, 1] },
    iterations: 60_000,
    reportEvery: 10_000,
  },
  tanh: {
    title: 'tanh in the hidden layer',
    inputs,
    targets: xor,
    settings: { layerSizes: [3, 4, 1], activations: ['tanh', 'sigmoid'] },
    iterations: 60_000,
    reportEvery: 10_000,
  },
  bias: {
    title: 'bias rows',
    inputs: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    targets: xor,
    settings: { layerSizes: [2, 4, 1], bias: true },
    iterations: 20_000,
    reportEvery: 10_000,
  },
  momentum: {
    title: 'momentum',
    inputs,
    targets: xor,
    settings: { layerSizes: [3, 4, 1], learningRate: 0.5, optimizer: 'momentum' },
    iterations: 10_000,
    reportEvery: 0,
  },
};

export function networkOf(name: NetworkName): Network {
  return { name, ...table[name] };
}

export const partLabels = ['forward', 'how wrong', 'backward', 'update'] as const;
/** The part of an iteration that a line belongs to. */
export type PartLabel = (typeof partLabels)[number];
/** The part of a whole program that a line belongs to. */
export type LineLabel = PartLabel | 'setup';

/** A line of a right program, as syntax. */
export interface Line {
  readonly target: string;
  readonly operator: '=' | '+=' | '-=';
  /** The right side; a text where no notation of ours has it, as Python. */
  readonly value: Expression | string;
  readonly label: LineLabel;
}

/** A right program, or one with a mistake, as syntax. */
export interface Source {
  readonly network: Network;
  readonly program: Program;
  readonly X: string;
  readonly y: string;
  readonly setup: readonly Line[];
  readonly iteration: readonly Line[];
}

/** The right program of a network. @param settings those of the network, or other ones. */
export function sourceOf(network: Network, settings: GivenSettings = network.settings): Source {
  const program = buildProgram(withDefaults(settings), network.inputs.length);
  const labels = labelsOf(program);
  return {
    network,
    program,
    X: arrayText(network.inputs),
    y: arrayText(network.targets),
    setup: program.setup.map((statement) => lineOf(statement, 'setup')),
    iteration: program.iteration.map((statement, i) => lineOf(statement, labels[i] ?? 'update')),
  };
}

function lineOf({ target, operator, value }: Statement, label: Line['label']): Line {
  return { target, operator, value, label };
}

function labelsOf(program: Program): readonly PartLabel[] {
  const { prediction, error } = program.roles;
  const { iteration } = program;
  const lastForward = iteration.findLastIndex(({ target }) => target === prediction);
  const update = firstUpdate(program);
  const velocities = new Set(iteration.filter(({ target }) => /^v_/.test(target)).map(({ target }) => target));
  return iteration.map(({ target }, i) => {
    if (i <= lastForward) return 'forward';
    if (target === error) return 'how wrong';
    return i >= update || velocities.has(target) ? 'update' : 'backward';
  });
}

export function arrayText(rows: readonly (readonly number[])[]): string {
  return `np.array([${rows.map((row) => `[${row.join(', ')}]`).join(', ')}])`;
}

/** The helper functions of the notation that are not NumPy's, as Python. */
export const helperLines: Readonly<Record<string, readonly string[]>> = {
  sigmoid: ['def sigmoid(z):', '    return 1 / (1 + np.exp(-z))'],
  slope: ['def slope(l):  # of a sigmoid, from its output', '    return l * (1 - l)'],
  tanh_slope: ['def tanh_slope(l):  # of tanh, from its output', '    return 1 - l * l'],
};

/** The right side of a line as Python with NumPy. */
function pythonOf(value: Line['value']): string {
  const text = typeof value === 'string' ? value : printExpression(value);
  // Functions of the notation have NumPy's names.
  return text.replace(/(?<![\w.])(randn|random|zeros|sum|mean|abs|exp|sqrt|tanh|clip|max|array)\(/g, (_, name) =>
    name === 'random' ? 'np.random.random(' : name === 'randn' ? 'np.random.standard_normal(' : `np.${name}(`,
  );
}

export function lineText({ target, operator, value }: Line): string {
  return `${target} ${operator} ${pythonOf(value)}`;
}

/** Helper functions that the lines call. */
export function helpersOf({ setup, iteration }: Pick<Source, 'setup' | 'iteration'>): readonly string[] {
  const text = [...setup, ...iteration].map(lineText).join('\n');
  return Object.keys(helperLines).filter((name) => new RegExp(`\\b${name}\\(`).test(text));
}

/** The text of a whole program, which Python runs. */
export interface ProgramText {
  readonly imports: readonly string[];
  readonly helpers: readonly string[];
  readonly data: readonly string[];
  readonly seed: string;
  readonly setup: readonly string[];
  readonly loop: string;
  readonly iteration: readonly string[];
  readonly report: readonly string[];
}

export function programText(source: Source): ProgramText {
  const { network, program } = source;
  const { iterations, reportEvery } = network;
  const error = program.roles.error ?? 'error';
  return {
    imports: ['import numpy as np'],
    helpers: helpersOf(source).flatMap((name) => [...(helperLines[name] ?? []), '']),
    data: [`X = ${source.X}`, `y = ${source.y}`],
    seed: 'np.random.seed(1)',
    setup: source.setup.map(lineText),
    loop: `for iteration in range(${iterations}):`,
    iteration: source.iteration.map(lineText),
    report:
      reportEvery === 0
        ? []
        : [`if iteration % ${reportEvery} == 0:`, `    print("Error:" + str(np.mean(np.abs(${error}))))`],
  };
}

export function wholeText(text: ProgramText): string {
  const { imports, helpers, data, seed, setup, loop, iteration, report } = text;
  const body = [...iteration, ...report].map((line) => `    ${line}`);
  return [...imports, '', ...helpers, ...data, '', seed, ...setup, '', loop, ...body, ''].join('\n');
}

export function parametersOf({ program }: Source): readonly string[] {
  return parameters(program);
}
