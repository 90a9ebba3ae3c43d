import { allExamples } from './examples.ts';
import { isOfSameData, keepRun } from './kept-runs.ts';
import type { Message } from './message.ts';
import { type Model, networkOf } from './model.ts';
import { ask, isRunning, start, type Update, withNotice, withoutEffects } from './requests.ts';

/** The reason why the key of the editor does nothing: before a copy is saved, or for good. */
export function whyNoEditor({ editing }: Model): string | undefined {
  return editing.never ?? editing.untilSaved;
}

/** Pauses the run: the editor has the terminal. */
export function pauseForEditor(model: Model): Update {
  return isRunning(model) ? ask(model, 'paused', { type: 'pause' }) : withoutEffects(model);
}

/** Starts a run of the scenario that has been read again; otherwise says why not, and lets the run go on as before. */
export function afterEditor(model: Model, { edited, wasRunning }: Message & { readonly type: 'edited' }): Update {
  if (edited.ok) return startEdited(model, edited, wasRunning);
  const told = withNotice(model, edited.reason, edited.isNews ? 'news' : 'refusal');
  return wasRunning && !isRunning(model) ? ask(told, 'running', { type: 'resume' }) : withoutEffects(told);
}

type Read = Extract<(Message & { readonly type: 'edited' })['edited'], { ok: true }>;

function startEdited(model: Model, { subject, seed, file }: Read, isRunningNext: boolean): Update {
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
    snapshot: undefined,
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
  const before = isKept ? `; the run before is kept as run ${number}` : '';
  return { ...started, model: withNotice(started.model, `${file} has been read: started over${before}`, 'news') };
}
