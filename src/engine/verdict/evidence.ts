import type { Program } from '../../language/program.ts';
import type { Examples, Matrix } from '../matrix.ts';
import type { Values } from './measure.ts';
import type { Look } from './opinion.ts';
import type { VerdictFacts, VerdictKind } from './verdict.ts';

/** Everything from which the causes of a verdict are found: all of it of one look. */
export interface Evidence {
  readonly kind: VerdictKind;
  readonly facts: VerdictFacts;
  /** The looks of the recent part of the run and of the part before it, the newest last. */
  readonly looks: readonly Look[];
  readonly program: Program;
  /** Live matrices. */
  readonly values: Values;
  /** The age of the run (`ageOf`). */
  readonly age: number;
  /** The learning rate of the last update, and the one that its schedule starts from: the same without a schedule. */
  readonly alpha: number;
  readonly baseAlpha: number;
  /** The test set, and its live predictions (examples × outputs) at `facts.test.measuredAt`. */
  readonly test: (Examples & { readonly prediction: Matrix }) | undefined;
}

/** The learning rate; 1 for a program without one. */
export function alphaOf({ alpha }: Values): number {
  return alpha?.data[0] ?? 1;
}

/** The learning rate that a schedule starts from: the number that the setup gives it; undefined where it gives none. */
export function baseAlphaOf({ roles, setup }: Program): number | undefined {
  const value = setup.find(({ target }) => target === roles.learningRate)?.value;
  return value?.kind === 'number' ? value.value : undefined;
}
