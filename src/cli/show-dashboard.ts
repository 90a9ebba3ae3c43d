import { plainText } from '../scenario/plain-text.ts';
import { type DashboardOptions, runDashboard } from '../ui/dashboard.ts';
import type { Ending } from '../ui/lifetime.ts';
import { localeIsUtf8 } from '../ui/theme/theme.ts';
import type { Config } from './config.ts';
import { asksGround, hasMouse, type ScreenOptions, screenWith, themeFor } from './screen-options.ts';

/* The dashboard in the terminal of this process, for scenarios and for scripts. */

/** Makes texts safe for the terminal: no control characters, and ASCII where the locale is not UTF-8. */
export function safeText(): (text: string) => string {
  return localeIsUtf8(process.env) ? plainText : (text) => plainText(text).replace(/[^\x20-\x7e]/gu, '?');
}

/** Shows the dashboard until it is left. @param plain sentences in place of a screen. */
export async function showDashboard(
  options: Omit<DashboardOptions, 'theme'>,
  plain: boolean,
  screen: ScreenOptions,
  config: Config,
): Promise<Ending> {
  if (plain) return (await import('../ui/plain/plain.ts')).runPlain(options);
  const chosen = screenWith(screen, config);
  return runDashboard({
    ...options,
    theme: themeFor(chosen),
    asksGround: asksGround(chosen),
    hasMouse: hasMouse(chosen),
  });
}

/** Prints an error of the program itself. Returns the exit code. */
export function tellFailure(error: unknown): number {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`backprop-tui failed: ${text.split('\n').map(plainText).join('\n')}\n`);
  return 1;
}
