import { settingsIn } from '../../worker/subject.ts';
import type { Newest } from '../charts/error-chart.ts';
import { type FooterKey, panesFooter } from '../keys/footer.ts';
import { firstVisible, footerMessages, layoutOf } from '../model/extent.ts';
import { keptRunNames } from '../model/kept-runs.ts';
import { chosenLine, type Model, shownState } from '../model/model.ts';
import { drawError } from '../panes/error-pane.ts';
import { drawFooter } from '../panes/footer-pane.ts';
import { drawHeader } from '../panes/header-pane.ts';
import { drawNotes } from '../panes/notes-pane.ts';
import { drawPredictions } from '../panes/predictions-pane.ts';
import { drawProgram } from '../panes/program-pane.ts';
import { drawWeights } from '../panes/weights-pane.ts';
import { changeNotes, watchNotes } from '../props/notes.ts';
import { predictionsProps } from '../props/predictions.ts';
import { type Frame, fitFrame, span, wrap } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { PlacedFrame } from './definition.ts';
import { type Layout, type PaneName, type Rectangle, smallestSize } from './layout.ts';

/** The screen that a dashboard opens with: header, panes and footer, or where there is no room for them, a word on that. */
export function panesView(model: Model, theme: Theme): readonly PlacedFrame[] {
  const layout = layoutOf(model);
  if (layout === undefined) return tooSmall(model, theme).map(fitted);
  const shown = Object.entries(layout.panes) as [PaneName, Rectangle][];
  return [
    headerFrame(model, layout, theme),
    ...shown.map(([name, place]) => fitted({ name, place, frame: drawPane(name, model, place, theme) })),
    footerFrame(model, layout, panesFooter, theme),
  ];
}

export function headerFrame(model: Model, { header }: Layout, theme: Theme): PlacedFrame {
  return fitted({ name: 'header', place: header, frame: drawHeader(headerProps(model), header.columns, theme) });
}

export function footerFrame(model: Model, { footer }: Layout, keys: readonly FooterKey[], theme: Theme): PlacedFrame {
  const frame = drawFooter({ ...footerMessages(model), keys }, footer.columns, theme);
  return fitted({ name: 'footer', place: footer, frame });
}

/** The frame exactly as large as its place. */
export function fitted(placed: PlacedFrame): PlacedFrame {
  return { ...placed, frame: fitFrame(placed.frame, placed.place.columns, placed.place.rows) };
}

function drawPane(name: PaneName, model: Model, place: Rectangle, theme: Theme): Frame {
  const { subject, network, snapshot } = model;
  const { inputNames, targetNames } = subject;
  const { program, shapes } = network;
  const { roles } = program;
  const focused = model.focus === name;
  const first = firstVisible(model, name);
  switch (name) {
    case 'error': {
      const names = { targetName: roles.target, predictionName: program.evaluation?.prediction ?? roles.prediction };
      const isEvaluated = program.evaluation !== undefined;
      const goal = snapshot?.goal ?? subject.iterations;
      const here = snapshot === undefined || snapshot.iteration === snapshot.furthest ? undefined : snapshot.iteration;
      const keptNames = keptRunNames(model);
      const keptRuns = model.keptRuns.map(({ number, mark, curve }, index) => ({
        name: keptNames[index] ?? '',
        number,
        mark,
        curve,
      }));
      const curves = {
        curve: snapshot?.curve,
        test: snapshot?.test?.curve,
        now: errorsNow(model),
        keptRuns,
        goal,
        here,
      };
      return drawError({ ...curves, isEvaluated, scale: model.scale, ...names, focused }, place, theme);
    }
    case 'weights': {
      const data = { program, shapes, inputNames, targetNames, views: snapshot?.parameters };
      return drawWeights({ ...data, first, chosen: focused ? model.weight : undefined, focused }, place, theme);
    }
    case 'predictions':
      return drawPredictions(predictionsProps(model, first, focused), place, theme);
    case 'program':
      return drawProgram(
        {
          program,
          shapes,
          seed: model.seed,
          position: snapshot?.lines === undefined ? undefined : { values: snapshot.lines, next: snapshot.line },
          nonFiniteLine: snapshot?.offender,
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

/** With the parameters as they are; a curve has those of its own iterations. */
function errorsNow({ snapshot }: Model): Newest | undefined {
  const { present, test } = snapshot ?? {};
  return present && test && { train: present.error, test: test.error };
}

/** Today's alpha; one that a schedule has made in four digits, which are enough to follow it. */
function alphaOf({ network, snapshot }: Model): number {
  const { learningRate, schedule = 'constant' } = settingsIn(network.subject) ?? {};
  if (learningRate !== undefined && (schedule === 'constant' || snapshot === undefined)) return learningRate;
  return Number((snapshot?.alpha ?? 1).toPrecision(4));
}

function stoppedBy({ snapshot, subject }: Model): Parameters<typeof drawHeader>[0]['stopped'] {
  const reason = snapshot?.stopReason;
  const limit = reason && subject.stop?.[reason];
  return reason === undefined || limit === undefined ? undefined : { reason, limit };
}

function headerProps(model: Model): Parameters<typeof drawHeader>[0] {
  const { subject, snapshot, seed, speed } = model;
  return {
    name: subject.name,
    state: shownState(model),
    iteration: snapshot?.iteration ?? 0,
    goal: snapshot?.goal ?? subject.iterations,
    furthest: snapshot?.furthest ?? 0,
    stopped: stoppedBy(model),
    epoch: snapshot?.epoch,
    error: snapshot?.error,
    rate: snapshot?.rate,
    seed,
    learningRate: alphaOf(model),
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
