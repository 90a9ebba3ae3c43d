import { WriteStream } from 'node:tty';
import type { ColourDepth } from '../ui/theme/style.ts';

/**
 * The colours of the terminal, as Node finds them, with two differences: an empty NO_COLOR means nothing, and FORCE_COLOR
 * overrules the others without Node's warning, which would appear on the dashboard. An output that is not a terminal has no
 * colours unless they are forced.
 */
export function colourDepth(): ColourDepth {
  const { NO_COLOR, NODE_DISABLE_COLORS, ...environment } = process.env;
  const refusals = {
    ...(NO_COLOR ? { NO_COLOR } : {}),
    ...(NODE_DISABLE_COLORS ? { NODE_DISABLE_COLORS } : {}),
  };
  const isForced = environment['FORCE_COLOR'] !== undefined;
  if (process.stdout.isTTY !== true && !isForced) return 1;
  const considered = isForced ? environment : { ...environment, ...refusals };
  return WriteStream.prototype.getColorDepth.call(process.stdout, considered) as ColourDepth;
}
