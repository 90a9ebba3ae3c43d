import { type ActivationName, activations } from '../language/activations.ts';
import { type InitialName, initialNames } from '../network/initial.ts';
import { type LossName, losses } from '../network/losses.ts';

/*
 * Names of more than one word, `leaky relu`, as they are written in files: `leaky-relu`.
 */

export type Hyphened<Name extends string> = Name extends `${infer First} ${infer Rest}`
  ? `${First}-${Hyphened<Rest>}`
  : Name;

export const activationNames = Object.keys(activations) as readonly ActivationName[];
export const lossNames = Object.keys(losses) as readonly LossName[];

export const activationWords = activationNames.map(hyphened);
export const lossWords = lossNames.map(hyphened);
export const initialWords = initialNames.map(hyphened);

export type ActivationWord = Hyphened<ActivationName>;
export type LossWord = Hyphened<LossName>;
export type InitialWord = Hyphened<InitialName>;

/** `leaky-relu` for `leaky relu`. */
export function hyphened<Name extends string>(name: Name): Hyphened<Name> {
  return name.replaceAll(' ', '-') as Hyphened<Name>;
}

/** `leaky relu` for `leaky-relu`: the one of these names that is written so. */
export function nameOf<Name extends string>(names: readonly Name[], word: Hyphened<Name>): Name {
  return names.find((name) => hyphened(name) === word) as Name;
}
