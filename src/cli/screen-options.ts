import type { ColourDepth, Scheme } from '../ui/theme/style.ts';
import { createTheme, hasBraille, localeIsUtf8, type Theme } from '../ui/theme/theme.ts';
import { colourDepth } from './colour-depth.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const chartKinds = ['braille', 'line'] as const;
const themeNames = ['light', 'dark', 'high-contrast'] as const;

/** The choices for the screen. They override what is detected of the terminal. */
export interface ScreenOptions {
  /** The way to draw curves. */
  readonly chart?: (typeof chartKinds)[number] | undefined;
  /** The colours. High contrast is for a dark or a light background. */
  readonly theme?: (typeof themeNames)[number] | undefined;
  /** False leaves the mouse to the terminal. */
  readonly mouse?: boolean | undefined;
}

/** The options of the commands that draw on the terminal. */
export const screenOptions = {
  chart: {
    choices: chartKinds,
    requiresArg: true,
    describe: 'draw curves in braille dots, or in lines if the font has no braille; also BACKPROP_TUI_CHART',
  },
  theme: {
    choices: themeNames,
    requiresArg: true,
    describe: 'colours for this background; by default that of the terminal; also BACKPROP_TUI_THEME',
  },
  mouse: {
    type: 'boolean',
    describe: 'use clicks, wheel and drags; --no-mouse leaves the mouse to the terminal; also BACKPROP_TUI_MOUSE',
  },
} as const;

/**
 * The theme for the terminal of this process. An option goes before a variable of the environment, and a variable
 * before the detected value.
 */
export function themeFor(options: ScreenOptions = {}, environment: Environment = process.env): Theme {
  const utf8 = localeIsUtf8(environment);
  const kind = options.chart ?? chosen(environment['BACKPROP_TUI_CHART'], chartKinds);
  // Without UTF-8 the terminal cannot be sent a dot.
  const braille = kind === undefined ? hasBraille(environment) : utf8 && kind === 'braille';
  const name = themeIn(options, environment);
  const scheme: Scheme = {
    ground: name === 'light' || name === 'dark' ? name : groundIn(environment),
    contrast: name === 'high-contrast' ? 'high' : 'normal',
  };
  return createTheme(colourDepth(environment), utf8, braille, scheme);
}

/** True where the terminal is asked for its background: nothing names it, there are colours, and the terminal can hear the question. */
export function asksGround(
  options: ScreenOptions,
  environment: Environment = process.env,
  depth: ColourDepth = colourDepth(environment),
): boolean {
  const name = themeIn(options, environment);
  // The console of Linux prints the question.
  return depth > 1 && name !== 'light' && name !== 'dark' && environment['TERM'] !== 'linux';
}

/** True where the terminal reports the mouse: by default. */
export function hasMouse({ mouse }: ScreenOptions, environment: Environment = process.env): boolean {
  return mouse ?? environment['BACKPROP_TUI_MOUSE'] !== '0';
}

function themeIn({ theme }: ScreenOptions, environment: Environment): ScreenOptions['theme'] {
  return theme ?? chosen(environment['BACKPROP_TUI_THEME'], themeNames);
}

/** The ground in COLORFGBG: `15;0`, or `0;default;15`, the background at its end; dark without it. */
function groundIn({ COLORFGBG = '' }: Environment): Scheme['ground'] {
  const background = /;(\d+)$/.exec(COLORFGBG)?.[1];
  const colour = Number(background ?? 0);
  // White and the bright colours but grey, which are 8 and more.
  return colour === 7 || (colour > 8 && colour < 16) ? 'light' : 'dark';
}

/** The value of a variable; undefined where it is none of the choices. */
function chosen<Choice extends string>(value: string | undefined, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === value);
}

/** The words that an option can have; none for a flag. */
export function choicesOf(name: keyof ScreenOptions): readonly string[] {
  const option = screenOptions[name];
  return 'choices' in option ? option.choices : [];
}

/** The choices for the screen: an option, else a variable, which `themeFor` reads, else the file of a person's choices. */
export function screenWith(
  options: ScreenOptions,
  config: ScreenOptions,
  environment: Environment = process.env,
): ScreenOptions {
  const names = Object.keys(screenOptions) as (keyof ScreenOptions)[];
  const all = names.map((name) => {
    const choices = choicesOf(name);
    // A variable of a flag is 0 or 1.
    const values = choices.length === 0 ? ['0', '1'] : choices;
    const isSet = chosen(environment[`BACKPROP_TUI_${name.toUpperCase()}`], values) !== undefined;
    return [name, options[name] ?? (isSet ? undefined : config[name])];
  });
  return Object.fromEntries(all);
}
