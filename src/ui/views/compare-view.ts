import type { Mark, Recollection } from '../../worker/protocol.ts';
import { footerWords } from '../keys/footer.ts';
import { whyNothingYet } from '../keys/why-not.ts';
import { withoutTraining } from '../keys/why-not-script.ts';
import { isSame, nameOf, numberOf } from '../model/marks.ts';
import { type Model, shownView } from '../model/model.ts';
import { askForNote } from '../model/prompt.ts';
import { send, type Update, withoutEffects } from '../model/requests.ts';
import { isScript } from '../model/script.ts';
import { withShapesOf } from '../model/script-network.ts';
import { trainingPlace } from '../model/training.ts';
import { type CompareProps, compareScrollLimit, drawCompare } from '../panes/compare-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** The network at a mark beside the network now. */
export interface CompareView {
  readonly kind: 'compare';
  readonly mark: Mark;
  /** The network at the mark; undefined until the training thread has answered. */
  readonly earlier: Recollection | undefined;
  readonly first: number;
}

export const compareView: ViewDefinition<CompareView> = {
  kind: 'compare',
  opener: {
    key: 'M',
    short: footerWords.M,
    description: 'compare the first iteration with now, then marks',
    group: 'Compare',
    disabled: withoutTraining(whyNothingYet),
    open: compareNext,
  },
  keys: [
    {
      key: 'enter',
      short: 'note',
      description: 'in the comparison: add a note to this mark',
      disabled: whyNoNote,
      act: (model, { mark }) => withoutEffects(askForNote(model, numberOf(model, mark)) ?? model),
    },
  ],
  footer: ['M', 'up', 'escape', '?', 'space', 's', 'enter', 'b', 'm'],
  answered: (model, view, report) =>
    report.type === 'recollection' && isSame(view.mark, report.mark)
      ? { ...view, earlier: isScript(model) ? withLayers(model, report) : report }
      : undefined,
  request: () => ({ hidden: true }),
  draw: (model, view, place, theme) => [
    { name: 'compare', place, frame: drawCompare(compareProps(model, view), place, theme) },
  ],
  scrollLimit: (model, view, place) => compareScrollLimit(compareProps(model, view), place),
};

/** A state of a script with the layers that follow from its parameters. */
function withLayers({ network }: Model, report: Recollection): Recollection {
  return { ...report, layers: withShapesOf(network, report.parameters).program.roles.layers };
}

/** Opens the first mark; then, with each call, the next one, and after the last of them the panes. */
function compareNext(model: Model): Update {
  const { view, marks } = model;
  const mark = marks[view.kind === 'compare' ? numberOf(model, view.mark) + 1 : 0];
  if (mark === undefined) return withoutEffects({ ...model, view: { kind: 'panes' } });
  const place = { iteration: mark.iteration, changes: mark.changes };
  const opened: Model = { ...model, view: { kind: 'compare', mark: place, earlier: undefined, first: 0 } };
  return send(opened, { type: 'recall', mark: place });
}

function whyNoNote(model: Model): string | undefined {
  const view = shownView(model);
  if (view.kind !== 'compare' || numberOf(model, view.mark) > 0) return undefined;
  return `${nameOf(model, view.mark)} has no note: M goes to the next mark`;
}

function compareProps(model: Model, { mark, earlier, first }: CompareView): CompareProps {
  const { subject, network, snapshot, trainings, marks } = model;
  const { inputs, inputScaling, targetScaling, targetUnits, inputNames, targetNames } = subject;
  const targets = earlier?.hasOtherTargets === true ? { ...subject.targets, rows: 0 } : subject.targets;
  const scaled = { inputs, inputScaling, targets, targetScaling, targetUnits };
  const data = { ...scaled, inputNames, targetNames, program: network.program };
  const areNumbered = subject.kind === 'script';
  const places = trainings.length > 1 &&
    earlier !== undefined &&
    snapshot !== undefined && {
      places: { before: trainingPlace(model, earlier.iteration), now: trainingPlace(model, snapshot.iteration) },
    };
  const number = numberOf(model, mark);
  const title = number === 0 ? 'first' : nameOf(model, mark);
  return { areNumbered, title, note: marks[number]?.note, earlier, now: snapshot, ...data, first, ...places };
}
