import { WriteStream } from 'node:tty';
import type { ColourDepth } from '../ui/theme/style.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** True when the terminal can move its cursor; only then can it show the dashboard. Windows sets no TERM. */
export function canDraw({ TERM = '' }: Environment, platform = process.platform): boolean {
  return TERM === '' ? platform === 'win32' : TERM !== 'dumb';
}

/**
 * True when a person asks all programs, or all that are drawn by Ink, for text that a screen reader can read; undefined where no
 * variable says it.
 */
export function isPlainWanted({ ACCESSIBLE = '', INK_SCREEN_READER = '' }: Environment): boolean | undefined {
  const set = [ACCESSIBLE, INK_SCREEN_READER].filter((value) => value !== '');
  return set.length === 0 ? undefined : set.some((value) => !['0', 'false', 'no'].includes(value.toLowerCase()));
}

/**
 * The colours of the terminal, as Node finds them, with three differences: an empty NO_COLOR means nothing; FORCE_COLOR
 * overrules the others without Node's warning, which would appear on the dashboard; and more names of terminals are known.
 * An output that is not a terminal has no colours unless they are forced.
 */
export function colourDepth(environment: Environment = process.env, isTerminal = process.stdout.isTTY): ColourDepth {
  const { NO_COLOR, NODE_DISABLE_COLORS, ...others } = environment;
  if (others['FORCE_COLOR'] !== undefined) return depthByNode(others);
  if (isTerminal !== true) return 1;
  const isRefused = Boolean(NO_COLOR) || Boolean(NODE_DISABLE_COLORS) || 'CI' in others;
  const found = depthByNode({
    ...others,
    ...(NO_COLOR ? { NO_COLOR } : {}),
    ...(NODE_DISABLE_COLORS ? { NODE_DISABLE_COLORS } : {}),
  });
  return isRefused ? found : (Math.max(found, depthByName(others['TERM'] ?? '')) as ColourDepth);
}

function depthByNode(environment: Environment): ColourDepth {
  return WriteStream.prototype.getColorDepth.call(process.stdout, environment) as ColourDepth;
}

/** Terminals with 256 colours by their entry in terminfo. Their COLORTERM, which Node relies on, does not pass through ssh. */
const NAMED =
  /^(?:alacritty|contour(?:-latest)?|foot(?:-extra)?|(?:xterm-)?(?:ghostty|kitty)|iterm2|mintty|rio|wezterm|xterm-termite)$|-256color$/;

/** The least depth of a terminal of this name; 1 for an unknown name. */
function depthByName(name: string): ColourDepth {
  if (/-direct(?:256)?$/.test(name)) return 24;
  return NAMED.test(name) ? 8 : 1;
}
