/** A colour in the three palettes that terminals have. */
export interface Colour {
  readonly rgb: readonly [red: number, green: number, blue: number];
  /** Index into xterm's 256 colours. */
  readonly xterm: number;
  /** Index into the 16 ANSI colours: 0 to 7 normal, 8 to 15 bright. */
  readonly ansi: number;
}

export interface Style {
  readonly foreground?: Colour;
  readonly background?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

/** Colour depth in bits, as `stdout.getColorDepth()` returns it: no colour, 16, 256 or all colours. */
export type ColourDepth = 1 | 4 | 8 | 24;

/** A colour scheme: the ground, which is the background of the terminal, and the contrast of texts with it. */
export interface Scheme {
  readonly ground: 'dark' | 'light';
  readonly contrast: 'normal' | 'high';
}

export const darkScheme: Scheme = { ground: 'dark', contrast: 'normal' };

/** The colours that a terminal shows, and those that suit its background. */
export interface Palette {
  readonly depth: ColourDepth;
  readonly scheme: Scheme;
}

/** A text inside the escape sequences of a style; unchanged at depth 1. */
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
