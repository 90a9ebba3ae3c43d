import { type GradientCheck, GradientChecker } from '../../../src/engine/gradient-check.ts';
import type { CheckedRun } from '../../../src/engine/gradients/scratch.ts';

/** A whole gradient check. @throws MissingRoleError for a program without an error. */
export function checkGradients(run: CheckedRun): GradientCheck {
  const checker = new GradientChecker(run);
  let check: GradientCheck | undefined;
  while (check === undefined) check = checker.advance();
  return check;
}
