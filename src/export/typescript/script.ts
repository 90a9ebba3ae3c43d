import type { Dataset } from '../../data/dataset.ts';
import type { CellValue } from '../../language/change.ts';
import { inferDtypes } from '../../language/dtypes.ts';
import {
  firstUpdate,
  meanAbsoluteError,
  namedGradientNorm,
  type Program,
  wholePrediction,
} from '../../language/program.ts';
import { forwardOf } from '../../language/reads.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { definesForward, type PhaseWriter, phaseLines } from '../phase-lines.ts';
import { drawsNumbers, type Phase, phasesOf, type SetupLine, setupLines } from '../phases.ts';
import { type MeasureWriter, measureLines, predictLines, printedError } from '../results.ts';
import type { Script, ScriptSource } from '../source.ts';
import { usedDefinitions, wrapped, wrappedWords } from '../text.ts';
import { dataLines, predictWriterFor, typescriptErrors, typescriptOwn, typescriptUnit } from './data.ts';
import { definitions } from './definitions.ts';
import { calls, lineOf } from './expression.ts';
import { singleDefinitions } from './single-definitions.ts';
import { nested, typescript } from './syntax.ts';

const HOW =
  'Written by backprop-tui. The comment above each line is the line that it shows and runs. The same seed gives the same bits. It needs nothing else: node runs it directly from version 24 on.';

const measureWriter: MeasureWriter = {
  error: (targets, predicted) => `valueOf(mean(abs(minus(${targets}, ${predicted}))))`,
  errors: typescriptErrors,
  unit: typescriptUnit,
  targetNames: 'targetNames',
  unitNames: 'unitNames',
};

/** As above, for predictions of 32-bit floats: errors of examples that were not learned are measured with 64 bits. */
const singleMeasures: MeasureWriter = {
  ...measureWriter,
  error: (targets, predicted) => measureWriter.error(targets, `float64(${predicted})`),
  errors: (targets, predicted, areScaled) => typescriptErrors(targets, `float64(${predicted})`, areScaled),
};

/** The training as one TypeScript file without dependencies; the same numbers to the bit. */
export function typescriptScript(source: ScriptSource): Script {
  const { name: title, description, dataset } = source;
  const phases = phasesOf(source);
  const defines = definesForward(phases, source);
  const run = phaseLines(
    phases,
    source,
    typescript,
    phaseWriter(source, defines, phases.some(isSingle)),
    printedError(source, measureWriter),
  );
  const last = phases.at(-1) as Phase;
  const lastForward = defines(last) ? [] : ['', ...forward(last.program)];
  const trained = run.mayLack ? 'trained' : run.prediction;
  const body = [
    ...typedData(dataset, phases),
    '',
    ...declarations(phases),
    ...declaredIn(run.mayLack)
      .filter(([name]) => [...run.lines, ...lastForward].some((line) => line.trim().startsWith(`${name} = `)))
      .map(([, line]) => line),
    '',
    ...run.lines,
    '',
    "console.log('Output After Training:');",
    // A constant keeps its type after the test for a text.
    ...(run.mayLack
      ? [typescript.declare('trained', run.output), typescript.show('trained')]
      : [typescript.show(run.output)]),
    ...measureLines(source, trained, run.mayLack, typescript, isSingle(last) ? singleMeasures : measureWriter),
    ...lastForward,
    ...predictLines(dataset, typescript, predictWriterFor(isSingle(last)), []),
  ];
  const defined = usedDefinitions(
    namesIn(body.join('\n')),
    phases.some(isSingle) ? singleDefinitions : definitions,
    namesIn,
  );
  const heading = [title, description, HOW].map(plainText).filter((text) => text.trim() !== '');
  const script = [
    ...heading.flatMap((text, index) => [
      ...(index > 0 ? ['//'] : []),
      ...wrapped(text.trim()).map(typescript.comment),
    ]),
    ...['', 'export {};'],
    ...defined.flatMap((definition) => ['', ...definition.split('\n')]),
    '',
    ...body,
    '',
  ];
  return { script: script.join('\n') };
}

function namesIn(code: string): Set<string> {
  return new Set(code.replace(/\/\/.*|\/\*.*\*\/|'(?:\\.|[^'\\\n])*'/g, '').match(/(?<![.\w])[A-Za-z_]\w*/g));
}

/** Variables that are declared only when a line of the run assigns to them. @param mayLack true when the output may be a text. */
function declaredIn(mayLack: boolean): readonly (readonly [name: string, declaration: string])[] {
  return [
    ['forward', 'let forward!: (X: Matrix) => Matrix;'],
    ['output', `let output!: () => Matrix${mayLack ? ' | string' : ''};`],
  ];
}

/** Declares every name that a line of the program assigns to. */
function declarations(phases: readonly Phase[]): readonly string[] {
  const lines = phases.flatMap(({ program: { setup, iteration }, from, to }) => [
    ...setup,
    ...(to > from ? iteration : []),
  ]);
  const targets = lines.map(({ target }) => target);
  const names = [...new Set(targets)].map((own) => `${own}!: Matrix,`);
  const rows = wrappedWords(names);
  return ['let', ...nested(rows.with(-1, `${rows.at(-1)?.slice(0, -1)};`))];
}

/** @param hasSingles true when a phase has 32-bit floats. */
function phaseWriter(
  { seed, stop, dataset }: ScriptSource,
  defines: (phase: Phase) => boolean,
  hasSingles: boolean,
): PhaseWriter {
  const inFloat64 = (own: string): string => (hasSingles ? `float64(${own})` : own);
  const defining = (phase: Phase): readonly string[] => (defines(phase) ? forward(phase.program) : []);
  return {
    begin(phase, before) {
      const defined = defining(phase);
      if (before === undefined) {
        const setup = phase.program.setup.flatMap((statement) => lineOf(statement));
        return [`let stream = numpyRandom(${seed});`, ...setup, ...defined];
      }
      const isKnown = defined.join() === defining(before).join();
      const cells = phase.cells.map((cell) => cellLine(cell, phase));
      return [...retyped(before, phase), ...changeLines(before, phase, seed), ...cells, ...(isKnown ? [] : defined)];
    },
    iterate: ({ program }) => iteration(program, stop.gradientNormBelow !== undefined),
    error: ({ program }) =>
      program.evaluation === undefined
        ? `valueOf(${calls(meanAbsoluteError(program))})`
        : 'valueOf(mean(abs(minus(y, forward(X)))))',
    t: () => 'valueOf(t)',
    norm: 'gradientNorm',
    prediction: ({ program }) => (program.evaluation === undefined ? wholePrediction(program) : 'forward(X)'),
    own: dataset.targetScaling === undefined ? (prediction) => prediction : (own) => typescriptOwn(inFloat64(own)),
  };
}

/** A change of program: some matrices are carried over, the others begin with the setup lines of the new program. */
function changeLines(before: Phase, { program, carriedOver }: Phase, seed: number): readonly string[] {
  if (carriedOver === undefined) return [];
  const lines = setupLines(before.program, program, carriedOver);
  const begun = lines.flatMap((line) => (line.kind === 'line' ? lineOf(line.statement) : discarded(line)));
  const renamed = carriedOver.filter(({ name, from }) => name !== from);
  const list = (part: 'name' | 'from'): string => `[${renamed.map((names) => names[part]).join(', ')}]`;
  const stream = ['const rest = stream;', `stream = numpyRandom(${seed});`, ...begun, 'stream = rest;'];
  return [
    ...(renamed.length === 0 ? [] : [`${list('name')} = ${list('from')};`]),
    ...(drawsNumbers(lines) ? ['{', ...nested(stream), '}'] : begun),
  ];
}

function isSingle({ program }: Phase): boolean {
  return program.precision === 'float32';
}

/** The definitions of the data. Where a phase has 32-bit floats, those of the file stay under other names. */
function typedData(dataset: Dataset, phases: readonly Phase[]): readonly string[] {
  const lines = dataLines(dataset);
  const [first] = phases;
  if (first === undefined || !phases.some(isSingle)) return lines;
  const isFixed = phases.every((phase) => isSingle(phase) === isSingle(first));
  return [
    ...lines.map((line) => line.replace(/^const X = /, 'const exactX = ').replace(/^const y = /, 'const exactY = ')),
    `${isFixed ? 'const' : 'let'} [X, y] = ${dataOf(first)};`,
  ];
}

/** The data with the floats of a phase. */
function dataOf(phase: Phase): string {
  return isSingle(phase) ? '[float32(exactX), float32(exactY)]' : '[exactX, exactY]';
}

/** The data and the matrices that are carried over, with the floats of the new phase. */
function retyped(before: Phase, phase: Phase): readonly string[] {
  if (isSingle(before) === isSingle(phase)) return [];
  const type = isSingle(phase) ? 'float32' : 'float64';
  const dtypes = inferDtypes(isSingle(phase) ? phase.program : before.program);
  const own = (phase.carriedOver ?? []).filter(
    ({ name, from }) => dtypes.get(isSingle(phase) ? name : from) === 'single',
  );
  return [`[X, y] = ${dataOf(phase)};`, ...own.map(({ from }) => `${from} = ${type}(${from});`)];
}

function discarded({ name, fills }: SetupLine & { readonly kind: 'drawn' }): readonly string[] {
  return fills.map((fill) => `${calls(fill)}; // drawn for ${name}, which is carried over`);
}

function cellLine({ name, row, column, value }: CellValue, { shapes }: Phase): string {
  const columns = shapes.get(name)?.columns ?? 1;
  return `${name}.cells[${row * columns + column}] = ${typescript.number(value)}; // ${name}[${row}, ${column}]`;
}

function iteration(program: Program, measuresGradients: boolean): readonly string[] {
  const lines = program.iteration.map((statement) => lineOf(statement));
  if (!measuresGradients) return lines.flat();
  const measured = [`gradientNorm = valueOf(${calls(namedGradientNorm(program))});`];
  return lines.toSpliced(firstUpdate(program), 0, measured).flat();
}

function forward(program: Program): readonly string[] {
  const { lines, prediction: result } = forwardOf(program);
  const own = lines.flatMap((line) => lineOf(line, 'const '));
  const data = program.precision === 'float32' ? 'rows' : 'X';
  const rounded = program.precision === 'float32' ? ['const X = float32(rows);'] : [];
  return [`forward = (${data}) => {`, ...nested([...rounded, ...own, `return ${result};`]), '};'];
}
