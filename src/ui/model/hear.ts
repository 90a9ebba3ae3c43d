import type { Report, Snapshot } from '../../worker/protocol.ts';
import { subjectAfter } from '../../worker/subject.ts';
import { rearranged } from './arrange.ts';
import { hasNotes } from './extent.ts';
import { isSame, marksOf } from './marks.ts';
import { type Model, networkOf } from './model.ts';
import { send, type Update, unchanged } from './requests.ts';
import { extended } from './trails.ts';

/** What the thread tells of the run that is on the screen; of others nothing is heard. */
export function hear(model: Model, report: Report): Update {
  if (report.run !== model.run) return unchanged(model);
  const { view } = model;
  switch (report.type) {
    case 'failed':
      return unchanged({ ...model, failure: report.message, wanted: 'paused' });
    case 'inspection':
      return view.kind === 'inspect'
        ? unchanged({ ...model, view: { kind: 'inspect', line: report.line, cell: report.cell, inspection: report } })
        : unchanged(model);
    case 'gradients':
      return view.kind === 'gradients'
        ? unchanged({ ...model, view: { kind: 'gradients', report } })
        : unchanged(model);
    case 'recollection':
      return view.kind === 'compare' && isSame(model.marks[view.mark], report.mark)
        ? unchanged({ ...model, view: { ...view, earlier: report } })
        : unchanged(model);
    case 'log':
    case 'checkpoint':
    case 'learned':
      // For a file, not for the screen.
      return unchanged(model);
    case 'snapshot':
      return see(model, report);
  }
}

function see(model: Model, told: Snapshot): Update {
  // A snapshot from before the watches were changed has values of others.
  const snapshot = told.request < model.watchesSince ? { ...told, watches: [] } : told;
  const settled = snapshot.request === model.request;
  const wanted = settled ? (snapshot.state === 'running' ? 'running' : 'paused') : model.wanted;
  const made = snapshot.log.slice(0, snapshot.changed).flatMap(({ edits }) => edits);
  const known = model.snapshot?.run === snapshot.run ? model.network : networkOf(model.subject);
  const subject = subjectAfter(model.subject, made, known.subject);
  const network = subject === known.subject ? known : networkOf(subject);
  const trails = extended(model, snapshot);
  const marks = marksOf(snapshot, model.marks);
  const next = rearranged(withFocus({ ...model, snapshot, wanted, network, trails, marks }));
  return send(next, { type: 'acknowledge' });
}

/** A pane that is no longer there cannot have the focus. */
function withFocus(model: Model): Model {
  return model.focus === 'notes' && !hasNotes(model) ? { ...model, focus: 'program' } : model;
}
