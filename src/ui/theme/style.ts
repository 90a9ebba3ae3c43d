/** A colour as each kind of terminal can show it. */
export interface Colour {
  readonly rgb: readonly [red: number, green: number, blue: number];
  /** Index into the sixteen: 0-7 normal, 8-15 bright. */
  readonly ansi: number;
}

export interface Style {
  readonly foreground?: Colour;
  readonly background?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

/** Bits of colour a terminal shows: none, 16, 256 or all. As `stdout.getColorDepth()` gives it. */
export type ColourDepth = 1 | 4 | 8 | 24;

/** Wraps a text in the escape sequences of a style. At depth 1 nothing is added. */
export function paint(text: string, style: Style | undefined, depth: ColourDepth): string {
  if (style === undefined || depth === 1) return text;
  const codes = [
    ...(style.bold ? ['1'] : []),
    ...(style.dim ? ['2'] : []),
    ...(style.foreground ? [colourCode(style.foreground, 'foreground', depth)] : []),
    ...(style.background ? [colourCode(style.background, 'background', depth)] : []),
  ];
  return codes.length === 0 ? text : `\u001b[${codes.join(';')}m${text}\u001b[0m`;
}

function colourCode({ rgb, ansi }: Colour, ground: 'foreground' | 'background', depth: 4 | 8 | 24): string {
  const extended = ground === 'foreground' ? 38 : 48;
  if (depth === 24) return `${extended};2;${rgb.join(';')}`;
  if (depth === 8) return `${extended};5;${nearestOf256(rgb)}`;
  return String((ansi < 8 ? 30 + ansi : 82 + ansi) + (ground === 'background' ? 10 : 0));
}

/** The nearest of the 6×6×6 cube and the 24 greys of the xterm palette. */
function nearestOf256([red, green, blue]: readonly [number, number, number]): number {
  const levels = [0, 95, 135, 175, 215, 255];
  const nearest = (value: number): number =>
    levels.reduce(
      (best, level, index) => (Math.abs(level - value) < Math.abs(levels[best]! - value) ? index : best),
      0,
    );
  const cube = [nearest(red), nearest(green), nearest(blue)] as const;
  const grey = Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)));
  const distance = (r: number, g: number, b: number): number => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  const greyLevel = 8 + 10 * grey;
  return distance(greyLevel, greyLevel, greyLevel) < distance(levels[cube[0]]!, levels[cube[1]]!, levels[cube[2]]!)
    ? 232 + grey
    : 16 + 36 * cube[0] + 6 * cube[1] + cube[2];
}
