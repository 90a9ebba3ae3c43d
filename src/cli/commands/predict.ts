import { columnsOf as columnsOfTable, noticesOf } from '../../data/columns.ts';
import type { DecimalMark } from '../../data/decimal-marks.ts';
import type { MissingPolicy } from '../../data/missing.ts';
import { type DatasetColumns, networkInputs, predictionTable } from '../../data/prediction.ts';
import { readTable } from '../../data/read-table.ts';
import type { Table } from '../../data/table.ts';
import { predict } from '../../engine/examiner.ts';
import { fitMatrices } from '../../formats/fit-matrices.ts';
import type { Program } from '../../language/program.ts';
import { learnedShapes } from '../../language/reads.ts';
import { count, counted } from '../../language/wording.ts';
import { buildProgram } from '../../network/build.ts';
import { settingsAfter } from '../../network/edits.ts';
import { type Fault, printFaults } from '../../scenario/fault.ts';
import { inputNames, plannedEdits, settingsOf, targetNames } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { filesOfScenario, unusableOut } from '../writers/reserved-files.ts';
import { asFaults, readWeights } from '../writers/weights.ts';
import { readBytes, writeWhole } from '../writers/whole-file.ts';

export interface PredictOptions {
  readonly scenario: string;
  readonly weights: string;
  readonly input: string;
  readonly out: string | undefined;
  /** Replaces an existing file. */
  readonly force: boolean;
  /** The choices for a data file. */
  readonly data?: DataFileOptions | undefined;
}

const MOST_BYTES = 100 * 2 ** 20;

/** Writes the predictions of a trained network for the rows of a table. Returns the exit code. */
export async function predictRows({
  scenario: named,
  weights,
  input,
  out,
  force,
  data,
}: PredictOptions): Promise<number> {
  const file = resolveScenario(named);
  const parsed = await openScenario(file, data, false);
  if (!parsed.ok) return unusable(file, parsed.faults);
  if (out !== undefined) {
    const read = [
      { file: weights, role: 'the file of --weights' },
      { file: input, role: 'the file of --input' },
    ];
    const lines = unusableOut(out, [...filesOfScenario(file, parsed.scenario), ...read], force);
    if (lines.length > 0) return refuse(lines);
  }
  const stored = readWeights(weights);
  if (!stored.ok) return unusable(weights, [stored.fault]);
  const programs = predictors(parsed.scenario);
  const fits = programs.map((program) => fitMatrices(learnedShapes(program), stored.matrices));
  const fitting = fits.findIndex(({ ok }) => ok);
  const fitted = fits[Math.max(0, fitting)] as (typeof fits)[number];
  if (!fitted.ok) return unusable(weights, asFaults(fitted.faults));
  const read = readBytes(input, 'a table', MOST_BYTES);
  if (!read.ok) return unusable(input, [read.fault]);
  const decimal = parsed.scenario.data.made?.written['decimal'] as DecimalMark | undefined;
  const table = readTable([read.bytes], { file: input, decimal });
  if (!table.ok) return unusable(input, table.faults);
  const about = columnsOf(parsed.scenario);
  const taken = networkInputs(table.table, about);
  if (!taken.ok) return unusable(input, taken.faults);
  for (const notice of noticesOfInputs(table.table, about.inputNames)) {
    process.stderr.write(`${plainText(`${input}: ${notice}`)}\n`);
  }
  const { leftOut } = taken;
  if (leftOut !== undefined) {
    const rows = `${counted(leftOut.rows, 'row')} without a prediction: a value is missing, first in line ${count(leftOut.line)}`;
    process.stderr.write(`${plainText(input)}: ${rows}\n`);
  }
  const lines = predictionTable(predict(programs[fitting] as Program, fitted.matrices, taken.inputs), about, leftOut);
  if (out === undefined) {
    for (const line of lines) process.stdout.write(`${line}\n`);
    return 0;
  }
  const failed = writeWhole(out, `${[...lines].join('\n')}\n`, force ? 'replace' : 'create');
  if (failed !== undefined) process.stderr.write(`backprop-tui: ${plainText(out)} cannot be written: ${failed}\n`);
  return failed === undefined ? 0 : 1;
}

/** The networks at the end and at the beginning of a scenario; they differ when it plans changes. */
function predictors(scenario: Scenario): readonly Program[] {
  const first = settingsOf(scenario);
  const edits = plannedEdits(scenario).flatMap((planned) => planned.edits);
  // The number of examples does not matter: the examiner takes any.
  return [settingsAfter(first, edits), first].map((settings) =>
    buildProgram({ ...settings, initial: 0, batchSize: 0 }, 1),
  );
}

/** The notices about the reading of a table and of the columns that are inputs: `colour` for the input `colour=red`. */
function noticesOfInputs(table: Table, inputs: readonly string[]): readonly string[] {
  const read = columnsOfTable(table);
  const places = read.columns.flatMap(({ name }, place) => {
    const isInput = table.names === undefined || inputs.some((own) => own === name || own.startsWith(`${name}=`));
    return isInput ? [place] : [];
  });
  return noticesOf(read, places, true);
}

function columnsOf(scenario: Scenario): DatasetColumns {
  const { dataset, written } = scenario.data.made ?? {};
  const { classes, inputScaling, targetScaling, inputFillings } = dataset ?? {};
  return {
    inputNames: inputNames(scenario),
    targetNames: targetNames(scenario).map(plainText),
    classes: classes?.map(plainText),
    inputScaling,
    targetScaling,
    inputFillings,
    missing: written?.['missing'] as MissingPolicy | undefined,
  };
}

function unusable(file: string, faults: readonly Fault[]): number {
  return refuse(printFaults(file, faults));
}
