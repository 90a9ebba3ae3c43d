import { checkGradients } from '../engine/gradient-check.ts';
import { copyMatrix } from '../engine/matrix.ts';
import { Stopper } from '../engine/run/stop.ts';
import { learned } from '../language/reads.ts';
import { type Current, endOf, lookForReason } from './current-run.ts';
import { edit, undo } from './edit.ts';
import { inspectLine } from './inspect.ts';
import { Pace } from './pace.ts';
import type { Command, Report, RunState } from './protocol.ts';
import { recall } from './recall.ts';
import { travelTo } from './travel.ts';

/** Commands that a session does not see to itself. */
export type Obeyed = Exclude<Command, { readonly type: 'start' | 'step' | 'save' | 'acknowledge' }>;

/**
 * Does to a run what a command asks for.
 * @param post tells what was asked for beside the run.
 * @returns the state that the run enters; undefined where it stays in its own.
 */
export function obey(
  current: Current,
  command: Obeyed,
  now: () => number,
  post: (report: Report) => void,
): RunState | undefined {
  const { number: run, training } = current;
  const rest = (): RunState => endOf(current) ?? 'paused';
  switch (command.type) {
    case 'resume':
      return resume(current, now);
    case 'pause':
      if (current.state !== 'running' && current.step === undefined) return undefined;
      training.checkFinite();
      return rest();
    case 'travel':
      current.stopReason = undefined;
      if (travelTo(training, command.travel)) lookForReason(current, now);
      return rest();
    case 'inspect':
      post({ type: 'inspection', run, ...inspectLine(training, command.line, command.cell) });
      return rest();
    case 'checkGradients':
      post({ type: 'gradients', run, iteration: training.iteration, check: checkGradients(training) });
      return rest();
    case 'edit':
      current.stopReason = undefined;
      edit(current, command.edits);
      return endOf(current) ?? (current.state === 'running' ? 'running' : 'paused');
    case 'undo':
      current.stopReason = undefined;
      return undo(current) ? rest() : undefined;
    case 'recall':
      post({ type: 'recollection', run, mark: command.mark, ...recall(training, command.mark) });
      return undefined;
    case 'tellLearned': {
      const matrices = learned(training.program).map((name) => ({ name, matrix: copyMatrix(training.valueOf(name)) }));
      post({ type: 'learned', run, iteration: training.iteration, matrices });
      return undefined;
    }
    case 'setStop':
      [current.stopper, current.stopReason] = [new Stopper(command.stop), undefined];
      return current.state === 'running' ? undefined : rest();
    case 'setWatches':
      training.setWatches(command.watches);
      return undefined;
    case 'setViewRequest':
      current.views.show(command.viewRequest);
      return undefined;
    case 'setSpeed':
      current.speed = command.speed;
      current.pace = new Pace(command.speed, now());
      return undefined;
  }
}

function resume(current: Current, now: () => number): RunState | undefined {
  if (current.state === 'running' || current.state === 'diverged') return undefined;
  if (current.stopReason !== undefined) [current.stopper, current.stopReason] = [undefined, undefined];
  if (current.training.iteration >= current.goal) current.goal += current.subject.iterations;
  current.pace = new Pace(current.speed, now());
  return 'running';
}

/** Whether a step under way comes to its end before a command is obeyed; what only changes the sight of it waits for nothing. */
export function endsStep({ type }: Obeyed): boolean {
  switch (type) {
    case 'pause':
    case 'setSpeed':
    case 'setViewRequest':
      return false;
    default:
      return true;
  }
}
