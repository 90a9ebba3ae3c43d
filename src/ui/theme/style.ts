/** A colour as each kind of terminal can show it. */
export interface Colour {
  readonly rgb: readonly [red: number, green: number, blue: number];
  /** Index into xterm's 256. */
  readonly xterm: number;
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

function colourCode({ rgb, xterm, ansi }: Colour, ground: 'foreground' | 'background', depth: 4 | 8 | 24): string {
  const extended = ground === 'foreground' ? 38 : 48;
  if (depth === 24) return `${extended};2;${rgb.join(';')}`;
  if (depth === 8) return `${extended};5;${xterm}`;
  return String((ansi < 8 ? 30 + ansi : 82 + ansi) + (ground === 'background' ? 10 : 0));
}
