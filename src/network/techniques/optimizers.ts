import { binary, call, type Expression, fill, name, number } from '../../language/expression.ts';
import { add, assign, type Statement } from '../../language/program.ts';
import { wordList } from '../../language/wording.ts';
import { type DraftParameter, mapLayers, rated, withCounter } from '../draft.ts';
import { named, numeric, unless } from '../option-kinds.ts';
import { ranges } from '../ranges.ts';
import type { Technique } from '../technique.ts';

export interface OptimizerSettings {
  readonly optimizer: OptimizerName;
  /** The share of the last step that is kept, from 0 to below 1; only for optimizers with momentum. */
  readonly momentum: number;
}

/**
 * A rule that turns the descent direction g of a parameter into an update, with the names of the papers and the defaults of
 * PyTorch.
 */
interface Optimizer {
  readonly constants: (mu: number) => readonly Statement[];
  /** True when g is read more than once. */
  readonly isNamed?: true;
  /** Matrices that it remembers for each parameter, all zero at first: `v` for `v_syn0`. */
  readonly memory: readonly string[];
  /** True when it counts its iterations. */
  readonly counts?: true;
  /** True when it uses the setting `momentum`. */
  readonly hasMomentum?: true;
  /** True when the size of an update does not depend on the size of g. */
  readonly isAdaptive?: true;
  /** The default of the setting `weightDecay`; 0 unless given. */
  readonly decay?: number;
  /** @param t the name of its counter, where it counts. */
  readonly update: (parameter: string, g: Expression, hasRate: boolean, t: string) => readonly Statement[];
}

const times = (left: Expression, right: Expression): Expression => binary('*', left, right);
const plus = (left: Expression, right: Expression): Expression => binary('+', left, right);
const oneMinus = (of: Expression): Expression => binary('-', number(1), of);
const squared = (of: Expression): Expression => binary('**', of, number(2));
const constant = (own: string, value: number): Statement => assign(own, number(value));
const of = (memory: string, parameter: string): Expression => name(`${memory}_${parameter}`);
const set = (memory: string, parameter: string, value: Expression): Statement =>
  assign(`${memory}_${parameter}`, value);

/** Plain gradient descent, as in the tutorial: a step of g. */
const descent: Optimizer = {
  constants: () => [],
  memory: [],
  update: (p, g, hasRate) => [add(p, rated(g, hasRate))],
};

/** v = mu v + g, a step of v (Polyak 1964; as in PyTorch, without dampening). */
const momentum: Optimizer = {
  constants: (mu) => [constant('mu', mu)],
  memory: ['v'],
  hasMomentum: true,
  update: (p, g, hasRate) => [set('v', p, plus(times(name('mu'), of('v', p)), g)), add(p, rated(of('v', p), hasRate))],
};

/** Momentum that looks ahead: a step of g + mu v (Nesterov 1983, Sutskever et al. 2013). */
const nesterov: Optimizer = {
  ...momentum,
  isNamed: true,
  update: (p, g, hasRate) => [
    set('v', p, plus(times(name('mu'), of('v', p)), g)),
    add(p, rated(plus(g, times(name('mu'), of('v', p))), hasRate)),
  ],
};

/** A step of g / √(running mean of g²) (Hinton 2012). */
const rmsprop: Optimizer = {
  constants: () => [constant('rho', 0.99), constant('eps', 1e-8)],
  isNamed: true,
  isAdaptive: true,
  memory: ['v'],
  update: (p, g, hasRate) => [
    set('v', p, plus(times(name('rho'), of('v', p)), times(oneMinus(name('rho')), squared(g)))),
    add(p, ratio(g, plus(call('sqrt', of('v', p)), name('eps')), hasRate)),
  ],
};

/** A step of g / √(sum of all g² so far) (Duchi et al. 2011). */
const adagrad: Optimizer = {
  constants: () => [constant('eps', 1e-10)],
  isNamed: true,
  isAdaptive: true,
  memory: ['v'],
  update: (p, g, hasRate) => [
    add(`v_${p}`, squared(g)),
    add(p, ratio(g, plus(call('sqrt', of('v', p)), name('eps')), hasRate)),
  ],
};

/** Running means m of g and v of g², each corrected for its start at 0, `t` iterations ago (Kingma and Ba 2015). */
const adam: Optimizer = {
  constants: () => [constant('beta1', 0.9), constant('beta2', 0.999), constant('eps', 1e-8)],
  isNamed: true,
  isAdaptive: true,
  memory: ['m', 'v'],
  counts: true,
  update: (p, g, hasRate, t) => {
    const corrected = (memory: string, beta: string): Expression =>
      binary('/', of(memory, p), oneMinus(binary('**', name(beta), name(t))));
    return [
      set('m', p, plus(times(name('beta1'), of('m', p)), times(oneMinus(name('beta1')), g))),
      set('v', p, plus(times(name('beta2'), of('v', p)), times(oneMinus(name('beta2')), squared(g)))),
      add(p, ratio(corrected('m', 'beta1'), plus(call('sqrt', corrected('v', 'beta2')), name('eps')), hasRate)),
    ];
  },
};

/** Adam with weight decay outside of the gradient (Loshchilov and Hutter 2019). */
const adamw: Optimizer = { ...adam, decay: 0.01 };

const table = {
  descent,
  momentum,
  nesterov,
  rmsprop,
  adagrad,
  adam,
  adamw,
} satisfies Readonly<Record<string, Optimizer>>;

export type OptimizerName = keyof typeof table;
export const optimizers: Readonly<Record<OptimizerName, Optimizer>> = table;
export const optimizerNames = Object.keys(table) as readonly OptimizerName[];
export const momentumNames = optimizerNames.filter((kind) => optimizers[kind].hasMomentum);

function ratio(over: Expression, under: Expression, hasRate: boolean): Expression {
  return binary('/', rated(over, hasRate), under);
}

export const optimizer: Technique<OptimizerSettings> = {
  defaults: { optimizer: 'descent', momentum: 0.9 },
  name: ({ optimizer: kind }) => kind,
  isUsed: ({ optimizer: kind }) => kind !== 'descent',
  off: { optimizer: 'descent' },
  apply(draft, { optimizer: kind, momentum: mu }) {
    const own = optimizers[kind];
    const { draft: counted, t } = own.counts ? withCounter(draft, kind, 't_adam') : { draft, t: '' };
    return mapLayers({ ...counted, constants: [...draft.constants, ...own.constants(mu)] }, (layer) => ({
      ...layer,
      setup: [...layer.setup, ...layer.parameters.flatMap((parameter) => memoryOf(own, parameter))],
      parameters: layer.parameters.map((parameter) => ({
        ...parameter,
        isNamed: own.isNamed === true,
        update: (direction: Expression) => own.update(parameter.name, direction, draft.hasRate, t),
      })),
    }));
  },
  hasEffect: { momentum: usesMomentum },
  kept: ['optimizer'],
  options: {
    group: 'Learning',
    list: [
      { name: 'optimizer', ...named('optimizer', optimizerNames) },
      {
        name: 'momentum',
        ...numeric('momentum', ranges.momentum, [0.5, 0.7, 0.8, 0.9, 0.95, 0.99]),
        unavailable: unless(usesMomentum, `only with ${wordList(momentumNames, 'or')}`),
      },
    ],
  },
};

function usesMomentum({ optimizer: kind }: OptimizerSettings): boolean {
  return optimizers[kind].hasMomentum === true;
}

function memoryOf({ memory }: Optimizer, { name: own, shape }: DraftParameter): readonly Statement[] {
  return memory.map((kind) => assign(`${kind}_${own}`, fill('zeros', shape.rows, shape.columns)));
}
