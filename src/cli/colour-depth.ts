import { WriteStream } from 'node:tty';
import type { ColourDepth } from '../ui/theme/style.ts';

/**
 * The colours of the terminal as Node makes them out, save that an empty NO_COLOR asks for nothing, and that FORCE_COLOR
 * overrules the others without Node's warning, which would stand on the dashboard. What is no terminal has none, unless
 * they are forced.
 */
export function colourDepth(): ColourDepth {
  const { NO_COLOR, NODE_DISABLE_COLORS, ...environment } = process.env;
  const refusals = {
    ...(NO_COLOR ? { NO_COLOR } : {}),
    ...(NODE_DISABLE_COLORS ? { NODE_DISABLE_COLORS } : {}),
  };
  const isForced = environment['FORCE_COLOR'] !== undefined;
  if (process.stdout.isTTY !== true && !isForced) return 1;
  const told = isForced ? environment : { ...environment, ...refusals };
  return WriteStream.prototype.getColorDepth.call(process.stdout, told) as ColourDepth;
}
