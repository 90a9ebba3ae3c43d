import { ascii, type Glyphs, unicode } from './glyphs.ts';
import { type Colour, type ColourDepth, darkScheme, type Scheme, type Style } from './style.ts';

/** Colours and glyphs for one terminal. */
export interface Theme {
  readonly depth: ColourDepth;
  readonly scheme: Scheme;
  readonly glyphs: Glyphs;
  /** True when the font has braille characters: curves and points are then drawn in dots, 2×4 a cell. */
  readonly braille: boolean;
  /** The frame of the focused pane: with the pointer where it takes the keys, or heavy while another place takes them. */
  readonly focus: 'pointer' | 'heavy';
  readonly styles: Styles;
}

export interface Styles {
  /** Titles, and values to see first. */
  readonly strong: Style;
  /** Units, labels, borders. */
  readonly quiet: Style;
  /** The only accent colour: the curve, the progress bar, the focused pane. */
  readonly accent: Style;
  readonly good: Style;
  readonly bad: Style;
  /** Signed numbers outside heatmaps, in the hues of the heatmaps. */
  readonly negative: Style;
  readonly positive: Style;
  /** Parts of the code of a script. */
  readonly keyword: Style;
  readonly text: Style;
  readonly number: Style;
  /** The chosen cell. */
  readonly chosen: Style;
  /** A mark that is legible on every background. */
  readonly alarm: Style;
}

/** The colours of texts on one ground. */
interface Inks {
  readonly accent: Colour;
  readonly good: Colour;
  readonly bad: Colour;
  readonly blue: Colour;
  readonly orange: Colour;
  readonly grey: Colour;
  /** The ink on the accent. */
  readonly onAccent: Colour;
}

const black: Colour = { rgb: [0, 0, 0], xterm: 16, ansi: 0 };
const white: Colour = { rgb: [255, 255, 255], xterm: 231, ansi: 15 };

/*
 * Each text has a contrast of at least 4.5 on every usual ground: from black to #282c34, from white to #eee8d5. With high contrast it
 * is at least 6, and 7 on black and white. The 16 colours are those of the terminal: nothing can be promised of them.
 */
const inks: Readonly<Record<'dark' | 'light', Readonly<Record<'normal' | 'high', Inks>>>> = {
  dark: {
    normal: {
      accent: { rgb: [94, 200, 216], xterm: 80, ansi: 6 },
      good: { rgb: [122, 200, 130], xterm: 114, ansi: 2 },
      bad: { rgb: [240, 125, 115], xterm: 209, ansi: 1 },
      blue: { rgb: [90, 165, 245], xterm: 75, ansi: 4 },
      orange: { rgb: [240, 144, 48], xterm: 208, ansi: 3 },
      grey: { rgb: [148, 154, 165], xterm: 247, ansi: 8 },
      onAccent: black,
    },
    high: {
      accent: { rgb: [120, 230, 245], xterm: 123, ansi: 14 },
      good: { rgb: [140, 235, 150], xterm: 120, ansi: 10 },
      bad: { rgb: [255, 180, 170], xterm: 217, ansi: 9 },
      blue: { rgb: [150, 205, 255], xterm: 153, ansi: 12 },
      orange: { rgb: [255, 190, 110], xterm: 222, ansi: 11 },
      grey: { rgb: [215, 218, 224], xterm: 253, ansi: 7 },
      onAccent: black,
    },
  },
  light: {
    normal: {
      accent: { rgb: [0, 98, 112], xterm: 23, ansi: 6 },
      good: { rgb: [20, 102, 40], xterm: 22, ansi: 2 },
      bad: { rgb: [180, 28, 28], xterm: 124, ansi: 1 },
      blue: { rgb: [20, 88, 178], xterm: 25, ansi: 4 },
      orange: { rgb: [142, 74, 0], xterm: 94, ansi: 5 },
      grey: { rgb: [90, 94, 102], xterm: 240, ansi: 8 },
      onAccent: white,
    },
    high: {
      accent: { rgb: [0, 66, 78], xterm: 17, ansi: 6 },
      good: { rgb: [8, 72, 24], xterm: 22, ansi: 2 },
      bad: { rgb: [128, 0, 0], xterm: 88, ansi: 1 },
      blue: { rgb: [0, 54, 130], xterm: 18, ansi: 4 },
      orange: { rgb: [94, 46, 0], xterm: 52, ansi: 5 },
      grey: { rgb: [52, 54, 60], xterm: 236, ansi: 0 },
      onAccent: white,
    },
  },
};

export function createTheme(depth: ColourDepth, utf8: boolean, braille = utf8, scheme: Scheme = darkScheme): Theme {
  const { accent, good, bad, blue, orange, grey, onAccent } = inks[scheme.ground][scheme.contrast];
  return {
    depth,
    scheme,
    glyphs: utf8 ? unicode : ascii,
    braille,
    focus: 'pointer',
    styles: {
      strong: { bold: true },
      quiet: { foreground: grey },
      accent: { foreground: accent },
      good: { foreground: good },
      bad: { foreground: bad, bold: true },
      negative: { foreground: blue },
      positive: { foreground: orange },
      keyword: { foreground: blue },
      text: { foreground: good },
      number: { foreground: orange },
      chosen: { foreground: onAccent, background: accent, bold: true },
      alarm: { foreground: white, background: black, bold: true },
    },
  };
}

/** The same theme for a terminal whose ground is known now. */
export function onGround({ depth, glyphs, braille, scheme }: Theme, ground: Scheme['ground']): Theme {
  return createTheme(depth, glyphs === unicode, braille, { ...scheme, ground });
}

/** The same theme for panes beside a place that takes the keys. */
export function withKeysElsewhere(theme: Theme): Theme {
  return { ...theme, focus: 'heavy' };
}

/** True when a terminal has braille characters: the console of Linux has none. */
export function hasBraille(environment: Readonly<Record<string, string | undefined>>): boolean {
  return localeIsUtf8(environment) && environment['TERM'] !== 'linux';
}

/** True when the first of LC_ALL, LC_CTYPE and LANG that is set names UTF-8, or when none is set. */
export function localeIsUtf8(environment: Readonly<Record<string, string | undefined>>): boolean {
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG'].map((name) => environment[name]).find(Boolean);
  return locale === undefined || /utf-?8/i.test(locale);
}
