import { basename, dirname, extname, join } from 'node:path';
import { count, counted, quoted, shortened } from '../../language/wording.ts';
import { fileFault, printFaults } from '../../scenario/fault.ts';
import { layerSizes } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { holdsData } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { scenarioText } from '../../scenario/write.ts';
import { wrap } from '../../ui/text/line.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { writeWhole } from '../writers/whole-file.ts';

/** Writes the scenario of a data file, to be kept and edited, and prints what was chosen. Returns the exit code. */
export async function initScenario(data: string, options: DataFileOptions = {}): Promise<number> {
  const given = resolveScenario(data);
  const parsed = await openScenario(given, { ...options, mayLead: false }, false);
  if (!parsed.ok) return refuse(printFaults(data, parsed.faults));
  if (!holdsData(given)) {
    const advice = `backprop-tui ${data} trains it`;
    return refuse(printFaults(data, [fileFault('a data file', 'a scenario', advice)]));
  }
  // A scenario names its data relative to its own folder.
  const name = data.replace(/\.gz$/i, '');
  const file = join(dirname(data), `${basename(name, extname(name))}.json`);
  const reason = writeWhole(file, scenarioText(parsed.scenario), 'create');
  if (reason !== undefined) return refuse([`${plainText(file)} cannot be written: ${reason}`]);
  const { columns = WIDTH } = process.stdout;
  for (const line of summaryOf(parsed.scenario, file, Math.min(columns, WIDTH))) process.stdout.write(`${line}\n`);
  return 0;
}

/** Columns of the lines without a terminal. */
const WIDTH = 100;
const INDENT = 12;
const NAMES_SHOWN = 12;

/** The choices of a scenario in lines of at most `width` columns, and the next step. */
function summaryOf(scenario: Scenario, file: string, width: number): readonly string[] {
  const { network, training, data } = scenario;
  const { dataset, rows, notices = [] } = data.made ?? {};
  const { classes, train, test, targetColumns = [] } = dataset ?? {};
  const target = targetColumns.map((name) => shortened(name, 40)).join(', ') || 'the last columns';
  const quantity = targetColumns.length > 1 ? 'quantities' : 'a quantity';
  const kind = classes === undefined ? quantity : `${count(classes.length)} classes: ${listed(classes)}`;
  const learned = train?.inputs.rows ?? 0;
  const tested = test === undefined ? 'no test set' : `${count(test.inputs.rows)} in the test set`;
  const used = rows !== undefined && rows.used < rows.all ? `${count(rows.used)} of ${counted(rows.all, 'row')}: ` : '';
  const activations = [network.activation].flat().join(', ');
  const entries: readonly (readonly [string, string])[] = [
    ['target', `${target}, ${kind}`],
    ['inputs', `${count(data.inputs[0]?.length ?? 0)}: ${listed(data.inputNames ?? [])}`],
    ['rows', `${used}${count(learned)} in the training set, ${tested}`],
    ...notices.map((notice): readonly [string, string] => ['note', notice]),
    ['network', `layers ${layerSizes(scenario).join('-')}, ${activations}`],
    ['training', `${counted(training.iterations, 'iteration')} of ${optimizerOf(scenario)}, ${training.loss}`],
  ];
  return [
    `${plainText(file)} written`,
    ...entries.flatMap(([term, words]) => {
      const [first = '', ...rest] = wrap(plainText(words), width - INDENT);
      return [`  ${term.padEnd(INDENT - 2)}${first}`, ...rest.map((line) => ' '.repeat(INDENT) + line)];
    }),
    `Next: backprop-tui ${plainText(/\s/.test(file) ? quoted(file) : file)}`,
    'The reasons for these choices are in its description, which ? shows.',
  ];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => shortened(name, 20));
  return [...shown, ...(names.length > NAMES_SHOWN ? [`and ${count(names.length - NAMES_SHOWN)} more`] : [])].join(
    ', ',
  );
}

function optimizerOf({ training: { optimizer, learningRate } }: Scenario): string {
  const name = typeof optimizer === 'object' ? optimizer.name : optimizer;
  return `${name} with alpha ${learningRate}`;
}
