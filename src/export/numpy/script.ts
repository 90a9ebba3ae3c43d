import type { CellValue } from '../../language/change.ts';
import { forwardOf } from '../../language/forward.ts';
import { learned } from '../../language/learned.ts';
import { printExpression, printStatement } from '../../language/print.ts';
import { firstUpdate, gradientNorm, type Program, type Statement } from '../../language/program.ts';
import { definesForward } from '../forward.ts';
import type { PhaseWords } from '../phase-lines.ts';
import { type Phase, phasesOf } from '../phases.ts';
import type { DataWords } from '../python/data.ts';
import { pythonScript } from '../python/script.ts';
import { indented, pythonNumber } from '../python/text.ts';
import type { Script, ScriptSource } from '../source.ts';
import { isLeftAnywhere } from '../stopping.ts';
import { type Beginning, beginnings, draw } from '../succession.ts';
import { numpyNames } from './names.ts';

const HOW =
  'Written by backprop-tui. The lines of each iteration are those that it shows and runs: the same seed, the same numbers in the same order.';

const dataWords: DataWords = {
  open: 'array(',
  close: ')',
  load: 'load',
  loaded: (array) => `data["${array}"]`,
};

/**
 * The same training as a script for Python 3 with NumPy. Its lines are those of the program, character for character; only
 * what is around them is written here.
 */
export function numpyScript(source: ScriptSource): Script {
  const phases = phasesOf(source);
  const defines = definesForward(phases, source);
  const last = phases.at(-1) as Phase;
  return pythonScript(source, phases, {
    how: HOW,
    names: numpyNames,
    data: dataWords,
    phase: wordsFor(source, defines),
    error: (targets, predicted) => `mean(abs(${targets} - ${predicted}))`,
    lastForward: defines(last) ? [] : forward(last.program),
    saving: isLeftAnywhere(phases, source.stop) ? undefined : saving(last.program),
  });
}

function wordsFor({ seed, stop }: ScriptSource, defines: (phase: Phase) => boolean): PhaseWords {
  const defining = (phase: Phase): readonly string[] => (defines(phase) ? [...forward(phase.program), ''] : []);
  return {
    begin(phase, before) {
      const defined = defining(phase);
      if (before === undefined) return [`seed(${seed})`, ...commented(phase.program.setup), ...defined];
      const isKnown = defined.join() === defining(before).join();
      return [...succeeding(before, phase, seed), ...phase.cells.map(cellLine), ...(isKnown ? [] : defined)];
    },
    iterate: ({ program }) => iteration(program, stop.gradientNormBelow !== undefined),
    error: ({ program: { evaluation, roles } }) =>
      evaluation === undefined ? `mean(abs(${roles.error}))` : 'mean(abs(y - forward(X)))',
    t: () => 't',
    norm: 'gradient_norm',
    prediction: ({ program: { evaluation, roles } }) => (evaluation === undefined ? roles.prediction : 'forward(X)'),
    report: (error) => `print("Error:" + str(${error}))`,
  };
}

/** What the program before leaves to its heir goes on, the rest begins as the setup of the new one has it. */
function succeeding(before: Phase, { program, heirs }: Phase, seed: number): readonly string[] {
  if (heirs === undefined) return [];
  const lines = beginnings(before.program, program, heirs);
  const written = commented(lines.flatMap((line) => (line.kind === 'line' ? [line.statement] : [])));
  const texts = [...written];
  const begun = lines.flatMap((line) => (line.kind === 'line' ? texts.splice(0, 1) : discarded(line)));
  const renamed = heirs.filter(({ name, from }) => name !== from);
  const renaming = `${renamed.map(({ name }) => name).join(', ')} = ${renamed.map(({ from }) => from).join(', ')}`;
  return [
    ...(renamed.length === 0 ? [] : [renaming]),
    ...(draw(lines) ? ['state = get_state()', `seed(${seed})`, ...begun, 'set_state(state)'] : begun),
  ];
}

function discarded({ name, fills }: Beginning & { readonly kind: 'drawn' }): readonly string[] {
  return fills.map((fill) => `${printExpression(fill)}  # drawn for ${name}, which goes on`);
}

function cellLine({ name, row, column, value }: CellValue): string {
  return `${name}[${row}, ${column}] = ${pythonNumber(value)}`;
}

function iteration(program: Program, measuresGradients: boolean): readonly string[] {
  const lines = commented(program.iteration);
  if (!measuresGradients) return lines;
  return lines.toSpliced(firstUpdate(program), 0, `gradient_norm = ${printExpression(gradientNorm(program))}`);
}

function forward(program: Program): readonly string[] {
  const { lines, prediction } = forwardOf(program);
  return ['', '', 'def forward(X):', ...indented([...lines.map(printStatement), `return ${prediction}`])];
}

/** All that was learned, in a file that `--weights` takes. */
function saving(program: Program): string {
  const names = learned(program).map((name) => `${name}=${name}`);
  return `from numpy import savez; savez("weights.npz", ${names.join(', ')})`;
}

/** Lines that are beside the tutorial's say what they are there for, the first of several in a row. */
function commented(statements: readonly Statement[]): readonly string[] {
  return statements.map((statement, index) => {
    const own = statement.techniques?.join(', ');
    const isFirst = own !== undefined && own !== statements[index - 1]?.techniques?.join(', ');
    return `${printStatement(statement)}${isFirst ? `  # ${own}` : ''}`;
  });
}
