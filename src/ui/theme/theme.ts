import { ascii, type Glyphs, unicode } from './glyphs.ts';
import type { Colour, ColourDepth, Style } from './style.ts';

/** Colours and glyphs for one terminal. */
export interface Theme {
  readonly depth: ColourDepth;
  readonly glyphs: Glyphs;
  /** True when the font has braille characters: curves and points are then drawn in dots, 2×4 a cell. */
  readonly braille: boolean;
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
  /** The chosen cell. */
  readonly chosen: Style;
  /** A mark that is legible on every background. */
  readonly alarm: Style;
}

const accent: Colour = { rgb: [94, 200, 216], xterm: 80, ansi: 6 };
const good: Colour = { rgb: [122, 200, 130], xterm: 114, ansi: 2 };
const bad: Colour = { rgb: [240, 120, 110], xterm: 209, ansi: 1 };
const blue: Colour = { rgb: [64, 148, 240], xterm: 33, ansi: 4 };
const orange: Colour = { rgb: [240, 144, 48], xterm: 208, ansi: 3 };
const black: Colour = { rgb: [0, 0, 0], xterm: 16, ansi: 0 };
const white: Colour = { rgb: [255, 255, 255], xterm: 231, ansi: 15 };
const grey: Colour = { rgb: [128, 134, 145], xterm: 245, ansi: 8 };

export function createTheme(depth: ColourDepth, utf8: boolean, braille = utf8): Theme {
  return {
    depth,
    glyphs: utf8 ? unicode : ascii,
    braille,
    styles: {
      strong: { bold: true },
      quiet: { foreground: grey },
      accent: { foreground: accent },
      good: { foreground: good },
      bad: { foreground: bad, bold: true },
      negative: { foreground: blue },
      positive: { foreground: orange },
      chosen: { foreground: black, background: accent, bold: true },
      alarm: { foreground: white, background: black, bold: true },
    },
  };
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
