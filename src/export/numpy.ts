import { buildProgram } from '../program/build.ts';
import { printStatement } from '../program/print.ts';
import type { Program, Statement } from '../program/program.ts';
import { preamble } from './numpy-names.ts';
import { docstringText, pythonArray, wrapped } from './python-text.ts';
import type { ScriptSource } from './source.ts';

/**
 * The same training as a script for Python 3 with NumPy. Its lines are those of the program, character for character; only
 * what is around them is written here.
 */
export function numpyScript(source: ScriptSource): string {
  const { settings, dataset, seed } = source;
  const { inputs, targets } = dataset.train;
  const program = buildProgram(settings, inputs.rows);
  const body = [
    ...pythonArray('X', inputs),
    ...pythonArray('y', targets),
    '',
    `seed(${seed})`,
    ...commented(program.setup),
    '',
    `for iteration in range(${source.iterations}):`,
    ...indented(commented(program.iteration)),
    ...indented(report(program, source)),
    '',
    ...outcome(program),
  ];
  return [...heading(source), '', ...preamble(body.join('\n')), '', '', ...body, ''].join('\n');
}

function heading({ name, description }: ScriptSource): readonly string[] {
  const about = description === '' ? [] : ['', ...wrapped(docstringText(description))];
  const how =
    'Written by backprop-tui. The indented lines are those that it shows and runs: the same seed, the same numbers in the same order.';
  return [`"""${docstringText(name)}`, ...about, '', ...wrapped(how), '"""'];
}

/** Lines that are beside the tutorial's say what they are there for, the first of several in a row. */
function commented(statements: readonly Statement[]): readonly string[] {
  return statements.map((statement, index) => {
    const own = statement.items?.join(', ');
    const isFirst = own !== undefined && own !== statements[index - 1]?.items?.join(', ');
    return `${printStatement(statement)}${isFirst ? `  # ${own}` : ''}`;
  });
}

function report({ roles, evaluation }: Program, { reportEvery }: ScriptSource): readonly string[] {
  if (reportEvery === 0) return [];
  const lines = evaluation === undefined ? [] : evaluation.lines.map(printStatement);
  return [
    `if iteration % ${reportEvery} == 0:`,
    ...indented([...lines, `print("Error:" + str(mean(abs(${evaluation?.error ?? roles.error}))))`]),
  ];
}

function outcome({ roles, evaluation }: Program): readonly string[] {
  const lines =
    evaluation === undefined
      ? []
      : ['# Every example, with nothing left out.', ...evaluation.lines.map(printStatement)];
  return [...lines, 'print("Output After Training:")', `print(${evaluation?.prediction ?? roles.prediction})`];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}
