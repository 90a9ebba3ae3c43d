import type { Colour, Style } from '../theme/style.ts';
import type { PlacedFrame } from '../views/definition.ts';
import type { Size } from '../views/layout.ts';
import { joinRuns, type Line, type Span, widthOf } from './line.ts';

export const CELL = { width: 8.4, height: 17, baseline: 13 };
export const MARGIN = 12;
/** The colours of a screen where a cell has none. */
export const grounds = {
  dark: { paper: '#1e1f22', text: '#d6d9de' },
  light: { paper: '#ffffff', text: '#1e1f22' },
} as const;
export const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace';

/**
 * A screen as an SVG image. Each run of one style is a text element stretched to the width of its cells in any font.
 */
export function svgScreen(
  title: string,
  { columns, rows }: Size,
  frames: readonly PlacedFrame[],
  ground: keyof typeof grounds = 'dark',
): string {
  const [width, height] = [rounded(columns * CELL.width + 2 * MARGIN), rows * CELL.height + 2 * MARGIN];
  const elements = frames.flatMap(({ place, frame }) =>
    frame.flatMap((line, row) => lineElements(line, place.x, place.y + row, grounds[ground].text)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="14">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${grounds[ground].paper}"/>
${elements.join('\n')}
</svg>
`;
}

function lineElements(line: Line, left: number, row: number, ink: string): readonly string[] {
  let column = left;
  return joinRuns(line, isSameStyle).flatMap((run) => {
    const start = column;
    column += widthOf(run.text);
    return runElements(run, start, row, ink);
  });
}

function runElements({ text, style = {} }: Span, column: number, row: number, ink: string): readonly string[] {
  const x = rounded(MARGIN + column * CELL.width);
  const y = MARGIN + row * CELL.height;
  const width = rounded(widthOf(text) * CELL.width);
  const { foreground, background, bold, dim } = style;
  const ground =
    background === undefined
      ? []
      : [`<rect x="${x}" y="${y}" width="${width}" height="${CELL.height}" fill="${hexadecimal(background)}"/>`];
  if (text.trim() === '') return ground;
  const fill = foreground === undefined ? ink : hexadecimal(foreground);
  const weight = bold === true ? ' font-weight="bold"' : '';
  const opacity = dim === true ? ' fill-opacity="0.6"' : '';
  const place = `x="${x}" y="${y + CELL.baseline}" textLength="${width}" xml:space="preserve"`;
  return [...ground, `<text ${place} fill="${fill}"${opacity}${weight}>${escaped(text)}</text>`];
}

/** True for equal values: frames hold equal styles as different objects. */
export function isSameStyle(one: Style = {}, other: Style = {}): boolean {
  const isSameColour = (left?: Colour, right?: Colour): boolean => left?.rgb.join() === right?.rgb.join();
  return (
    one.bold === other.bold &&
    one.dim === other.dim &&
    isSameColour(one.foreground, other.foreground) &&
    isSameColour(one.background, other.background)
  );
}

export function hexadecimal({ rgb }: Colour): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.codePointAt(0)};`);
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
