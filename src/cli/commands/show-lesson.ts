import type { CourseState } from '../../learn/course/state.ts';
import type { DashboardOptions } from '../../ui/dashboard.ts';
import { startTrainer } from '../../worker/client.ts';
import type { Config } from '../config.ts';
import type { ScreenOptions } from '../screen-options.ts';
import { showDashboard, tellFailure } from '../show-dashboard.ts';

/** The terminal of a lesson, as options and the config file want it. */
export interface LessonPlace {
  readonly isPlain: boolean;
  readonly screen: ScreenOptions;
  readonly config: Config;
  readonly notice: string | undefined;
}

/**
 * Shows a lesson beside the dashboard until a person leaves it. Returns the exit code.
 * @param farewell the lines that are printed then.
 */
export async function showLesson(
  lesson: Pick<DashboardOptions, 'subject' | 'seed' | 'speed' | 'companion'>,
  { isPlain, screen, config, notice }: LessonPlace,
  farewell: (course: CourseState | undefined) => readonly string[],
): Promise<number> {
  const options = { ...dashboardOptions, ...lesson, ownKeys: config.ownKeys, notice };
  const ending = await showDashboard(options, isPlain, screen, config);
  switch (ending.kind) {
    case 'quit':
      for (const line of farewell(ending.model.course)) process.stdout.write(`${line}\n`);
      return 0;
    case 'signal':
      return ending.exitCode;
    case 'error':
      return tellFailure(ending.error);
  }
}

const dashboardOptions: Omit<DashboardOptions, 'theme' | 'subject' | 'seed' | 'speed' | 'companion'> = {
  paused: true,
  startTrainer: () => startTrainer(new URL('./thread.js', import.meta.url)),
  // A lesson continues from one scenario to the next.
  write: async () => 'a lesson writes no files: open its scenario without the lesson',
  parts: [],
  stdin: process.stdin,
  stdout: process.stdout,
};
