import { parseExpressionText } from '../script/debug/expression-text.ts';
import type { DashboardOptions } from '../ui/dashboard.ts';
import { FIRST_SPEED } from '../ui/model/speeds.ts';
import { startTrainer } from '../worker/client.ts';
import type { Speed } from '../worker/protocol.ts';
import { DEFAULT_SCRIPT_SEED } from '../worker/subject.ts';
import type { Config } from './config.ts';
import { editableScript, readEditor } from './scenario-file.ts';
import type { ScreenOptions } from './screen-options.ts';
import { safeText, showDashboard, tellFailure } from './show-dashboard.ts';
import { seedInText, shownScript } from './shown-script.ts';

export interface ScriptDashboard {
  readonly file: string;
  readonly source: string;
  /** The bytes of the file. */
  readonly bytes: Uint8Array;
  readonly version: 2 | 3;
  readonly arguments: readonly string[];
  /** Absent for the seeds of the script itself. */
  readonly seed: number | undefined;
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
  const {
    file,
    source,
    bytes,
    version,
    arguments: args,
    seed,
    paused = false,
    plain,
    roles,
    screen = {},
    config,
  } = request;
  const safe = safeText();
  const speed = request.speed ?? config.speed;
  const options: Omit<DashboardOptions, 'theme'> = {
    subject: shownScript(file, { text: source, version, arguments: args, namedRoles: roles, namedSeed: seed }, safe),
    seed: seed ?? seedInText(source) ?? DEFAULT_SCRIPT_SEED,
    // The number of iterations is not known before the script runs: the speed rises until a key chooses another one.
    speed: speed === undefined ? { speed: 'unlimited', risesFrom: FIRST_SPEED } : { speed },
    paused,
    ownKeys: config.ownKeys,
    notice: request.notice && safe(request.notice),
    startTrainer: () => startTrainer(new URL('./thread.js', import.meta.url)),
    write: async () => 'a script has a file of its own',
    scenarioFile: editableScript({ file, bytes, safe, arguments: args, roles }),
    pythonFault: (text) => parseExpressionText(text, version).fault,
    parts: [readEditor],
    stdin: process.stdin,
    stdout: process.stdout,
  };
  const ending = await showDashboard(options, plain, screen, config);
  switch (ending.kind) {
    case 'quit': {
      const { summaryOf } = await import('./summary.ts');
      for (const line of summaryOf(ending.model)) process.stdout.write(`${line}\n`);
      return 0;
    }
    case 'signal':
      return ending.exitCode;
    case 'error':
      return tellFailure(ending.error);
  }
}
