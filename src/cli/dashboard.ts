import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { partOf } from '../language/parts.ts';
import type { Watch } from '../language/watch.ts';
import { settingsOf } from '../scenario/network.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { DashboardOptions } from '../ui/dashboard.ts';
import type { Compare } from '../ui/model/message.ts';
import { defaultSpeed, openingSpeed } from '../ui/model/speeds.ts';
import type { StartSweeps, SweepNews, SweepOrder, Sweeps } from '../ui/model/sweep.ts';
import { PART_IS_GONE } from '../ui/parts.ts';
import { startTrainer } from '../worker/client.ts';
import type { Checkpoint, Speed, Trainer } from '../worker/protocol.ts';
import type { Config } from './config.ts';
import { refuse } from './exit.ts';
import type { Race } from './race.ts';
import { editableFile, readEditor } from './scenario-file.ts';
import type { ScreenOptions } from './screen-options.ts';
import { safeText, showDashboard, tellFailure } from './show-dashboard.ts';
import { shownSubject } from './subject.ts';
import { LastSnapshot } from './writers/last-snapshot.ts';
import { type Writer, withWriters } from './writers/writer.ts';

export interface DashboardRequest {
  readonly scenario: Scenario;
  /** Its file, and the text in it. */
  readonly file: string;
  readonly text: string;
  /** In place of the seed of the scenario. */
  readonly seed: number | undefined;
  /** The seed of the scenario. */
  readonly describedSeed: number;
  readonly watches: readonly Watch[];
  /** The settings of other runs of a race, as a person has written them. */
  readonly race: readonly string[];
  readonly paused: boolean;
  /** Sentences in place of a screen. */
  readonly plain: boolean;
  readonly screen: ScreenOptions;
  /** The choices of a person for every run. */
  readonly config: Config;
  /** A message in the footer at the beginning. */
  readonly notice?: string | undefined;
  /** In place of the speed of the scenario. */
  readonly speed: Speed | undefined;
  readonly writers: readonly Writer[];
  /** The first run continues from here. */
  readonly checkpoint: Checkpoint | undefined;
}

/** The parts that few keys need. */
const readSave = partOf(() => import('./save.ts'));
const readExport = partOf(() => import('./commands/export.ts'));
const readRace = partOf(() => import('./race.ts'));
const readComparison = partOf(() => import('./comparison.ts'));
const readSweeps = partOf(() => import('./sweep/beside.ts'));
const readSummary = partOf(() => import('./summary.ts'));

/** Opens the dashboard. Returns the exit code of the process once it is left. */
export async function openDashboard(request: DashboardRequest): Promise<number> {
  const { file, text, seed, watches, race, paused, plain, screen, config, writers, checkpoint } = request;
  let { scenario } = request;
  let folder = dirname(file);
  let scenarioText = text;
  const speed = request.speed ?? scenario.playback.speed ?? config.speed;
  const { training, compareWith } = scenario;
  const safe = safeText();
  const last = new LastSnapshot();
  const read = (edited: Scenario, from: string): void => {
    scenario = edited;
    scenarioText = readFileSync(from, 'utf8');
    folder = dirname(from);
  };
  const scenarioFile = editableFile({ file, text, seed, safe, read }, writers.length > 0);
  const raceWith = async (texts: readonly string[]): Promise<Race> => {
    const part = await unlessGone(readRace());
    if (part === undefined) return { ok: false, problems: [PART_IS_GONE] };
    const settings = settingsOf(scenario);
    return part.raceOf(texts, { file, text: scenarioText, made: scenario.data.made, settings });
  };
  const rivals = race.length === 0 ? undefined : await raceWith(race);
  if (rivals?.ok === false) return refuse(rivals.problems.map((problem) => `backprop-tui: --race: ${safe(problem)}`));
  const options: Omit<DashboardOptions, 'theme'> = {
    subject: shownSubject(scenario, watches, safe, request.describedSeed),
    seed: training.seed,
    // A run that was resumed is past its first minute.
    speed: openingSpeed(speed ?? (checkpoint && defaultSpeed(training.iterations)), training.iterations),
    paused,
    ownKeys: config.ownKeys,
    notice: request.notice && safe(request.notice),
    startTrainer() {
      const savers = writers.length === 0 ? [] : [last, ...writers];
      const trainer = withWriters(startTrainer(new URL('./thread.js', import.meta.url)), savers);
      return checkpoint === undefined ? trainer : resuming(trainer, checkpoint);
    },
    async write({ question, file: to, what }) {
      const save = await unlessGone(readSave());
      if (save === undefined) return PART_IS_GONE;
      if (question.kind === 'file') {
        const problem = await save.saveScenario(to, scenario, what, folder);
        if (problem === undefined) scenarioFile.saved(to, readFileSync(to, 'utf8'));
        return problem;
      }
      const script = await unlessGone(readExport());
      if (script === undefined) return PART_IS_GONE;
      const outcome = await script.writeScript(save.scenarioOf(scenario, what), question.target, to, false);
      return outcome.ok ? undefined : outcome.problems[0];
    },
    rivals: rivals?.settings,
    async race(typed) {
      const read = await raceWith([typed]);
      return read.ok ? read : { ok: false, problem: safe(read.problems[0] ?? '') };
    },
    compare: compareWith === undefined ? undefined : comparing(compareWith, folder, safe, seed),
    sweeps: startingSweeps(() => scenario),
    scenarioFile,
    parts: [readSummary, readRace, readSave, readExport, readEditor, readSweeps],
    stdin: process.stdin,
    stdout: process.stdout,
  };
  const ending = await showDashboard(options, plain, screen, config);
  const problems = writers.flatMap(({ problem }) => problem ?? []);
  const remarks = writers.flatMap(({ remark }) => remark ?? []);
  for (const text of [...problems, ...remarks]) process.stderr.write(`backprop-tui: ${text}\n`);
  const exitCodeOr = (code: number): number => (problems.length === 0 ? code : 1);
  switch (ending.kind) {
    case 'quit': {
      const summary = await unlessGone(readSummary());
      if (summary === undefined) process.stderr.write(`backprop-tui: no summary: ${PART_IS_GONE}\n`);
      // The run continued between the last frame and the end.
      const { model } = ending;
      const snapshot = last.snapshot?.run === model.run ? last.snapshot : model.snapshot;
      const [savedAt] = writers.flatMap((writer) => writer.savedAt ?? []);
      for (const line of summary?.summaryOf({ ...model, snapshot }, savedAt) ?? []) process.stdout.write(`${line}\n`);
      return exitCodeOr(0);
    }
    case 'signal':
      // A script must be able to tell that files are missing.
      return remarks.length > 0 ? 1 : exitCodeOr(ending.exitCode);
    case 'error':
      return tellFailure(ending.error);
  }
}

/** Trains the scenario to compare with. Its code is read when it begins. */
function comparing(named: string, folder: string, safe: (text: string) => string, seed: number | undefined): Compare {
  return (tell) => {
    let stop: (() => void) | undefined;
    let isStopped = false;
    const begin = ({ comparisonWith }: Awaited<ReturnType<typeof readComparison>>): void => {
      if (!isStopped) stop = comparisonWith(named, folder, safe, seed)(tell);
    };
    readComparison().then(begin, () => tell({ ok: false, reason: PART_IS_GONE }));
    return () => {
      isStopped = true;
      stop?.();
    };
  };
}

/** The threads of sweeps. Their code is read with the first order. */
function startingSweeps(opened: () => Scenario): StartSweeps {
  return (tell) => {
    let sweeps: Promise<Sweeps> | undefined;
    let isClosed = false;
    return {
      order(order) {
        sweeps ??= readSweeps().then(({ sweepsBeside }) =>
          sweepsBeside(opened, new URL('./sweep.js', import.meta.url))(tell),
        );
        sweeps.then(
          (own) => isClosed || own.order(order),
          () => order.type === 'start' && tell(gone(order)),
        );
      },
      close() {
        isClosed = true;
        sweeps?.then(
          (own) => own.close(),
          () => {},
        );
      },
    };
  };
}

function gone({ sweep, asked }: SweepOrder & { readonly type: 'start' }): SweepNews {
  const fault = { message: PART_IS_GONE, offset: 0, length: asked.length };
  return { type: 'refused', sweep, asked, fault };
}

/** A part of the program; undefined when its file is gone. */
async function unlessGone<Read>(part: Promise<Read>): Promise<Read | undefined> {
  return await part.catch(() => undefined);
}

/** The trainer whose first run continues from a checkpoint; later runs begin at their beginning. */
function resuming(trainer: Trainer, checkpoint: Checkpoint): Trainer {
  let resume: Checkpoint | undefined = checkpoint;
  return {
    ...trainer,
    send(command) {
      if (command.type !== 'start' || resume === undefined) trainer.send(command);
      else {
        trainer.send({ ...command, resume });
        resume = undefined;
      }
    },
  };
}
