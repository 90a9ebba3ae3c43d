import type { Style } from '../theme/style.ts';
import type { PlacedFrame } from '../views/definition.ts';
import type { Size } from '../views/layout.ts';
import { joinRuns, type Line, widthOf } from './line.ts';
import { CELL, escaped, FONT, grounds, hexadecimal, isSameStyle, MARGIN, rounded } from './svg-screen.ts';

/** A screen from one time on. */
export interface FilmScreen {
  /** Milliseconds from the beginning. */
  readonly time: number;
  readonly frames: readonly PlacedFrame[];
}

/** A word or a coloured ground, and the times at which it is on the screen. */
interface Piece {
  readonly row: number;
  readonly column: number;
  readonly width: number;
  /** Undefined for the ground of a cell. */
  readonly text: string | undefined;
  readonly style: Style;
  /** From a screen to before another one, by their numbers. */
  readonly shown: [from: number, to: number][];
}

/**
 * Screens as an animated SVG image, which shows them again and again. It needs no script, so that it moves inside a page too.
 * Pieces that stay are written once, and pieces that are shown at the same times share one CSS animation. Where nothing moves, or a
 * person wants no motion, it is the last screen.
 * @param length of the film in milliseconds.
 */
export function svgFilm(
  title: string,
  { columns, rows }: Size,
  screens: readonly FilmScreen[],
  length: number,
  ground: keyof typeof grounds = 'dark',
): string {
  const [width, height] = [rounded(columns * CELL.width + 2 * MARGIN), rows * CELL.height + 2 * MARGIN];
  const { paper, text } = grounds[ground];
  const classes = new StyleClasses(text);
  const times = [...screens.map(({ time }) => time), length];
  const pieces = piecesOf(screens);
  const rules: string[] = [];
  // Grounds first: a text may change on a ground that stays.
  const groups = [
    pieces.filter(({ text: own }) => own === undefined),
    pieces.filter(({ text: own }) => own !== undefined),
  ]
    .flatMap((layer) => [...groupedBy(layer, ({ shown }) => shown.join(' ')).values()])
    .map((group) => {
      const elements = joined(group).map((piece) => elementOf(piece, classes));
      const { shown } = group[0]!;
      const [first] = shown;
      if (first?.[0] === 0 && first[1] === screens.length) return elements.join('\n');
      const name = `a${rules.length}`;
      rules.push(animation(name, shown, times, screens.length));
      return `<g class="${name}">${elements.join('')}</g>`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" shape-rendering="crispEdges" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="14">
<title>${escaped(title)}</title>
<style>
g{animation:${rounded(length / 1000)}s step-end infinite}
@media(prefers-reduced-motion:reduce){g{animation:none!important}}
${[...classes.rules(), ...rules].join('\n')}
</style>
<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>
${groups.join('\n')}
</svg>
`;
}

/** The pieces of all screens, each with the times at which it is shown. */
function piecesOf(screens: readonly FilmScreen[]): readonly Piece[] {
  const pieces = new Map<string, Piece>();
  for (const [index, { frames }] of screens.entries()) {
    for (const { place, frame } of frames) {
      for (const [row, line] of frame.entries()) {
        for (const piece of piecesOfLine(line, place.x, place.y + row)) {
          const key = JSON.stringify([piece.row, piece.column, piece.width, piece.text, piece.style]);
          const known = pieces.get(key);
          const last = known?.shown.at(-1);
          if (last?.[1] === index) last[1] = index + 1;
          else if (known !== undefined) known.shown.push([index, index + 1]);
          else pieces.set(key, { ...piece, shown: [[index, index + 1]] });
        }
      }
    }
  }
  return [...pieces.values()];
}

function* piecesOfLine(line: Line, left: number, row: number): Generator<Omit<Piece, 'shown'>> {
  let column = left;
  for (const { text, style = {} } of joinRuns(line, isSameStyle)) {
    const { background, ...ink } = style;
    if (background !== undefined) yield { row, column, width: widthOf(text), text: undefined, style: { background } };
    for (const word of text.split(/( +)/)) {
      const width = widthOf(word);
      if (word.trim() !== '') yield { row, column, width, text: word, style: ink };
      column += width;
    }
  }
}

/** Words of one style beside each other, shown at the same times, as one piece. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const whole: Piece[] = [];
  for (const piece of [...pieces].sort((one, other) => one.row - other.row || one.column - other.column)) {
    const last = whole.at(-1);
    const gap = last === undefined ? -1 : piece.column - last.column - last.width;
    const isNext = last?.row === piece.row && (gap === 0 || gap === 1) && isSameStyle(last.style, piece.style);
    if (last?.text === undefined || piece.text === undefined || !isNext) whole.push(piece);
    else {
      const text = last.text + ' '.repeat(gap) + piece.text;
      whole[whole.length - 1] = { ...last, text, width: last.width + gap + piece.width };
    }
  }
  return whole;
}

function elementOf({ row, column, width, text, style }: Piece, classes: StyleClasses): string {
  const x = rounded(MARGIN + column * CELL.width);
  const y = MARGIN + row * CELL.height;
  const wide = rounded(width * CELL.width);
  const name = classes.of(text === undefined ? hexadecimal(style.background!) : classes.inkOf(style));
  if (text === undefined) return `<rect x="${x}" y="${y}" width="${wide}" height="${CELL.height}" class="${name}"/>`;
  return `<text x="${x}" y="${y + CELL.baseline}" textLength="${wide}" class="${name}">${escaped(text)}</text>`;
}

/** The rules by which a group is hidden at first, and shown at its times. Without an animation it is as in the last screen. */
function animation(name: string, shown: Piece['shown'], times: readonly number[], screens: number): string {
  const isLast = shown.at(-1)?.[1] === screens;
  const isFirst = shown[0]?.[0] === 0;
  const steps: string[] = [];
  const step = (time: number, visibility: string): void => {
    steps.push(`${rounded((100 * time) / times.at(-1)!)}%{visibility:${visibility}}`);
  };
  if (isLast && !isFirst) step(0, 'hidden');
  if (isFirst && !isLast) step(0, 'visible');
  for (const [from, to] of shown) {
    if (from > 0) step(times[from]!, 'visible');
    if (to < screens) step(times[to]!, 'hidden');
  }
  const still = isLast ? '' : 'visibility:hidden;';
  return `.${name}{${still}animation-name:${name}}@keyframes ${name}{${steps.join('')}}`;
}

/** Short names for the styles of a picture. */
class StyleClasses {
  readonly #ink: string;
  readonly #names = new Map<string, string>();

  /** @param ink the colour of a text that has none. */
  constructor(ink: string) {
    this.#ink = ink;
  }

  inkOf({ foreground, bold, dim }: Style): string {
    const colour = foreground === undefined ? this.#ink : hexadecimal(foreground);
    return colour + (bold === true ? ';font-weight:bold' : '') + (dim === true ? ';fill-opacity:.6' : '');
  }

  of(fill: string): string {
    const name = this.#names.get(fill) ?? `c${this.#names.size}`;
    this.#names.set(fill, name);
    return name;
  }

  rules(): readonly string[] {
    return [...this.#names].map(([fill, name]) => `.${name}{fill:${fill}}`);
  }
}

function groupedBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): ReadonlyMap<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
