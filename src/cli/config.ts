import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { shortened } from '../language/wording.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { OwnKeys } from '../ui/keys/interpret.ts';
import type { Speed } from '../worker/protocol.ts';
import { reasonOf, unusual } from './file-problems.ts';
import type { ScreenOptions } from './screen-options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The choices of a person for every run, in a file. An option of the command line goes before a variable of the environment, and
 * that before the file; each choice may be left out.
 */
export interface Config extends ScreenOptions {
  /** The speed of a run whose scenario has none. */
  readonly speed?: Speed;
  /** Sentences in place of a screen. */
  readonly plain?: boolean;
  readonly ownKeys?: OwnKeys;
}

export interface ReadConfig {
  readonly config: Config;
  /** Lines about the file, or about choices in it, that cannot be used. */
  readonly warnings: readonly string[];
  /** The same in a few words, for the footer of a dashboard; undefined without warnings. */
  readonly notice?: string;
}

/** A larger file is not read. */
const MOST_BYTES = 64 * 1024;

/** `~/.config/backprop-tui/config.json`; a relative XDG_CONFIG_HOME does not count. */
export function configFile({ XDG_CONFIG_HOME = '' }: Environment, home = homeFolder()): string {
  const folder = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(home, '.config');
  return join(folder, 'backprop-tui', 'config.json');
}

/** A system that does not know its user has no home. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}

/** Reads the file. A wrong choice is reported and left out; all others apply. The file never prevents a run. */
export async function readConfig(environment: Environment = process.env): Promise<ReadConfig> {
  const file = configFile(environment);
  const refused = (problem: string): ReadConfig => ({
    config: {},
    warnings: [plainText(`${file}: ${problem}; not used`)],
    notice: plainText(`config.json is not used: ${problem}`),
  });
  let text: string;
  try {
    const status = statSync(file);
    if (!status.isFile()) return refused(`expected a file, found ${unusual(status)}`);
    if (status.size > MOST_BYTES) return refused(`expected at most ${MOST_BYTES / 1024} kB, found more`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Most people have no such file.
    if (code === 'ENOENT' || code === 'ENOTDIR') return { config: {}, warnings: [] };
    return refused(`expected a file that can be read, found ${reasonOf(error)}`);
  }
  const { parseConfig } = await import('./config-schema.ts');
  const { config, lines, ignored } = parseConfig(file, text);
  if (lines.length === 0) return { config, warnings: [] };
  const isWhole = ignored.includes('');
  const what = isWhole ? '' : `${namesOf(ignored)} `;
  const notice = isWhole
    ? `config.json is not used: ${lines[0]!.slice(file.length + 1)}`
    : `config.json: ${what}not used; the other settings are`;
  return { config, warnings: [...lines, plainText(`${file}: ${what}not used`)], notice: plainText(notice) };
}

const MOST_NAMES = 3;
const LONGEST_NAME = 30;

/** `speed, keys.stepp and 2 more` */
function namesOf(paths: readonly string[]): string {
  const names = paths.slice(0, MOST_NAMES).map((path) => shortened(path, LONGEST_NAME));
  const more = paths.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}
