import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
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
  /** Lines about a file that cannot be used. */
  readonly warnings: readonly string[];
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

/** Reads the file. One that is wrong is reported, and then nothing of it holds: it never prevents a run. */
export async function readConfig(environment: Environment = process.env): Promise<ReadConfig> {
  const file = configFile(environment);
  const refused = (problem: string): ReadConfig => ({
    config: {},
    warnings: [plainText(`${file}: ${problem}; not used`)],
  });
  let text: string;
  try {
    const status = statSync(file);
    if (!status.isFile()) return refused(`expected a file, found ${unusual(status)}`);
    if (status.size > MOST_BYTES) return refused(`expected at most ${MOST_BYTES / 1024} kB, found more`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Most people have none.
    if (code === 'ENOENT' || code === 'ENOTDIR') return { config: {}, warnings: [] };
    return refused(`expected a file that can be read, found ${reasonOf(error)}`);
  }
  const { parseConfig } = await import('./config-schema.ts');
  const parsed = parseConfig(file, text);
  return parsed.ok
    ? { config: parsed.config, warnings: [] }
    : { config: {}, warnings: [...parsed.lines, plainText(`${file}: not used`)] };
}
