import { canDraw, isPlainWanted } from './colour-depth.ts';
import { type Config, readConfig } from './config.ts';

/** The terminal of this process, as a person wants to use it. */
export interface ChosenTerminal {
  /** A screen; sentences, for a screen reader; or neither, where TERM names no terminal that can show a screen. */
  readonly shows: 'screen' | 'sentences' | 'neither';
  readonly config: Config;
  /** The problem of the config file in a few words, for the footer. */
  readonly notice: string | undefined;
}

/** True where a person can read what is shown, and press keys. */
export function isInteractive(): boolean {
  return process.stdout.isTTY === true && process.stdin.isTTY === true;
}

/** Reads what a person wants of the terminal: an option, else a variable, else the config file, whose problems are printed. */
export async function chooseTerminal(plain: boolean | undefined): Promise<ChosenTerminal> {
  const { config, warnings, notice } = await readConfig();
  for (const warning of warnings) process.stderr.write(`backprop-tui: ${warning}\n`);
  const isPlain = plain ?? isPlainWanted(process.env) ?? config.plain ?? false;
  return { shows: isPlain ? 'sentences' : canDraw(process.env) ? 'screen' : 'neither', config, notice };
}

/** The terminal for the dashboard of a run; undefined where there is none. A terminal that cannot show one is named on stderr. */
export async function terminalForRun(plain: boolean | undefined): Promise<ChosenTerminal | undefined> {
  if (!isInteractive()) return undefined;
  const terminal = await chooseTerminal(plain);
  if (terminal.shows !== 'neither') return terminal;
  process.stderr.write('backprop-tui: no dashboard: the terminal that TERM names cannot show one\n');
  return undefined;
}
