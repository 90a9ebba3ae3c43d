import { PARTS } from '../engine/check-up/check-up.ts';
import { GradientChecker } from '../engine/gradient-check.ts';
import { hasRoles } from '../language/program.ts';
import { checkUpOf } from './check-up.ts';
import type { Report } from './protocol.ts';
import type { SessionRun } from './session-run.ts';

/** Work beside a run, in parts of a few milliseconds: a gradient check, or a check-up. It is of the state that it began with. */
export interface Aside {
  /** Does the next part; returns the answer after the last one. */
  advance(): Report | undefined;
  /** The report of the parts so far. */
  progress(): Report;
}

/** A gradient check; undefined for a program without an error: the disabled key gives the reason. */
export function gradientCheckOf({ number, training }: SessionRun): Aside | undefined {
  if (!hasRoles(training.program, 'error')) return undefined;
  const checker = new GradientChecker(training);
  const { iteration } = training;
  return {
    advance: () => {
      const check = checker.advance();
      return check && { type: 'gradients', run: number, iteration, check };
    },
    progress: () => ({ type: 'gradientProgress', run: number, ...checker.progress }),
  };
}

/** A check-up; undefined for a program that it cannot train. */
export function checkUpBeside(run: SessionRun): Aside | undefined {
  const checkUp = checkUpOf(run);
  if (checkUp === undefined) return undefined;
  const { iteration } = run.training;
  const report = (isDone: boolean): Report => {
    const { rows, of, findings } = checkUp;
    return { type: 'checkUp', run: run.number, iteration, rows, of, findings, parts: PARTS, isDone };
  };
  return { advance: () => (checkUp.advance() ? report(true) : undefined), progress: () => report(false) };
}
