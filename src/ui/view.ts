import { firstVisible, layoutOf, viewPlace } from './model/extent.ts';
import { chosenLine, type Model, shownState } from './model/model.ts';
import { ghostNames } from './model/ghost-names.ts';
import { ghostRows } from './model/ghosts.ts';
import { changeNotes, compareProps, optionsProps, watchNotes } from './model/props.ts';
import { type Layout, type PaneName, type Rectangle, smallestSize } from './layout.ts';
import { BORDER, box } from './panes/box.ts';
import { drawCompare } from './panes/compare-pane.ts';
import { drawError } from './panes/error-pane.ts';
import { drawFooter } from './panes/footer-pane.ts';
import { drawHeader } from './panes/header-pane.ts';
import { drawGradients } from './panes/gradients-pane.ts';
import { drawHelp } from './panes/help-pane.ts';
import { drawInspect } from './panes/inspect-pane.ts';
import { drawNotes } from './panes/notes-pane.ts';
import { drawGhostTable } from './panes/ghosts-table.ts';
import { drawOptions } from './panes/options-pane.ts';
import { drawPredictions } from './panes/predictions-pane.ts';
import { drawProgram } from './panes/program-pane.ts';
import { drawVerdict } from './panes/verdict-pane.ts';
import { drawWeights } from './panes/weights-pane.ts';
import { type Frame, fitFrame, span, wrap } from './text/line.ts';
import type { Style } from './theme/style.ts';
import type { Theme } from './theme/theme.ts';
import { evaluationWords } from './words/evaluation-words.ts';

/** A frame and where it stands. */
export interface PlacedFrame {
  readonly name: string;
  readonly place: Rectangle;
  readonly frame: Frame;
}

/** The whole screen, as frames that cover it without overlap, each exactly as large as its place. */
export function view(model: Model, theme: Theme): readonly PlacedFrame[] {
  const layout = layoutOf(model);
  return (layout === undefined ? tooSmall(model, theme) : dashboard(model, layout, theme)).map((placed) => ({
    ...placed,
    frame: fitFrame(placed.frame, placed.place.columns, placed.place.rows),
  }));
}

function dashboard(model: Model, layout: Layout, theme: Theme): readonly PlacedFrame[] {
  const { header, footer, panes } = layout;
  const { notice, failure, view } = model;
  const prompt = view.kind === 'prompt' ? view : undefined;
  const keys = { name: 'footer', place: footer, frame: drawFooter({ notice, failure, prompt }, footer.columns, theme) };
  const whole = wholeView(model, viewPlace(model, layout), theme);
  if (view.kind === 'help' && whole !== undefined) return [whole, keys];
  const shown = Object.entries(panes) as [PaneName, Rectangle][];
  return [
    { name: 'header', place: header, frame: drawHeader(headerProps(model), header.columns, theme) },
    ...(whole === undefined
      ? shown.map(([name, place]) => ({ name, place, frame: drawPane(name, model, place, theme) }))
      : [whole]),
    keys,
  ];
}

/** A view that takes the place of all panes; undefined while the panes are what there is to see. */
function wholeView(model: Model, place: Rectangle, theme: Theme): PlacedFrame | undefined {
  const { view, subject, network, snapshot } = model;
  const name = view.kind;
  switch (view.kind) {
    case 'help':
      return {
        name,
        place,
        frame: drawHelp({ description: subject.description, first: view.first }, place, theme),
      };
    case 'inspect': {
      const line = view.inspection?.line ?? view.line;
      const statement = view.inspection?.statement ?? network.program.iteration[line];
      if (statement === undefined) return undefined;
      const { error } = network.program.roles;
      return { name, place, frame: drawInspect({ statement, line, error, inspection: view.inspection }, place, theme) };
    }
    case 'gradients':
      return { name, place, frame: drawGradients({ report: view.report, program: network.program }, place, theme) };
    case 'compare':
      return { name, place, frame: drawCompare(compareProps(model, view), place, theme) };
    case 'verdict':
      return {
        name,
        place,
        frame: drawVerdict({ verdict: snapshot?.verdict, first: view.first }, place, theme),
      };
    case 'options':
      return { name, place, frame: drawOptions(optionsProps(model, view), place, theme) };
    case 'ghosts':
      return { name, place, frame: drawKeptRuns(model, view.chosen, place, theme) };
    case 'panes':
    case 'prompt':
      return undefined;
  }
}

function drawKeptRuns(model: Model, chosen: number, place: Rectangle, theme: Theme): Frame {
  const text = {
    title: 'kept runs',
    details: ['by what tells them apart'],
    note: 'x lets one go, esc closes',
    focused: true,
  };
  const inner = { columns: place.columns - BORDER.columns, rows: place.rows - BORDER.rows };
  return box(text, place, drawGhostTable(ghostRows(model), chosen, inner, theme), theme);
}

function drawPane(name: PaneName, model: Model, place: Rectangle, theme: Theme): Frame {
  const { subject, network, snapshot } = model;
  const { job, inputNames, targetNames } = subject;
  const { program, shapes } = network;
  const { roles } = program;
  const focused = model.focus === name;
  const first = firstVisible(model, name);
  switch (name) {
    case 'error': {
      const names = { targetName: roles.target, predictionName: roles.prediction };
      const goal = snapshot?.goal ?? job.iterations;
      const here = snapshot === undefined || snapshot.iteration === snapshot.furthest ? undefined : snapshot.iteration;
      const ghostsNamed = ghostNames(model);
      const ghosts = model.ghosts.map(({ number, mark, curve }, index) => ({
        name: ghostsNamed[index] ?? '',
        number,
        mark,
        curve,
      }));
      const curves = { curve: snapshot?.curve, ghosts, goal, here };
      return drawError({ ...curves, scale: model.scale, ...names, focused }, place, theme);
    }
    case 'weights': {
      const data = { program, shapes, inputNames, targetNames, views: snapshot?.parameters };
      return drawWeights({ ...data, first, chosen: focused ? model.weight : undefined, focused }, place, theme);
    }
    case 'predictions': {
      const data = {
        inputs: job.inputs,
        targets: job.targets,
        prediction: snapshot?.prediction ?? new Float64Array(0),
      };
      const predictionName = program.evaluation?.prediction ?? roles.prediction;
      const names = { inputNames, targetNames, targetName: roles.target, predictionName };
      const meaning = evaluationWords(program);
      return drawPredictions({ ...data, ...names, meaning, batch: snapshot?.batch, first, focused }, place, theme);
    }
    case 'program':
      return drawProgram(
        {
          program,
          shapes,
          seed: model.seed,
          moment: snapshot?.lines === undefined ? undefined : { values: snapshot.lines, next: snapshot.line },
          offender: snapshot?.offender,
          cursor: chosenLine(model),
          first,
          focused,
        },
        place,
        theme,
      );
    case 'notes': {
      const chosen = focused ? model.chosenWatch : undefined;
      const notes = { watches: watchNotes(model), changes: changeNotes(model) };
      return drawNotes({ ...notes, first, chosen, focused }, place, theme);
    }
  }
}

/** Completed epochs; undefined where every iteration is one. */
function epochOf({ network, subject, snapshot }: Model): number | undefined {
  const { batchSize = 0 } = network.settings;
  const examples = subject.job.inputs.rows;
  if (batchSize === 0 || batchSize >= examples) return undefined;
  return Math.floor(((snapshot?.iteration ?? 0) * batchSize) / (examples - (examples % batchSize)));
}

function headerProps(model: Model): Parameters<typeof drawHeader>[0] {
  const { subject, network, snapshot, seed, speed } = model;
  return {
    name: subject.name,
    state: shownState(model),
    iteration: snapshot?.iteration ?? 0,
    goal: snapshot?.goal ?? subject.job.iterations,
    furthest: snapshot?.furthest ?? 0,
    stopReason: snapshot?.stopReason,
    epoch: epochOf(model),
    error: snapshot?.error,
    rate: snapshot?.rate,
    seed,
    learningRate: network.settings.learningRate,
    speed,
    verdict: snapshot?.verdict,
  };
}

/** The size that is needed, if there is room for no more than that. */
function tooSmall({ size }: Model, { glyphs, styles }: Theme): readonly PlacedFrame[] {
  const needed = `${smallestSize.columns}${glyphs.times}${smallestSize.rows}`;
  const found = `${size.columns}${glyphs.times}${size.rows}`;
  const lines = (text: string, style: Style): Frame => wrap(text, size.columns).map((line) => [span(line, style)]);
  const sentence = lines(`backprop-tui needs ${needed}`, styles.strong);
  const frame = [
    ...(sentence.length <= size.rows ? sentence : lines(needed, styles.strong)),
    ...lines(`this is ${found}`, styles.quiet),
  ];
  return [{ name: 'too small', place: { x: 0, y: 0, ...size }, frame }];
}
