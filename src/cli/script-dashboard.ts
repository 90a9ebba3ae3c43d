import { basename, dirname, resolve } from 'node:path';
import { plainText } from '../scenario/plain-text.ts';
import { type DashboardOptions, runDashboard } from '../ui/dashboard.ts';
import { FIRST_SPEED } from '../ui/model/speeds.ts';
import { localeIsUtf8 } from '../ui/theme/theme.ts';
import { startTrainer } from '../worker/client.ts';
import type { Speed } from '../worker/protocol.ts';
import { scriptSubject } from '../worker/subject.ts';
import type { Config } from './config.ts';
import { asksGround, hasMouse, type ScreenOptions, screenWith, themeFor } from './screen-options.ts';

export interface ScriptDashboard {
  readonly file: string;
  readonly source: string;
  readonly version: 2 | 3;
  readonly arguments: readonly string[];
  readonly seed: number;
  readonly paused?: boolean;
  readonly plain: boolean;
  readonly speed?: Speed | undefined;
  readonly roles?: string | undefined;
  readonly screen?: ScreenOptions;
  readonly config: Config;
  /** A message in the footer at the beginning. */
  readonly notice?: string | undefined;
}

/** Opens the dashboard on a script. Returns the exit code of the process once it is left. */
export async function openScriptDashboard(request: ScriptDashboard): Promise<number> {
  const { file, source, version, arguments: args, seed, paused = false, plain, roles, screen = {}, config } = request;
  const utf8 = localeIsUtf8(process.env);
  const safe = (text: string): string => (utf8 ? plainText(text) : plainText(text).replace(/[^\x20-\x7e]/gu, '?'));
  const speed = request.speed ?? config.speed;
  const options: Omit<DashboardOptions, 'theme'> = {
    subject: {
      ...scriptSubject({ text: source, file, folder: dirname(resolve(file)), version, arguments: args }),
      ...(roles === undefined ? {} : { namedRoles: roles }),
      name: safe(basename(file)),
      description: '',
      inputNames: [],
      targetNames: [],
    },
    seed,
    // The number of iterations is not known before the script runs: the speed rises until a key chooses another one.
    speed: speed === undefined ? { speed: 'unlimited', risesFrom: FIRST_SPEED } : { speed },
    paused,
    ownKeys: config.ownKeys,
    notice: request.notice && safe(request.notice),
    startTrainer: () => startTrainer(new URL('./thread.js', import.meta.url)),
    write: async () => 'a script has a file of its own',
    stdin: process.stdin,
    stdout: process.stdout,
  };
  const chosen = screenWith(screen, config);
  const ending = plain
    ? await (await import('../ui/plain/plain.ts')).runPlain(options)
    : await runDashboard({
        ...options,
        theme: themeFor(chosen),
        asksGround: asksGround(chosen),
        hasMouse: hasMouse(chosen),
      });
  switch (ending.kind) {
    case 'quit': {
      const { summaryOf } = await import('./summary.ts');
      for (const line of summaryOf(ending.model)) process.stdout.write(`${line}\n`);
      return 0;
    }
    case 'signal':
      return ending.exitCode;
    case 'error': {
      const { error } = ending;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`backprop-tui failed: ${text.split('\n').map(plainText).join('\n')}\n`);
      return 1;
    }
  }
}
