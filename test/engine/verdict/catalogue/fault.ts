import type { Cause, Remedy, VerdictKind } from '../../../../src/engine/verdict/verdict.ts';
import type { Data } from './examples.ts';

/** A fault in a small scenario, and what the verdict says of it. */
export interface Fault {
  readonly name: string;
  readonly scenario: object;
  /** Completed iterations at which it is judged. */
  readonly at: number;
  readonly kind: VerdictKind;
  readonly cause: Cause['kind'];
  /** The first remedy; undefined when no setting helps. */
  readonly remedy: Remedy['kind'] | undefined;
  /** The fields of the data that a person is advised to add. */
  readonly advice?: Data;
  /** The measure of a run, smaller is better: the error on the examples by default. */
  readonly by?: 'error' | 'test squares';
  /** The best known result by that measure. */
  readonly best: number;
  /** By default 1 to 5. */
  readonly seeds?: readonly number[];
  /** True when `npm test` runs it too. */
  readonly short?: true;
}

/** A scenario file. */
export function scenario(data: Data, network: object, training: object): object {
  return { name: 'Fault', data, network, training };
}
