import { matrixFromRows } from '../engine/matrix.ts';
import { inferShapes } from '../program/shapes.ts';
import { inputNames, programOf, targetNames } from '../scenario/network.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import { defaultSpeed } from '../ui/model/speeds.ts';
import type { Subject } from '../ui/model/model.ts';
import { createTheme, localeIsUtf8 } from '../ui/theme/theme.ts';
import type { ColourDepth } from '../ui/theme/style.ts';
import { startTrainer } from '../worker/client.ts';
import { summaryOf } from './summary.ts';

export interface DashboardRequest {
  readonly scenario: Scenario;
  readonly paused: boolean;
}

/** Opens the dashboard and returns the exit code of the process. */
export async function openDashboard({ scenario, paused }: DashboardRequest): Promise<number> {
  // The thread starts while the larger part of the program is still being read.
  const trainer = startTrainer(new URL('./thread.js', import.meta.url));
  const { runDashboard } = await import('../ui/dashboard.tsx');
  const subject = subjectOf(scenario);
  const { training, playback } = scenario;
  const ending = await runDashboard({
    subject,
    seed: training.seed,
    speed: playback.speed ?? defaultSpeed(training.iterations),
    paused,
    trainer,
    theme: createTheme(process.stdout.getColorDepth() as ColourDepth, localeIsUtf8(process.env)),
    stdin: process.stdin,
    stdout: process.stdout,
  });
  switch (ending.kind) {
    case 'quit':
      for (const line of summaryOf(ending.model)) process.stdout.write(`${line}\n`);
      return 0;
    case 'signal':
      return ending.exitCode;
    case 'error':
      process.stderr.write(`backprop-tui failed: ${describeError(ending.error)}\n`);
      return 1;
  }
}

/** What the dashboard needs to know of a scenario, with every text made safe for a terminal. */
function subjectOf(scenario: Scenario): Subject {
  const program = programOf(scenario);
  return {
    name: plainText(scenario.name),
    description: plainText(scenario.description ?? ''),
    inputNames: inputNames(scenario).map(plainText),
    targetNames: targetNames(scenario).map(plainText),
    learningRate: scenario.training.learningRate,
    shapes: inferShapes(program),
    job: {
      program,
      inputs: matrixFromRows(scenario.data.inputs),
      targets: matrixFromRows(scenario.data.targets),
      iterations: scenario.training.iterations,
    },
  };
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
