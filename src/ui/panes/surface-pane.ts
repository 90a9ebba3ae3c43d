import { printCell } from '../../language/change.ts';
import { counted } from '../../language/wording.ts';
import type { SurfaceMap, SurfacePoint, SurfaceView } from '../../worker/protocol.ts';
import {
  type Bands,
  bandColour,
  bandOf,
  bandShade,
  bandsOf,
  drawSurfaceMap,
  type MapMark,
  pathMark,
} from '../charts/surface-map.ts';
import { drawXyAxes, type PlaneAxis, placeOn, roomInside } from '../charts/xy-axes.ts';
import { type Frame, fitLine, joinRuns, type Line, lineWidth, type Span, span, widthOf, wrap } from '../text/line.ts';
import { formatCount, formatDatum, formatError } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { box, inside } from './box.ts';

export interface SurfaceProps {
  /** Undefined before the first answer of the training thread. */
  readonly surface: SurfaceView | undefined;
  /** The loss in words, the longest form first: `½ Σ (y − l2)², with the L2 penalty`. */
  readonly loss: readonly string[];
  /** The parts of an iteration that the loss is without, such as `no dropout`; empty for none. */
  readonly without: string;
  /** True for a map that follows the run. */
  readonly isMoving: boolean;
  readonly scale: Bands['scale'];
}

/** The most columns of a border in the legend, and those of a loss. */
const EDGE_WIDTH = 7;
const LOSS_WIDTH = 8;
/** The fewest rows of the map: notes give way to them. */
const FEWEST_ROWS = 8;
const GAP = '   ';

/** The loss over a plane of the weights, with the path of the run. */
export function drawSurface(props: SurfaceProps, size: Size, theme: Theme): Frame {
  const { surface } = props;
  const text = {
    title: 'loss surface',
    details: surface === undefined ? [] : detailsOf(props, surface, theme),
    note: surface?.map === undefined ? undefined : scaleNote(props, surface.map, theme),
    footnotes: surface?.map === undefined ? [] : progressNotes(props, surface, surface.map, theme.glyphs),
    focused: true,
  };
  return box(text, size, contentOf(props, inside(size), theme), theme);
}

function contentOf(props: SurfaceProps, size: Size, theme: Theme): Frame {
  const { surface } = props;
  if (surface === undefined) return [[span(`computing the losses ${theme.glyphs.ellipsis}`, theme.styles.quiet)]];
  const { map, why } = surface;
  if (map === undefined) return wrap(whyNoMap(why ?? 'no slope'), size.columns).map((text) => [span(text)]);
  const notes = notesOf(map, theme);
  const fixed = 3 + LEGEND_ROWS;
  const shown = notes.slice(0, Math.max(0, size.rows - fixed - FEWEST_ROWS));
  return [
    ...drawMap(props, map, { columns: size.columns, rows: size.rows - LEGEND_ROWS - shown.length }, theme),
    bandLegend(bandsOf(map.losses, props.scale, theme), map, size.columns, theme),
    markLegend(map, size.columns, theme),
    ...shown.map((forms): Line => {
      const form = forms.find((own) => widthOf(own) <= size.columns) ?? forms.at(-1) ?? '';
      return fitLine([span(form, theme.styles.quiet)], size.columns);
    }),
  ];
}

const LEGEND_ROWS = 2;

/** The names of the axes, which are in the unit of the weights. */
export function axesOf(
  { weights, x, y }: SurfaceMap,
  { arrow }: Glyphs,
): { readonly x: PlaneAxis; readonly y: PlaneAxis } {
  const [xName, yName] =
    weights === undefined
      ? [`distance first ${arrow} now`, 'distance along the steepest descent']
      : [printCell(weights.across), printCell(weights.upwards)];
  return { x: { name: xName, low: x[0], high: x[1] }, y: { name: yName, low: y[0], high: y[1] } };
}

function drawMap({ scale }: SurfaceProps, map: SurfaceMap, size: Size, theme: Theme): Frame {
  const axes = axesOf(map, theme.glyphs);
  const marks = marksOf(map, theme.glyphs)
    .map(({ text, point }): MapMark => ({ text, x: point.x, y: point.y }))
    .toReversed();
  const bands = bandsOf(map.losses, scale, theme);
  const path = [...map.path, map.now];
  const picture = drawSurfaceMap(map, bands, axes, path, marks, roomInside(size), theme);
  return drawXyAxes(
    axes.x,
    axes.y,
    picture.map((line) => joinRuns(line)),
    size,
    theme,
  );
}

interface Mark {
  readonly text: string;
  readonly name: string;
  readonly point: SurfacePoint;
}

/** The lowest loss of the path: the map may have lower ones. */
export const LOWEST = 'lowest yet';
export const NOW_LOWEST = `now, ${LOWEST}`;

/** The marks, the most important first. Marks of one iteration are one. */
export function marksOf({ path, now, best }: SurfaceMap, { points }: Glyphs): readonly Mark[] {
  const first = path[0]?.iteration === now.iteration ? undefined : path[0];
  const isLowest = best?.iteration === now.iteration;
  return [
    { text: points.train[1], name: isLowest && first !== undefined ? NOW_LOWEST : 'now', point: now },
    ...(best === undefined || isLowest ? [] : [{ text: points.test[1], name: LOWEST, point: best }]),
    ...(first === undefined ? [] : [{ text: points.train[0], name: 'first', point: first }]),
  ];
}

/** `loss ██ 0.01 ██ 0.02 ██ 0.05 ██`: the colours, and the losses at their borders. */
function bandLegend(bands: Bands, map: SurfaceMap, columns: number, theme: Theme): Line {
  const { quiet } = theme.styles;
  const { edges } = bands;
  if (edges.length === 0) {
    return fitLine(
      [span(`loss ${formatError(map.losses[0] ?? Number.NaN, LOSS_WIDTH)} everywhere on this map`, quiet)],
      columns,
    );
  }
  const swatch = (band: number): Span => {
    const colour = bandColour(bands, band, theme);
    if (theme.depth === 1) return span(`[${bandShade(bands, band, theme).repeat(3)}]`);
    return colour === undefined ? span('   ') : span('   ', { background: colour });
  };
  const forms = [1, 2, 4, 8].map(
    (every): Line => [
      span('loss ', quiet),
      ...edges.flatMap((edge, band) => {
        const isNamed = (band - ((edges.length - 1) % every)) % every === 0;
        return [swatch(band), span(isNamed ? ` ${formatDatum(edge, theme.glyphs, EDGE_WIDTH)} ` : ' ', quiet)];
      }),
      swatch(edges.length),
    ],
  );
  const hasGap = map.losses.some((loss) => bandOf(bands, loss) === undefined);
  const gap = hasGap ? [span(`${GAP}${theme.depth === 1 ? '?' : 'blank'}: NaN or infinity`, quiet)] : [];
  const all = forms.flatMap((form) => [[...form, ...gap], form]);
  return fitLine(all.find((form) => lineWidth(form) <= columns) ?? forms.at(-1)!, columns);
}

/** `● now 0.0123   ○ first 0.4981   ◆ lowest yet 0.0119 at 4,100   · path`; marks beyond the map say so. */
function markLegend(map: SurfaceMap, columns: number, theme: Theme): Line {
  const { quiet, strong } = theme.styles;
  const axes = axesOf(map, theme.glyphs);
  const parts = marksOf(map, theme.glyphs).map(({ text, name, point }): Line => {
    const isOutside = placeOn(axes.x, point.x, 1) === undefined || placeOn(axes.y, point.y, 1) === undefined;
    const loss = point.loss === undefined ? '' : ` ${formatError(point.loss, LOSS_WIDTH)}`;
    const where = name === LOWEST ? ` at ${formatCount(point.iteration)}` : '';
    return [span(text, strong), span(` ${name}${loss}${where}${isOutside ? ' (outside)' : ''}`, quiet)];
  });
  const path: Line = [span(`${pathMark(theme.glyphs)} path`, quiet)];
  let line: Line = parts[0] ?? [];
  for (const part of [...parts.slice(1), path]) {
    if (lineWidth(line) + GAP.length + lineWidth(part) > columns) break;
    line = [...line, span(GAP), ...part];
  }
  return fitLine(line, columns);
}

/** Notes below the legend, the most needed first; each with shorter forms. */
function notesOf(map: SurfaceMap, theme: Theme): readonly (readonly string[])[] {
  const { glyphs } = theme;
  const { now, path, weights } = map;
  const distance = (away: number): string => (away < 5e-10 ? '0' : formatDatum(Number(away.toPrecision(3)), glyphs));
  const farthest = path.reduce((most, { away }) => Math.max(most, away), now.away);
  const [nowAway, firstAway] = [distance(now.away), distance(path[0]?.away ?? 0)];
  const projection = [
    `the path is projected on this plane; distance from it: now ${nowAway}, first ${firstAway}, at most ${distance(farthest)}`,
    `path projected; distance from this plane: now ${nowAway}, first ${firstAway}`,
    `path projected; now ${nowAway} off this plane`,
  ];
  const axes =
    weights === undefined
      ? [
          'axes: distance in the space of all weights; right: first to now, up: steepest descent now',
          'axes: distance in the space of all weights',
        ]
      : [
          `all other weights have their current values${chosenWords(weights)}`,
          'all other weights have their current values',
        ];
  return [projection, axes];
}

export function chosenWords({ chosenBy }: NonNullable<SurfaceMap['weights']>): string {
  switch (chosenBy) {
    case 'hand':
      return '';
    case 'moves':
      return '; these two had changed most in their layers';
    case 'slopes':
      return '; the loss was steepest along these two in their layers';
  }
}

/** A formula in ASCII. */
export function plainMath(formula: string): string {
  return formula
    .replace(/½ Σ \((.*?)\)²/, 'sum ($1)^2 / 2')
    .replaceAll('²', '^2')
    .replaceAll('−', '-');
}

/** `all 96 training examples`, `256 of 5,000 training examples`, `the only training example` */
export function measuredExamples(examples: number, of: number): string {
  if (of === 1) return 'the only training example';
  return `${examples === of ? 'all' : `${formatCount(examples)} of`} ${formatCount(of)} training examples`;
}

/** Texts after the title: the loss and its examples, longest first. */
function detailsOf(props: SurfaceProps, { examples, of }: SurfaceView, { glyphs }: Theme): readonly string[] {
  const { without } = props;
  const loss = props.loss.map((own) => (glyphs.halves === undefined ? plainMath(own) : own));
  const over = measuredExamples(examples, of);
  const short = examples === of ? counted(of, 'example') : `${formatCount(examples)} of ${formatCount(of)}`;
  return [
    ...loss.flatMap((own) => (without === '' ? [] : [`${own} over ${over}, ${without}`])),
    ...loss.map((own) => `${own} over ${over}`),
    ...loss.map((own) => `${own}, ${short}`),
    loss.at(-1) ?? '',
  ];
}

function scaleNote({ scale }: SurfaceProps, map: SurfaceMap, theme: Theme): string {
  const bands = bandsOf(map.losses, scale, theme);
  if (bands.scale === scale) return `${scale} scale`;
  return map.losses.some((loss) => loss <= 0) ? 'linear scale: losses of 0' : 'linear scale';
}

/** The state of the map, for the lower border. */
function progressNotes(
  { isMoving }: SurfaceProps,
  { iteration }: SurfaceView,
  map: SurfaceMap,
  { times, ellipsis }: Glyphs,
): readonly string[] {
  const grid = `${map.columns}${times}${map.rows} losses`;
  const then = map.now.iteration === iteration ? '' : `, of iteration ${formatCount(iteration)}`;
  const more = map.isFinest || isMoving ? '' : `, finer ${ellipsis}`;
  return [`${grid}${then}${more}`];
}

/** The reason why there is no plane, and a way out. */
export function whyNoMap(why: NonNullable<SurfaceView['why']>): string {
  switch (why) {
    case 'not moved':
      return 'There is no such plane yet: the weights are still the initial ones. s runs an iteration, d shows two weights.';
    case 'no slope':
      return 'There is no such plane here: the gradient is 0, or not finite, so there is no descent direction. d shows two weights.';
    case 'one line':
      return 'There is no such plane here: the descent direction lies on the line from the initial weights to the current ones. s runs an iteration, d shows two weights.';
  }
}
