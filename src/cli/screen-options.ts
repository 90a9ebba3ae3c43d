import { createTheme, hasBraille, localeIsUtf8, type Theme } from '../ui/theme/theme.ts';
import { colourDepth } from './colour-depth.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const chartKinds = ['braille', 'line'] as const;

/** The choices for the screen that overrule what is found of the terminal. */
export interface ScreenOptions {
  /** The way to draw curves. */
  readonly chart?: (typeof chartKinds)[number] | undefined;
}

/** The options of the commands that draw on the terminal. */
export const screenOptions = {
  chart: {
    choices: chartKinds,
    requiresArg: true,
    describe: 'curves in braille dots, or in lines where the font lacks them; also BACKPROP_TUI_CHART',
  },
} as const;

/** The theme for the terminal of this process. An option goes before a variable, and that before what is found. */
export function themeFor({ chart }: ScreenOptions = {}, environment: Environment = process.env): Theme {
  const utf8 = localeIsUtf8(environment);
  const kind = chart ?? chosen(environment['BACKPROP_TUI_CHART'], chartKinds);
  // Without UTF-8 the terminal cannot be sent a dot.
  const braille = kind === undefined ? hasBraille(environment) : utf8 && kind === 'braille';
  return createTheme(colourDepth(environment), utf8, braille);
}

/** The value of a variable; undefined where it is none of the choices. */
function chosen<Choice extends string>(value: string | undefined, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === value);
}
