import { allExamples } from './examples.ts';
import { isOfSameData, keepRun } from './kept-runs.ts';
import { marksToKeep } from './marks.ts';
import type { Message } from './message.ts';
import { type Model, networkOf } from './model.ts';
import { ask, isRunning, start, type Update, withNotice, withoutEffects } from './requests.ts';
import { isScript } from './script.ts';
import { iterationWords } from './training.ts';

/** The reason why the key of the editor does nothing: before a copy is saved, or for good. */
export function whyNoEditor({ editing }: Model): string | undefined {
  return editing.never ?? editing.untilSaved;
}

/** Pauses the run: the editor has the terminal. */
export function pauseForEditor(model: Model): Update {
  return isRunning(model) ? ask(model, 'paused', { type: 'pause' }) : withoutEffects(model);
}

/** Starts a run of the scenario that has been read again; otherwise says why not, and lets the run continue as before. */
export function afterEditor(model: Model, { edited, wasRunning }: Message & { readonly type: 'edited' }): Update {
  if (edited.ok) {
    const { seed = model.seed } = edited;
    return edited.subject.kind === 'script'
      ? startEditedScript(model, edited, wasRunning)
      : startEdited(model, { ...edited, seed }, wasRunning);
  }
  const told = withNotice(model, edited.reason, edited.isNews ? 'news' : 'refusal');
  return wasRunning && !isRunning(model) ? ask(told, 'running', { type: 'resume' }) : withoutEffects(told);
}

type Read = Extract<(Message & { readonly type: 'edited' })['edited'], { ok: true }>;

/** The file has another content than the run: a script is read again at once, a scenario by a key. */
export function afterChange(model: Model, file: string, isGone = false): Update {
  if (isGone)
    return withoutEffects(
      withNotice(model, `${file} no longer exists: the run continues with the old contents`, 'news'),
    );
  return isScript(model)
    ? { model, effects: [{ type: 'readAgain' }] }
    : withoutEffects(withNotice(model, `${file} has changed: O reads it`, 'news'));
}

/**
 * Starts the new text of a script, which goes to the iteration where the run is. Breakpoints, watches, speed, seed and view stay. The
 * run before is kept, unless it was still on its way.
 */
function startEditedScript(model: Model, { subject: read, file }: Read, isRunningNext: boolean): Update {
  const seededAs = (own: Model['subject']): Model['subject'] =>
    own.kind === 'script' && read.kind === 'script' ? { ...read, namedSeed: own.namedSeed } : read;
  const subject = seededAs(model.subject);
  const { snapshot, run, reloaded, journey, seed } = model;
  const isOnItsWay =
    run === reloaded?.run && (journey !== undefined || snapshot?.run !== run || snapshot.iteration === 0);
  const goTo = isOnItsWay ? reloaded.goTo : snapshot?.run === run ? snapshot.iteration : 0;
  const kept = isOnItsWay ? model : keepRun(model);
  const isKept = kept.keptRuns !== model.keptRuns;
  const keptRuns = kept.keptRuns.map((own) => (model.keptRuns.includes(own) ? own : { ...own, isAutomatic: true }));
  const isOver = snapshot?.run === run && snapshot.state === 'finished';
  const opened = { ...model.opened, subject: seededAs(model.opened.subject) };
  const { view } = model;
  const covered = view.kind === 'prompt' ? view.covered : view;
  const next: Model = {
    ...model,
    ...{ keptRuns, subject, opened, network: networkOf(subject), markedBefore: marksToKeep(model) },
    ...{ snapshot: undefined, statements: undefined, weight: undefined, unit: undefined },
    chart: { ...model.chart, crosshair: undefined },
    // A view of a line may be of a line that is gone, and a question of another run.
    view: covered.kind === 'inspect' || asksInput(model) ? { kind: 'panes' } : view,
    reloaded: { run: run + 1, goTo },
  };
  const started = start(next, seed, isRunningNext || isOver ? 'running' : 'paused', goTo);
  const begun = goTo === 0 ? 'begins' : `goes to iteration ${iterationWords(model, goTo)}`;
  const before = isKept ? `; the earlier run is kept as run ${kept.keptRuns.at(-1)?.number}` : '';
  const words = `${file} has been read: a new run ${begun}${before}${marksAgain(model)}`;
  return { ...started, model: withNotice(started.model, words, 'news') };
}

/** The end of a sentence about a run that starts over. */
function marksAgain(model: Model): string {
  const { length } = marksToKeep(model);
  if (length === 0) return '';
  return length === 1 ? '; your mark returns at its iteration' : `; your ${length} marks return at their iterations`;
}

function asksInput({ view }: Model): boolean {
  return view.kind === 'prompt' && view.question.kind === 'input';
}

function startEdited(
  model: Model,
  { subject, seed, file }: Read & { readonly seed: number },
  isRunningNext: boolean,
): Update {
  const kept = keepRun(model);
  const isKept = kept.keptRuns !== model.keptRuns;
  const number = kept.keptRuns.at(-1)?.number;
  // The settings do not tell a run of other data: its scenario does.
  const keptRuns = kept.keptRuns.map((run) =>
    run.scenario === undefined && !isOfSameData(run.subject, subject) ? { ...run, scenario: model.subject.name } : run,
  );
  const next: Model = {
    ...model,
    ...{ keptRuns, subject, opened: { subject, seed }, network: networkOf(subject), watches: subject.watches },
    // Its matrices may have other sizes.
    ...{ snapshot: undefined, markedBefore: marksToKeep(model) },
    ...{
      watchesSince: model.request + 1,
      chosenWatch: 0,
      chart: { ...model.chart, watch: undefined, crosshair: undefined },
    },
    ...{
      view: { kind: 'panes' },
      weight: undefined,
      unit: undefined,
      asked: undefined,
      examples: allExamples,
      scroll: {},
    },
    plane: { unit: 0, discretised: false },
  };
  const started = start(next, seed, isRunningNext ? 'running' : 'paused');
  const before = isKept ? `; the earlier run is kept as run ${number}` : '';
  const words = `${file} has been read: a new run begins${before}${marksAgain(model)}`;
  return { ...started, model: withNotice(started.model, words, 'news') };
}
