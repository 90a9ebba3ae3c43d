import { parameters } from '../../language/program.ts';
import { printWatch } from '../../language/watch.ts';
import type { Sight, Table } from '../../learn/course/sight.ts';
import { options } from '../../network/options.ts';
import { settingsIn } from '../../worker/subject.ts';
import { type Model, shownState, shownView } from '../model/model.ts';
import { isThere, layoutOf } from '../model/pane-space.ts';
import { changesByHand, isRunning } from '../model/requests.ts';
import { type PaneName, paneNames } from '../views/layout.ts';

/** The dashboard as a lesson sees it. */
export function sightOf(model: Model): Sight {
  const { snapshot, network, subject, run, request } = model;
  const own = snapshot?.run === run ? snapshot : undefined;
  const view = shownView(model);
  const statement = view.kind === 'inspect' ? network.program.iteration[view.line] : undefined;
  return {
    isSettled: own !== undefined && own.request === request && model.journey === undefined,
    state: stateOf(model),
    iteration: own?.iteration ?? 0,
    line: own?.line ?? 0,
    goal: own?.goal ?? subject.iterations,
    seed: model.seed,
    alpha: own?.alpha ?? settingsIn(network.subject)?.learningRate,
    error: own?.error,
    solvedAt: own?.solvedAt,
    verdict: own?.verdict?.kind,
    view: view.kind,
    hasQuestion: model.view.kind === 'prompt' || model.view.kind === 'help',
    pane: model.focus,
    hiddenPanes: hiddenPanes(model),
    inside:
      view.kind === 'inspect' && statement !== undefined && view.inspection !== undefined
        ? { line: statement.target, ...view.cell }
        : undefined,
    option: view.kind === 'options' ? options[view.chosen]?.name : undefined,
    example: model.examples.chosen ?? 0,
    weight: model.weight,
    parameters: parameters(network.program),
    asked: model.asked?.inputs,
    settings: { ...settingsIn(network.subject) },
    changes: changesByHand(model).length,
    watches: model.watches.map(printWatch),
    marks: model.marks.length,
    kept: model.keptRuns.length,
    lines: network.program.iteration.map(({ target }) => target),
    table: (name) => tableNamed(name, model),
  };
}

/** Behind a view all panes are covered, which `esc` ends. */
function hiddenPanes(model: Model): readonly PaneName[] {
  const panes = model.view.kind === 'panes' ? layoutOf(model)?.panes : undefined;
  return panes === undefined ? [] : paneNames.filter((name) => panes[name] === undefined && isThere(model, name));
}

function stateOf(model: Model): Sight['state'] {
  const state = shownState(model);
  if (state === 'diverged') return state;
  if (state === 'finished') return 'ended';
  return isRunning(model) ? 'running' : 'paused';
}

/** The value of a name: of a parameter, of the data, or of a line that has run. */
function tableNamed(name: string, { snapshot, network, subject, run }: Model): Table | undefined {
  const { roles, iteration, given } = network.program;
  if (name === roles.examples) return tableOf(subject.inputs);
  if (name === roles.target && given.some((own) => own.name === name)) return tableOf(subject.targets);
  if (snapshot?.run !== run) return undefined;
  const parameter = snapshot.parameters.find((own) => own.name === name);
  if (parameter !== undefined) {
    const isWhole = parameter.blockRows === 1 && parameter.blockColumns === 1;
    return isWhole ? { rows: parameter.rows, columns: parameter.columns, cells: parameter.sums } : undefined;
  }
  const shape = network.shapes.get(name);
  const line = snapshot.lines?.[iteration.findLastIndex(({ target }) => target === name)];
  if (line !== undefined && line.cells.length > 0 && shape !== undefined) return { ...shape, cells: line.cells };
  // While the run trains, it reports no lines; the prediction is that of the last iteration.
  const { prediction } = snapshot;
  const isPrediction = name === roles.prediction && prediction.length > 0 && snapshot.lines === undefined;
  return isPrediction && shape?.rows === subject.targets.rows ? { ...shape, cells: prediction } : undefined;
}

function tableOf({
  rows,
  columns,
  data,
}: {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}): Table {
  return { rows, columns, cells: data };
}
