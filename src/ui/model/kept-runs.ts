import { printCell } from '../../language/change.ts';
import { errorUnitName, errorUnitOf } from '../../language/scaling.ts';
import { hasEffect, type NetworkSettings } from '../../network/settings.ts';
import type { Snapshot } from '../../worker/protocol.ts';
import { type Subject, settingsIn } from '../../worker/subject.ts';
import type { Compared } from './message.ts';
import type { KeptRun, Model } from './model.ts';
import { withNotice } from './requests.ts';
import { freeMark, MOST_MARKS, nextNumber, rivalsOf } from './rivals.ts';
import { settingWords } from './setting-words.ts';
import { shownTraining, trainingName, trainingStart } from './training.ts';

const MOST_KEPT_RUNS = 4;

/**
 * Keeps the current run for comparison. Beyond `MOST_KEPT_RUNS` the oldest goes.
 * @param isAutomatic true where no person has asked for that.
 */
export function keepRun(model: Model, isAutomatic = false): Model {
  const { snapshot, network, seed, run, keptRuns } = model;
  if (snapshot === undefined || snapshot.run !== run || snapshot.curve.iterations.length === 0) {
    return withNotice(model, 'no iteration has run yet');
  }
  const { curve, error } = snapshot;
  const solvedAt = solvedIn(model);
  const iteration = snapshot.iteration - trainingStart(model);
  const training = shownTraining(model);
  const scenario = training === undefined ? {} : { scenario: trainingName(model.trainings, training) };
  const same = keptRuns.find(
    (own) =>
      own.run === run &&
      own.iteration === iteration &&
      own.subject === network.subject &&
      own.scenario === scenario.scenario &&
      (own.edits ?? '') === editsOf(snapshot),
  );
  if (same !== undefined) return withNotice(model, `this is already kept as run ${same.number}`);
  // The run of the scenario to compare with is the last to go.
  const most = Math.min(MOST_KEPT_RUNS, MOST_MARKS - rivalsOf(model).length);
  const kept = keptRuns.filter(({ rival }) => rival === undefined);
  const gone = kept.length < most ? undefined : kept.find(({ run: own }) => own !== 0);
  const stay = keptRuns.filter((keptRun) => keptRun !== gone);
  const number = nextNumber(keptRuns);
  const { subject } = network;
  const keptRun: KeptRun = {
    number,
    mark: freeMark(stay),
    run,
    subject,
    seed,
    edits: editsOf(snapshot),
    curve,
    iteration,
    error,
    solvedAt,
    ...scenario,
    ...(isAutomatic ? { isAutomatic } : {}),
  };
  const text =
    gone === undefined
      ? `kept as run ${number}: change something, then K compares the runs`
      : `kept as run ${number} in place of run ${gone.number}, the oldest: at most ${most} are kept`;
  return withNotice({ ...model, keptRuns: [...stay, keptRun] }, text, 'news');
}

/** The iteration, of its training, since which the run is solved; null for a script without a verdict. */
export function solvedIn(model: Model): number | undefined | null {
  const { snapshot } = model;
  if (snapshot?.script !== undefined && snapshot.verdict === undefined) return null;
  return snapshot?.solvedAt === undefined ? undefined : snapshot.solvedAt - trainingStart(model);
}

/** Keeps the run of the scenario to compare with, and says so only where something is wrong with it. */
export function addCompared(model: Model, compared: Compared): Model {
  const warned = (text: string): Model => (model.notice === undefined ? withNotice(model, text) : model);
  if (!compared.ok) return warned(compared.reason);
  const { keptRuns } = model;
  if (keptRuns.length >= MOST_MARKS) return warned(`no room for ${compared.name}: remove a run in K`);
  const { ok: _, name: scenario, ...facts } = compared;
  // No run of the dashboard has the number 0.
  const run: KeptRun = { ...facts, scenario, run: 0, number: nextNumber(keptRuns), mark: freeMark(keptRuns) };
  const added: Model = { ...model, keptRuns: [...keptRuns, run] };
  const units = otherUnits(model.subject, run.subject);
  if (units === undefined || model.notice !== undefined) return added;
  return withNotice(
    added,
    `${scenario} has its error ${units[1]}, this run ${units[0]}: the curves cannot be compared`,
  );
}

/** `in €`, `in standard deviations`, for two runs whose errors are not in the same unit. */
function otherUnits(one: Subject, other: Subject): readonly [string, string] | undefined {
  const words = (subject: Subject): string => {
    const { scale } = errorUnitOf(subject);
    const name = errorUnitName(subject);
    return name === undefined ? 'without a unit' : scale === 'range' || scale === 'scaled' ? name : `in ${name}`;
  };
  const [own, its] = [words(one), words(other)];
  return own === its ? undefined : [own, its];
}

/** The most edits that the name of a run lists. */
const MOST_EDITS = 2;

/** The edits of a script: `syn0[1,0] = 5, alpha = 0.1`. Another subject has them in its settings. */
function editsOf(snapshot: Snapshot | undefined): string {
  if (snapshot?.script === undefined) return '';
  const made = snapshot.changes.slice(0, snapshot.changed).flatMap(({ edits }) => edits);
  const words = made.map((edit) =>
    edit.kind === 'cell' ? `${printCell(edit)} = ${edit.value}` : `alpha = ${edit.set.learningRate}`,
  );
  const more = words.length - MOST_EDITS;
  return [...words.slice(0, MOST_EDITS), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** The parts of a run that its name describes. */
type Described = Pick<KeptRun, 'subject' | 'seed' | 'edits'>;

/** The parts of a model that the names of its runs need. */
type Named = Pick<Model, 'keptRuns' | 'network' | 'seed'> & Partial<Pick<Model, 'snapshot'>>;

/**
 * The names of the kept runs: the settings in which each differs, those that it has alone first: `alpha 10, seed 2`. A
 * setting in which all of them differ from the current run in the same way is left out.
 */
export function keptRunNames({ keptRuns, network, seed, snapshot }: Named): readonly string[] {
  const now: Described = { subject: network.subject, seed, edits: editsOf(snapshot) };
  const names = keptRuns.map((keptRun) => {
    const others = keptRuns.filter((other) => other !== keptRun);
    const isShared = (key: Key): boolean => others.length > 0 && others.every((other) => !differ(other, keptRun, key));
    const isAlone = (key: Key): boolean => [now, ...others].every((other) => differ(other, keptRun, key));
    const own = keysOf([now, ...keptRuns]).filter((key) => !isShared(key));
    const differing = own.filter((key) => differ(now, keptRun, key));
    // Where nothing is left, the settings in which the others differ.
    const telling =
      differing.length > 0 ? differing : own.filter((key) => others.some((other) => differ(other, now, key)));
    const [alone, rest] = [telling.filter(isAlone), telling.filter((key) => !isAlone(key))];
    return [...alone, ...rest]
      .filter((key) => matters(keptRun, key))
      .map((key) => wordsOf(keptRun, key))
      .join(', ');
  });
  return names.map((name, index) => {
    const own = keptRuns[index]!;
    // The settings do not tell a run of other data.
    if (own.scenario !== undefined && (name === '' || !isOfSameData(own.subject, network.subject))) return own.scenario;
    if (name === '') return numbered(own);
    return names.indexOf(name) === names.lastIndexOf(name) ? name : `${numbered(keptRuns[index]!)}, ${name}`;
  });
}

export function isOfSameData(one: Subject, other: Subject): boolean {
  const isSame = (first: Subject['inputs'], second: Subject['inputs']): boolean =>
    first.data.length === second.data.length && first.data.every((cell, place) => cell === second.data[place]);
  return one === other || (isSame(one.inputs, other.inputs) && isSame(one.targets, other.targets));
}

/** The name of the current run: the settings that no kept run has: `this run, alpha 1`. */
export function thisRunName({ keptRuns, network, seed, snapshot }: Named): string {
  const now: Described = { subject: network.subject, seed, edits: editsOf(snapshot) };
  const alone = keysOf([now, ...keptRuns])
    .filter((key) => matters(now, key))
    .filter((key) => keptRuns.every((keptRun) => differ(keptRun, now, key)));
  return ['this run', ...(keptRuns.length === 0 ? [] : alone.map((key) => wordsOf(now, key)))].join(', ');
}

function numbered({ number }: KeptRun): string {
  return `run ${number}`;
}

type Key = keyof NetworkSettings | 'seed' | 'edits';

function keysOf(runs: readonly Described[]): readonly Key[] {
  const keys = runs.flatMap(({ subject }) => Object.keys(settingsIn(subject) ?? {})) as (keyof NetworkSettings)[];
  return [...new Set<Key>([...keys, 'seed', 'edits'])];
}

/** A text that is equal for equal values. */
function textOf({ subject, seed, edits = '' }: Described, key: Key): string | undefined {
  if (key === 'edits') return edits;
  return key === 'seed' ? String(seed) : JSON.stringify(settingsIn(subject)?.[key]);
}

/** False for a setting without effect, such as the momentum of plain descent. */
function matters({ subject }: Described, key: Key): boolean {
  const settings = settingsIn(subject);
  if (key === 'seed' || key === 'edits' || settings === undefined) return true;
  return hasEffect(key, settings, subject.inputs.rows);
}

function differ(one: Described, other: Described, key: Key): boolean {
  return textOf(one, key) !== textOf(other, key);
}

function wordsOf({ subject, seed, edits = '' }: Described, key: Key): string {
  if (key === 'edits') return edits === '' ? 'no change' : edits;
  const settings = settingsIn(subject);
  return key === 'seed' || settings === undefined ? `seed ${seed}` : settingWords(settings, key);
}
