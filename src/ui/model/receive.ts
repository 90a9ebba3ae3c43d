import type { PartGoneReport, Report, Snapshot } from '../../worker/protocol.ts';
import { subjectAfter, withExamined, withFound } from '../../worker/subject.ts';
import { PART_IS_GONE } from '../parts.ts';
import { takeAnswer, viewAtRest } from '../views/view.ts';
import { rearranged } from './arrange.ts';
import { withStatements } from './breakpoints.ts';
import { withMarksOf } from './marks.ts';
import { type Model, networkOf, shownView } from './model.ts';
import { isThere } from './pane-space.ts';
import { openInput } from './prompt.ts';
import { send, type Update, withNotice, withoutEffects, withWatches } from './requests.ts';
import { withRivalsNow } from './rivals.ts';
import { examinedIn, failedLine, foundIn, scriptOf, scriptView, trainsNothing } from './script.ts';
import { foundForms, withShapesOf } from './script-network.ts';
import { firstVisible, sourceLines, sourceStart, visibleRows } from './script-rows.ts';

/** The model after a report of the training thread. Reports of other runs are dropped. */
export function receive(model: Model, report: Report): Update {
  if (report.run !== model.run) return withoutEffects(model);
  switch (report.type) {
    case 'failed':
      return withoutEffects({
        ...model,
        failure: report.message,
        journey: undefined,
        runsTo: undefined,
        wanted: 'paused',
      });
    case 'snapshot':
      return receiveSnapshot(model, report);
    case 'inspection':
    case 'inside':
    case 'gradients':
    case 'gradientProgress':
    case 'scriptGradients':
    case 'checkUp':
    case 'recollection':
      return withoutEffects(takeAnswer(model, report));
    case 'partGone':
      return withoutEffects(withNotice(withoutView(model, report.part), PART_IS_GONE));
    case 'found': {
      const known = withFound(model.subject, report.found, report.targets);
      const examined = examinedIn({ subject: known });
      const foundWords = report.found && foundForms(report.found, examined?.from);
      const subject = { ...known, foundWords, ...(examined === undefined && { inputNames: [] }) };
      // The roles are no change of the script as it was opened.
      const opened = model.opened.subject === model.subject ? { ...model.opened, subject } : model.opened;
      const network = withShapesOf(networkOf(subject), model.snapshot?.parameters ?? []);
      return withoutEffects(withFocus({ ...model, subject, opened, network }));
    }
    case 'editRefused':
      return withoutEffects(withNotice(model, report.reason));
    case 'examined': {
      const { examined } = report;
      const found = foundIn(model);
      const more =
        'why' in examined ? {} : { inputNames: examined.names, foundWords: found && foundForms(found, examined.from) };
      const subject = { ...withExamined(model.subject, examined), ...more };
      const opened = model.opened.subject === model.subject ? { ...model.opened, subject } : model.opened;
      const network = withShapesOf(networkOf(subject), model.snapshot?.parameters ?? []);
      return withoutEffects(withFocus({ ...model, subject, opened, network }));
    }
    case 'statements':
      return withoutEffects(withStatements(model, report.lines));
    case 'trainings':
      return withoutEffects({ ...model, trainings: report.trainings });
    case 'journey':
      return withoutEffects({ ...model, journey: report.journey });
    case 'file': {
      const { [report.file]: _, ...others } = model.fileProblems;
      const own = report.problem === undefined ? {} : { [report.file]: report.problem };
      return withoutEffects({ ...model, fileProblems: { ...others, ...own } });
    }
    case 'log':
    case 'checkpoint':
    case 'learned':
      // For a file, not for the screen.
      return withoutEffects(model);
  }
}

/** The model without a view that gets no answer. A question that covers it stays. */
function withoutView(model: Model, kind: PartGoneReport['part']): Model {
  if (shownView(model).kind !== kind) return model;
  const panes = { kind: 'panes' } as const;
  return { ...model, view: model.view.kind === 'prompt' ? { ...model.view, covered: panes } : panes };
}

/** Shows a snapshot, and acknowledges it: the training thread then sends the next one. */
function receiveSnapshot(model: Model, received: Snapshot): Update {
  // Older snapshots hold values of other watches.
  const snapshot = received.request < model.watchesSince ? withWatches(received, []) : received;
  const settled = snapshot.request === model.request;
  const wanted = settled ? (snapshot.state === 'running' ? 'running' : 'paused') : model.wanted;
  const made = snapshot.changes.slice(0, snapshot.changed).flatMap(({ edits }) => edits);
  const known = model.snapshot?.run === snapshot.run ? model.network : networkOf(model.subject);
  const subject = subjectAfter(model.subject, made, known.subject);
  const network = withShapesOf(subject === known.subject ? known : networkOf(subject), snapshot.parameters);
  const runsTo = settled ? undefined : model.runsTo;
  const risesFrom = snapshot.risingSpeed === undefined ? undefined : model.risesFrom;
  const seeded = withRivalsNow(withSeedOf(model, snapshot), snapshot.rivals);
  // A run that stops before its iteration does not do the moves that wait for it.
  const waiting = settled && snapshot.iteration !== (model.runsTo ?? snapshot.iteration) ? [] : model.waiting;
  const shown = { ...seeded, snapshot, wanted, runsTo, waiting, risesFrom, network, ...withMarksOf(model, snapshot) };
  const rests = rearranged(withFocus(withSourceInSight(shown, model)));
  const next = isAskedNow(model, rests) ? (openInput(rests) ?? rests) : rests;
  const acknowledged = send(next, { type: 'acknowledge' });
  if (!settled || snapshot.state === 'running') return acknowledged;
  const followed = viewAtRest(acknowledged.model);
  return { model: followed.model, effects: [...acknowledged.effects, ...followed.effects] };
}

/** The seed of a script is the number that it uses itself, once that is known. */
function withSeedOf(model: Model, { script }: Snapshot): Model {
  const [first] = script?.seeds ?? [];
  if (first === undefined || model.subject.kind !== 'script') return model;
  const { subject, opened } = model;
  const isOpened = opened.subject.kind === 'script' && opened.subject.namedSeed === subject.namedSeed;
  const isKnown = model.seed === first.used && (!isOpened || opened.seed === first.used);
  if (isKnown) return model;
  return { ...model, seed: first.used, opened: isOpened ? { ...opened, seed: first.used } : opened };
}

/** True when a script has come to a question of `input`. */
function isAskedNow(before: Model, { view, snapshot }: Model): boolean {
  const [was, now] = [before.snapshot?.script, snapshot?.script];
  // A line may ask twice: the first answer is a line of the output.
  const isNew = was?.asks === undefined || was.lines !== now?.lines || was.output.count !== now.output.count;
  return isNew && snapshot?.script?.asks !== undefined && view.kind === 'panes';
}

/**
 * The source scrolls to the line that runs next, or to the line that has ended the script, when a script has gone on; to the training loop, when
 * its iterations begin to run.
 */
function withSourceInSight(model: Model, before: Model): Model {
  const view = scriptView(model);
  const script = scriptOf(model);
  const [now, was] = [model.snapshot, before.snapshot];
  if (script === undefined || view === undefined || now === undefined) return model;
  const placeOf = (line: number): Model['scroll'] => {
    const first = firstVisible(model, 'program');
    return { ...model.scroll, program: sourceStart(line, first, visibleRows(model, 'program'), sourceLines(script)) };
  };
  if (now.state === 'running' && !trainsNothing(model)) {
    // While iterations run, no line is marked.
    const loop = foundIn(model)?.line;
    const isOnItsWay = was?.run === now.run && was.state === 'running' && was.iteration > 0;
    return loop === undefined || now.iteration === 0 || isOnItsWay ? model : { ...model, scroll: placeOf(loop) };
  }
  const isSame = now.run === was?.run && was.script?.lines === view.lines && was.state !== 'running';
  const line = view.line ?? failedLine(model);
  if (line === undefined || isSame) return model;
  return { ...model, cursor: undefined, scroll: placeOf(line) };
}

/** The focus leaves a pane that is gone. */
export function withFocus(model: Model): Model {
  return isThere(model, model.focus)
    ? model
    : { ...model, focus: model.focus === 'network' ? 'predictions' : 'program' };
}
