/* Runs of right programs, and of those with a mistake, from weights that are given. */
import { parseModule } from '../../script/syntax/module.ts';
import { loopsOf } from './names.ts';
import { type Line, parametersOf, programText, type Source, sourceOf, wholeText } from './networks.ts';
import type { Pass } from './pass.ts';
import type { Values } from './recorder.ts';
import { Trace } from './trace.ts';
import { difference, type Value } from './values.ts';

/** The learning rate of references: they always have one, so that it can be chosen. */
const RATE = 0.5;

/** The settings of a network with hidden layers of these sizes, and with a learning rate as a name. */
export function referenceOf(source: Source, hidden?: readonly number[]): Source {
  const { network } = source;
  const { settings } = network;
  const [first, last] = [settings.layerSizes[0] as number, settings.layerSizes.at(-1) as number];
  const layerSizes = hidden === undefined ? settings.layerSizes : [first, ...hidden, last];
  return sourceOf(network, { ...settings, layerSizes, learningRate: settings.learningRate ?? RATE });
}

/** The names of a value: its own, and how it may be called in a sentence. */
export interface Quantity {
  readonly name: string;
  readonly value: Value;
  /** True where any factor is right: errors, deltas, gradients. False for the outputs of layers. */
  readonly isDirection: boolean;
  /**
   * A line of the program; a helper, which has a meaning of its own, such as the sum of a layer or its slope; a part of a longer
   * expression, such as 1 - l1. Only a line is right on its own: the rest is right where a right line reads it.
   */
  readonly kind: 'line' | 'helper' | 'part';
}

export interface ReferenceRun {
  readonly source: Source;
  readonly pass: Pass;
  /** Values of lines, in the order of the lines; then values that right programs often have beside them. */
  readonly quantities: readonly Quantity[];
  /** after − before, of each parameter. */
  readonly changes: Values;
}

export interface Start {
  readonly weights: Values;
  /** The factor of all updates; 1 without one. */
  readonly alpha?: number;
  readonly mask?: Value | undefined;
}

const isMask = ({ target }: Line): boolean => target === 'l1_mask';

/** A source at work from a start, in a run that can make many passes. */
export class Reference {
  readonly #trace: Trace;

  private constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** @param extras lines that give more values, before the first update. */
  static *from(source: Source, start: Start, extras: readonly string[] = []): Generator<void, Reference> {
    // The mask is the learner's own.
    const own = { ...source, iteration: source.iteration.filter((line) => !isMask(line)) };
    const text = programText(own);
    const parameters = new Set(parametersOf(source));
    const update = own.iteration.findIndex(({ target }) => parameters.has(target));
    const at = update < 0 ? own.iteration.length : update;
    const iteration = [...text.iteration.slice(0, at), ...extras, ...text.iteration.slice(at)];
    const whole = wholeText({ ...text, loop: 'for iteration in range(10 ** 9):', iteration, report: [] });
    const { module } = parseModule(whole, { version: 3 });
    if (module === undefined) throw new Error(`a program has a fault:\n${whole}`);
    const trace = new Trace(module);
    yield* trace.toLoop(loopsOf(module.body));
    const reference = new Reference(trace);
    reference.put(start);
    return reference;
  }

  /** Goes on from another start. */
  put({ weights, alpha = 1, mask }: Start): void {
    const scalar: Value = { shape: [], cells: Float64Array.of(alpha) };
    this.#trace.put(
      new Map([...weights, ['alpha', scalar] as const, ...(mask === undefined ? [] : [['l1_mask', mask] as const])]),
    );
  }

  /** The mask of the next passes. */
  putMask(mask: Value): void {
    this.#trace.put(new Map([['l1_mask', mask]]));
  }

  *pass(): Generator<void, Pass> {
    return yield* this.#trace.pass();
  }

  *passes(count: number): Generator<void, void> {
    yield* this.#trace.passes(count);
  }

  values(): Map<string, Value> {
    return this.#trace.values();
  }
}

interface Extra {
  readonly text: string;
  readonly kind: 'helper' | 'part';
}

/** Values beside those of the lines, by the text that gives them. */
function extrasOf(source: Source): readonly Extra[] {
  const { layers } = source.program.roles;
  const N = layers.length;
  const helpers: string[] = [];
  const parts: string[] = [];
  for (const [i, layer] of layers.entries()) {
    const k = i + 1;
    const l = `l${k}`;
    const from = source.iteration.some(({ target }) => target === `l${i}_kept`) ? `l${i}_kept` : `l${i}`;
    const bias = layer.bias === undefined ? '' : ` + ${layer.bias}`;
    const z = `(${from} @ ${layer.weights}${bias})`;
    const isTanh = layer.activation === 'tanh';
    helpers.push(z, isTanh ? `1 - ${l} * ${l}` : `${l} * (1 - ${l})`, `${from}.T @ ${l}_delta`);
    if (layer.bias !== undefined) helpers.push(`np.sum(${l}_delta, axis=0)`);
    parts.push(`(${from} @ ${layer.weights})`, `np.exp(-${z})`, `1 + np.exp(-${z})`, `np.exp(${z})`);
    parts.push(`1 - ${l}`, `${l} * ${l}`, `${l} - 1`);
    parts.push(`${l}_error * ${l}`, `${l}_error * (1 - ${l})`, `${l}_error ** 2`, `np.abs(${l}_error)`);
    if (isTanh) parts.push(`np.exp(2 * ${z})`, `np.exp(-2 * ${z})`);
    if (k < N) helpers.push(`${l}.T`, `syn${k}.T`);
  }
  helpers.push('X');
  parts.push('1 - y', '1 - X');
  return [
    ...helpers.map((text): Extra => ({ text, kind: 'helper' })),
    ...parts.map((text): Extra => ({ text, kind: 'part' })),
  ];
}

const shown = (k: number): string => `_quantity_${k}`;

/** One pass of a program from a start, with all its quantities. */
export function* runFrom(source: Source, start: Start, withExtras = false): Generator<void, ReferenceRun> {
  const extras = withExtras ? extrasOf(source) : [];
  const lines = extras.map(({ text }, k) => `${shown(k)} = ${text}`);
  const reference = yield* Reference.from(source, start, lines);
  const pass = yield* reference.pass();
  return { source, pass, ...quantitiesOf(source, pass, extras, start.mask) };
}

export function quantitiesOf(
  source: Source,
  pass: Pass,
  extras: readonly Extra[] = [],
  mask?: Value,
): Pick<ReferenceRun, 'quantities' | 'changes'> {
  const parameters = new Set(parametersOf(source));
  const quantities: Quantity[] = [];
  if (mask !== undefined) quantities.push({ name: 'l1_mask', value: mask, isDirection: true, kind: 'line' });
  const beside: Quantity[] = [];
  for (const { values } of pass.steps) {
    for (const [name, value] of values) {
      const extra = extras.find((_, k) => shown(k) === name);
      if (extra !== undefined) beside.push({ name: extra.text, value, isDirection: true, kind: extra.kind });
      else if (!parameters.has(name)) {
        quantities.push({ name, value, isDirection: !/^l\d+(_kept)?$/.test(name), kind: 'line' });
      }
    }
  }
  const changes = new Map<string, Value>();
  if (pass.failure === undefined) {
    for (const name of parameters) {
      const [after, before] = [pass.after.get(name), pass.before.get(name)];
      if (after !== undefined && before !== undefined) changes.set(name, difference(after, before));
    }
  }
  return { quantities: [...quantities, ...beside], changes };
}
