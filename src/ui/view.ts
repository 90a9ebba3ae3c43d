import { firstVisible, layoutOf } from './model/extent.ts';
import { chosenLine, type Model, shownState } from './model/model.ts';
import { type Layout, type PaneName, type Rectangle, smallestSize } from './layout.ts';
import { drawError } from './panes/error-pane.ts';
import { drawFooter } from './panes/footer-pane.ts';
import { drawHeader } from './panes/header-pane.ts';
import { drawGradients } from './panes/gradients-pane.ts';
import { drawHelp } from './panes/help-pane.ts';
import { drawInspect } from './panes/inspect-pane.ts';
import { drawPredictions } from './panes/predictions-pane.ts';
import { drawProgram } from './panes/program-pane.ts';
import { drawWeights } from './panes/weights-pane.ts';
import { type Frame, fitFrame, span, wrap } from './text/line.ts';
import type { Style } from './theme/style.ts';
import type { Theme } from './theme/theme.ts';

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
  const { notice, failure } = model;
  const typed = model.view.kind === 'prompt' ? model.view.typed : undefined;
  const keys = {
    name: 'footer',
    place: footer,
    frame: [drawFooter({ notice, failure, typed }, footer.columns, theme)],
  };
  if (model.view.kind === 'help') return [helpOver(model, model.view.first, footer, theme), keys];
  const shown = Object.entries(panes) as [PaneName, Rectangle][];
  return [
    { name: 'header', place: header, frame: drawHeader(headerProps(model), header.columns, theme) },
    ...(wholeView(model, layout, theme) ??
      shown.map(([name, place]) => ({ name, place, frame: drawPane(name, model, place, theme) }))),
    keys,
  ];
}

/** A view that takes the place of all panes; undefined while the panes are what there is to see. */
function wholeView(model: Model, { header, footer }: Layout, theme: Theme): readonly PlacedFrame[] | undefined {
  const top = header.y + header.rows;
  const place = { x: 0, y: top, columns: header.columns, rows: footer.y - top };
  const { view, subject } = model;
  switch (view.kind) {
    case 'inspect': {
      const line = view.inspection?.line ?? view.line;
      const statement = subject.job.program.iteration[line];
      if (statement === undefined) return undefined;
      return [
        { name: 'inspect', place, frame: drawInspect({ statement, line, inspection: view.inspection }, place, theme) },
      ];
    }
    case 'gradients':
      return [{ name: 'gradients', place, frame: drawGradients({ report: view.report }, place, theme) }];
    default:
      return undefined;
  }
}

function drawPane(name: PaneName, model: Model, place: Rectangle, theme: Theme): Frame {
  const { subject, snapshot } = model;
  const { job, shapes, inputNames, targetNames } = subject;
  const { roles } = job.program;
  const focused = model.focus === name;
  const first = firstVisible(model, name);
  switch (name) {
    case 'error': {
      const names = { targetName: roles.target, predictionName: roles.prediction };
      const goal = snapshot?.goal ?? job.iterations;
      const here = snapshot === undefined || snapshot.iteration === snapshot.furthest ? undefined : snapshot.iteration;
      return drawError({ curve: snapshot?.curve, goal, here, scale: model.scale, ...names, focused }, place, theme);
    }
    case 'weights': {
      const views = snapshot?.parameters;
      return drawWeights(
        { program: job.program, shapes, inputNames, targetNames, views, first, focused },
        place,
        theme,
      );
    }
    case 'predictions': {
      const data = {
        inputs: job.inputs,
        targets: job.targets,
        prediction: snapshot?.prediction ?? new Float64Array(0),
      };
      const names = { inputNames, targetNames, targetName: roles.target, predictionName: roles.prediction };
      return drawPredictions({ ...data, ...names, first, focused }, place, theme);
    }
    case 'program':
      return drawProgram(
        {
          program: job.program,
          shapes,
          seed: model.seed,
          moment: snapshot?.lines === undefined ? undefined : { values: snapshot.lines, next: snapshot.line },
          cursor: chosenLine(model),
          first,
          focused,
        },
        place,
        theme,
      );
  }
}

function headerProps(model: Model): Parameters<typeof drawHeader>[0] {
  const { subject, snapshot, seed, speed } = model;
  return {
    name: subject.name,
    state: shownState(model),
    iteration: snapshot?.iteration ?? 0,
    goal: snapshot?.goal ?? subject.job.iterations,
    error: snapshot?.error,
    solvedAt: snapshot?.solvedAt,
    rate: snapshot?.rate,
    seed,
    learningRate: subject.learningRate,
    speed,
  };
}

function helpOver({ subject }: Model, first: number, footer: Rectangle, theme: Theme): PlacedFrame {
  const place = { x: 0, y: 0, columns: footer.columns, rows: footer.y };
  return { name: 'help', place, frame: drawHelp({ description: subject.description, first }, place, theme) };
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
