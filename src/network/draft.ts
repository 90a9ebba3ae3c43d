import type { Activation } from '../language/activations.ts';
import { type Expression, name } from '../language/expression.ts';
import type { Batches, Counter, Layer, Statement } from '../language/program.ts';
import type { NetworkSettings } from './settings.ts';

/**
 * A network while its lines are being written: what belongs where, before it is put in order. Techniques take a draft and give
 * another back; none of them knows of the others.
 */
export interface Draft {
  readonly settings: NetworkSettings;
  /** Rows of the data, and of what one iteration works on. */
  readonly examples: number;
  readonly rows: number;
  /** What the first layer and the errors start from: all examples, or those of a batch. */
  readonly inputs: Expression;
  readonly target: Expression;
  /** Set once, before the weights: alpha, momentum. */
  readonly constants: readonly Statement[];
  /** An iteration begins with counting itself, `t += 1`, once for each. */
  readonly counters: readonly Counter[];
  /** After that, before the first layer. */
  readonly opening: readonly Statement[];
  /** From the inputs to the outputs. */
  readonly layers: readonly DraftLayer[];
  /** Once all gradients are known, before the first update: for what needs all of them. */
  readonly shared: readonly Statement[];
  readonly loss: Expression;
  /** Whether alpha is a name, and what it is multiplied to. */
  readonly hasRate: boolean;
  /** Whether one iteration shows what the network makes of every example as it is. */
  readonly showsAll: boolean;
  readonly batches?: Batches;
}

export interface DraftLayer {
  readonly names: Layer;
  /** Units before and in it. */
  readonly before: number;
  readonly units: number;
  /** What it reads: the layer before, or what is left of that. */
  readonly from: string;
  readonly activation: Activation;
  /** Parameters as they start, and whatever else lives from one iteration to the next. */
  readonly setup: readonly Statement[];
  /** From the weighted sums of `from` to the values; for training and, with other names, for evaluation. */
  readonly forward: (from: string, out: string) => readonly Statement[];
  readonly evaluate: (from: string, out: string) => readonly Statement[];
  /** Behind `forward`, in training only. */
  readonly after: readonly Statement[];
  readonly error: readonly Statement[];
  readonly delta: readonly Statement[];
  /** −dL/d (weighted sums), by which its parameters and the layer before learn. */
  readonly back: string;
  /** Weights first, then what else there is. */
  readonly parameters: readonly DraftParameter[];
}

export interface DraftParameter {
  readonly name: string;
  readonly shape: { readonly rows: number; readonly columns: number };
  readonly isWeights: boolean;
  /** −dL/d parameter, the way down. */
  readonly direction: Expression;
  /** Whether that gets a line of its own, `syn0_grad`, because it is needed more than once. */
  readonly isNamed: boolean;
  /** The lines that change it, by a direction. */
  readonly update: (direction: Expression) => readonly Statement[];
}

/** One thing that can be added to a network: gives the draft back as it is where the settings do not ask for it. */
export interface Technique {
  /** What its lines are said to come from: `momentum`. */
  readonly name: (settings: NetworkSettings) => string;
  /** The same settings with nothing of it asked for. */
  readonly without: (settings: NetworkSettings) => NetworkSettings;
  readonly apply: (draft: Draft) => Draft;
}

export function mapLayers(draft: Draft, change: (layer: DraftLayer, index: number) => DraftLayer): Draft {
  return { ...draft, layers: draft.layers.map(change) };
}

export function mapParameters(draft: Draft, change: (parameter: DraftParameter) => DraftParameter): Draft {
  return mapLayers(draft, (layer) => ({ ...layer, parameters: layer.parameters.map(change) }));
}

/**
 * The draft with a counter for a technique, 1 in the first iteration that has it. The first that counts has the name `t`, others
 * one of their own: what has begun in the middle of a run, as an optimizer may, counts from there, and the rest goes on.
 * @param own `t_adam`, where there is a `t` already.
 */
export function counting(draft: Draft, of: string, own: string): { readonly draft: Draft; readonly t: Expression } {
  const counter = { name: draft.counters.length === 0 ? 't' : own, of };
  return { draft: { ...draft, counters: [...draft.counters, counter] }, t: name(counter.name) };
}
