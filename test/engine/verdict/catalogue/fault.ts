import type { Cause, Remedy, VerdictKind } from '../../../../src/engine/verdict/verdict.ts';
import { xor } from '../../../xor.ts';
import { type Data, ring } from './examples.ts';

/** A fault in a small scenario, and what the verdict says of it. */
export interface Fault extends Judgement {
  readonly name: string;
  readonly scenario: object;
  readonly at: number;
  readonly best: number;
  readonly kind: VerdictKind;
  readonly cause: Cause['kind'];
  /** The first remedy; undefined when no setting helps. */
  readonly remedy: Remedy['kind'] | undefined;
}

/** The way in which a fault is judged. */
interface Judgement {
  /** Completed iterations at which it is judged: all of them by default. */
  readonly at?: number;
  /** The fields of the data that a person is advised to add. */
  readonly advice?: Data;
  /** The measure of a run, smaller is better: the error on the examples by default. */
  readonly by?: 'error' | 'test squares';
  /** The best known result by that measure; 0.01 by default. */
  readonly best?: number;
  /** By default 1 to 5. */
  readonly seeds?: readonly number[];
  /** True when `npm test` runs it too. */
  readonly short?: true;
}

/** A scenario file. */
interface Scenario {
  readonly name: string;
  readonly data: Data;
  readonly network: object;
  readonly training: Training;
}

interface Training {
  readonly iterations: number;
  readonly [field: string]: unknown;
}

export function fault(
  name: string,
  scenario: Scenario,
  [kind, cause, remedy]: readonly [kind: VerdictKind, cause: Cause['kind'], remedy?: Remedy['kind']],
  judgement: Judgement = {},
): Fault {
  return { name, scenario, kind, cause, remedy, at: scenario.training.iterations, best: 0.01, ...judgement };
}

export function scenario(data: Data, network: object, training: Training): Scenario {
  return { name: 'Fault', data, network, training };
}

/** The tutorial's XOR and network, in another training. */
export function tutorial(training: Training): Scenario {
  return scenario(xor, { hidden: [4] }, training);
}

/** A ring that eight hidden units learn in a sound training; or other data for them. */
export function onRing(training: Training, data: Data = ring): Scenario {
  return scenario(data, tanh([8], 'sigmoid'), training);
}

/** 200 moons with little noise, which eight hidden units learn in a sound training. */
export function onMoons(training: Training): Scenario {
  const sound = { learningRate: 0.02, optimizer: 'adam', loss: 'binary-cross-entropy' };
  return scenario({ generate: 'moons', noise: 0.1 }, tanh([8], 'sigmoid'), { ...sound, ...training });
}

/** Hidden layers of tanh with a bias. */
export function tanh(hidden: readonly number[], output: string): object {
  return { hidden, bias: true, activation: ['tanh', output] };
}

/** A weight for each input and a bias. */
export const line = { hidden: [], bias: true, activation: 'linear' };

/** The data with half of its rows held out. */
export function halved(data: Data): Data {
  return { ...data, test: { fraction: 0.5 } };
}
