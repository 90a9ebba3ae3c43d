import { protectedText } from '../../data/formula.ts';
import { matrixFormatOf } from '../../formats/matrix-file.ts';
import { type LogFormat, logFormatOf } from '../../formats/run-log.ts';
import { errorUnitName, errorUnitOf } from '../../language/scaling.ts';
import { type Fault, printFaults } from '../../scenario/fault.ts';
import { withWeights } from '../../scenario/given-weights.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { targetWords } from '../../scenario/target-words.ts';
import type { Checkpoint } from '../../worker/protocol.ts';
import { findCheckpoint, notACheckpoint } from '../checkpoint/resume.ts';
import { cannotWrite, reasonOf } from '../file-problems.ts';
import { CheckpointWriter } from './checkpoint-writer.ts';
import { lockFile } from './file-lock.ts';
import { type LogUnit, LogWriter, notALog } from './log-writer.ts';
import { type FileInUse, filesOfScenario, isSameFile, overwrites } from './reserved-files.ts';
import { asFaults, notWeights, readWeights, WeightsWriter, wrongEnding } from './weights.ts';
import { unwritable } from './whole-file.ts';
import type { Warn, Writer } from './writer.ts';

/** The files that a run reads at its beginning, and those that it writes. */
export interface RunFiles {
  readonly weights?: string | undefined;
  readonly saveWeights?: string | undefined;
  /** The file of checkpoints, and the iterations between two of them. */
  readonly save?: string | undefined;
  readonly saveEvery?: number | undefined;
  readonly resume?: string | undefined;
  /** The log, and the iterations between two of its lines. */
  readonly log?: string | undefined;
  readonly logEvery?: number | undefined;
}

export type Prepared =
  | {
      readonly ok: true;
      /** The scenario, with the weights of `--weights`. */
      readonly scenario: Scenario;
      /** The checkpoint of `--resume`. */
      readonly checkpoint: Checkpoint | undefined;
      readonly writers: readonly Writer[];
      /** Lines to print before the run. */
      readonly notices: readonly string[];
    }
  /** The faults, as lines to print. */
  | { readonly ok: false; readonly lines: readonly string[] };

/**
 * Opens the files of a run, or reports their faults, before anything is trained.
 * @param file the file of the scenario.
 * @param warn shows problems while the run continues; undefined in the dashboard, where a run may continue after its end: a
 * checkpoint may then be later than the last iteration.
 */
export function prepare(file: string, scenario: Scenario, files: RunFiles, warn: Warn | undefined): Prepared {
  const { weights, saveWeights, save, saveEvery, resume, log, logEvery } = files;
  const lines = overwrites(outputsOf(files), [...filesOfScenario(file, scenario), ...inputsOf(files)]);
  if (lines.length > 0) return { ok: false, lines };
  let own = scenario;
  if (weights !== undefined) {
    const read = readWeights(weights);
    if (!read.ok) return failed(weights, [read.fault]);
    const begun = withWeights(scenario, read.matrices);
    if (!begun.ok) return failed(weights, asFaults(begun.faults));
    own = begun.scenario;
  }
  if (save !== undefined) {
    const fault = unwritable(save) ?? notACheckpoint(save) ?? lockFile(save, '--save');
    if (fault !== undefined) return failed(save, [fault]);
  }
  if (saveWeights !== undefined) {
    const hasFormat = matrixFormatOf(saveWeights) !== undefined;
    const fault = hasFormat
      ? (unwritable(saveWeights) ?? notWeights(saveWeights) ?? lockFile(saveWeights, '--save-weights'))
      : wrongEnding;
    if (fault !== undefined) return failed(saveWeights, [fault]);
  }
  const most = warn === undefined ? Number.POSITIVE_INFINITY : own.training.iterations;
  const found = resume === undefined ? undefined : findCheckpoint(resume, own, most);
  if (resume !== undefined && found?.ok === false) return failed(resume, found.faults);
  const opened = log === undefined ? undefined : openLog(log, logEvery ?? defaultLogEvery(own), own, warn);
  if (log !== undefined && opened?.ok === false) return failed(log, [opened.fault]);
  return {
    ok: true,
    scenario: own,
    checkpoint: found?.ok === true ? found.checkpoint : undefined,
    notices: [
      ...(found?.ok === true && found.notice !== undefined ? [plainText(`${resume}: ${found.notice}`)] : []),
      ...(opened?.ok === true && opened.notice !== undefined ? [plainText(opened.notice)] : []),
    ],
    writers: [
      ...(opened?.ok === true ? [opened.log] : []),
      ...(saveWeights === undefined ? [] : [new WeightsWriter(saveWeights)]),
      ...(save === undefined ? [] : [new CheckpointWriter(save, saveEvery, own, warn)]),
    ],
  };
}

function outputsOf({ save, saveWeights, log }: RunFiles): readonly FileInUse[] {
  return inUse({ '--save': save, '--save-weights': saveWeights, '--log': log });
}

/** A run that is resumed may replace the checkpoint that it continues from. */
function inputsOf({ weights, resume, save }: RunFiles): readonly FileInUse[] {
  const isGoingOn = resume !== undefined && save !== undefined && isSameFile(resume, save);
  return inUse({ 'the file of --weights': weights, 'the file of --resume': isGoingOn ? undefined : resume });
}

function inUse(files: Readonly<Record<string, string | undefined>>): readonly FileInUse[] {
  return Object.entries(files).flatMap(([role, file]) => (file === undefined ? [] : [{ file, role }]));
}

/** Iterations between two lines of a log, for about a thousand lines. */
function defaultLogEvery({ training }: Scenario): number {
  return Math.max(1, Math.round(training.iterations / 1000));
}

const noUnit = 'it has no column "unit", so its errors are the scaled numbers of the program; a new file gets the unit';

/** The unit of the errors of a scenario, safe for a table. */
function logUnitOf(scenario: Scenario, format: LogFormat): LogUnit {
  const words = targetWords(scenario);
  const name = errorUnitName(words);
  const text = name === undefined ? undefined : plainText(name);
  const isTable = format === 'csv';
  return { factor: errorUnitOf(words).factor, name: text !== undefined && isTable ? protectedText(text) : text };
}

type OpenedLog =
  | { readonly ok: true; readonly log: LogWriter; readonly notice: string | undefined }
  | { readonly ok: false; readonly fault: Fault };

function openLog(file: string, every: number, scenario: Scenario, warn: Warn | undefined): OpenedLog {
  const format = logFormatOf(file);
  if (format === undefined) {
    return { ok: false, fault: { path: '', expected: 'a name that ends in .ndjson or .csv', found: 'another' } };
  }
  // Before it is opened: that cuts off an unfinished last line.
  const other = notALog(file, format) ?? lockFile(file, '--log');
  if (other !== undefined) return { ok: false, fault: other };
  try {
    const unit = logUnitOf(scenario, format);
    const log = new LogWriter(file, format, every, { warn, unit });
    const isScaled = unit.name !== undefined && !log.hasUnit;
    return { ok: true, log, notice: isScaled ? `${file}: ${noUnit}` : undefined };
  } catch (error) {
    return { ok: false, fault: cannotWrite(reasonOf(error)) };
  }
}

function failed(file: string, faults: readonly Fault[]): Prepared {
  return { ok: false, lines: printFaults(file, faults) };
}
