import { type FooterKey, mapSign, panesFooter } from '../keys/footer.ts';
import { planeTitle } from '../model/data-facts.ts';
import type { Model } from '../model/model.ts';
import { aboutProps, firstVisible, footerMessages, layoutOf } from '../model/pane-space.ts';
import { isScript } from '../model/script.ts';
import { drawAbout } from '../panes/about-pane.ts';
import { box } from '../panes/box.ts';
import { drawError } from '../panes/error-pane.ts';
import { drawFooter } from '../panes/footer-pane.ts';
import { drawHeader } from '../panes/header-pane.ts';
import { drawNotes } from '../panes/notes-pane.ts';
import { drawPredictions } from '../panes/predictions-pane.ts';
import { drawProgram } from '../panes/program-pane.ts';
import { drawWeights } from '../panes/weights-pane.ts';
import { type Frame, fitFrame, span, wrap } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { PlacedFrame } from './definition.ts';
import { type Layout, type PaneName, type Rectangle, smallestSize } from './layout.ts';
import { errorProps, headerProps, notesProps, predictionsProps, programProps, weightsProps } from './panes-props.ts';

/** The first screen of a dashboard: header, panes and footer; in a terminal that is too small, the size that is needed. */
export function panesView(model: Model, theme: Theme, drawLater: DrawLater = drawStarting): readonly PlacedFrame[] {
  const layout = layoutOf(model);
  if (layout === undefined) return tooSmall(model, theme).map(fitted);
  const shown = Object.entries(layout.panes) as [PaneName, Rectangle][];
  return [
    headerFrame(model, layout, theme),
    ...shown.map(([name, place]) => fitted({ name, place, frame: drawPane(name, model, place, theme, drawLater) })),
    ...aboutFrame(model, layout, theme),
    footerFrame(model, layout, panesFooter(model, shown.length === 1), theme),
  ];
}

export function headerFrame(model: Model, { header }: Layout, theme: Theme): PlacedFrame {
  return fitted({ name: 'header', place: header, frame: drawHeader(headerProps(model), header.columns, theme) });
}

function aboutFrame(model: Model, { about: place }: Layout, theme: Theme): readonly PlacedFrame[] {
  const props = aboutProps(model);
  if (place === undefined || props === undefined) return [];
  const frame = drawAbout(props, place.columns, model.size.rows, place.rows, theme);
  return [fitted({ name: 'about', place, frame })];
}

export function footerFrame(model: Model, { footer }: Layout, keys: readonly FooterKey[], theme: Theme): PlacedFrame {
  const frame = drawFooter({ ...footerMessages(model), keys, sign: mapSign(model) }, footer.columns, theme);
  return fitted({ name: 'footer', place: footer, frame });
}

/** The frame cut or padded to the size of its place. */
export function fitted(placed: PlacedFrame): PlacedFrame {
  return { ...placed, frame: fitFrame(placed.frame, placed.place.columns, placed.place.rows) };
}

/** A pane that the first frame does not draw: before the first snapshot it has nothing to show. */
export type LaterPane = Extract<PaneName, 'network' | 'boundary' | 'output' | 'variables'> | 'source';
type DrawLater = (pane: LaterPane, model: Model, place: Rectangle, theme: Theme) => Frame;

export function drawStarting(pane: LaterPane, { focus, subject }: Model, place: Rectangle, theme: Theme): Frame {
  const title = pane === 'boundary' ? planeTitle(subject) : pane;
  const focused = focus === (pane === 'source' ? 'program' : pane);
  return box({ title, details: [], focused }, place, [[span('starting', theme.styles.quiet)]], theme);
}

function drawPane(name: PaneName, model: Model, place: Rectangle, theme: Theme, drawLater: DrawLater): Frame {
  const focused = model.focus === name;
  if (name === 'network' || name === 'boundary' || name === 'output' || name === 'variables')
    return drawLater(name, model, place, theme);
  if (name === 'program' && isScript(model)) return drawLater('source', model, place, theme);
  const first = firstVisible(model, name);
  switch (name) {
    case 'error':
      return drawError(errorProps(model, focused), place, theme);
    case 'weights':
      return drawWeights(weightsProps(model, first, focused), place, theme);
    case 'predictions':
      return drawPredictions(predictionsProps(model, first, focused, theme.glyphs), place, theme);
    case 'program':
      return drawProgram(programProps(model, first, focused), place, theme);
    case 'notes':
      return drawNotes(notesProps(model, first, focused), place, theme);
  }
}

/** The size that is needed and the size that there is, as far as there is room. */
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
