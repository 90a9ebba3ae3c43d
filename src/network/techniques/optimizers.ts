import { binary, call, type Expression, fill, name, number } from '../../language/expression.ts';
import { add, assign, type Statement } from '../../language/program.ts';
import { rated } from '../base.ts';
import { counting, type DraftParameter, mapLayers, type Technique } from '../draft.ts';
import { usual } from '../usual.ts';

/** How a parameter follows its direction g; with the defaults of PyTorch, and the names of the papers. */
interface Optimizer {
  readonly constants: (mu: number) => readonly Statement[];
  /** Whether g is read more than once. */
  readonly isNamed?: true;
  /** What it remembers of each parameter, all zero at first. */
  readonly memory: readonly string[];
  /** Whether it counts its iterations, `t`, as long as it remembers. */
  readonly counts?: true;
  /** Whether the setting `momentum` is one of it. */
  readonly hasMomentum?: true;
  /** The weight decay that it has without a word on it. */
  readonly decay?: number;
  readonly update: (parameter: string, g: Expression, hasRate: boolean, t: Expression) => readonly Statement[];
}

const times = (left: Expression, right: Expression): Expression => binary('*', left, right);
const plus = (left: Expression, right: Expression): Expression => binary('+', left, right);
const oneMinus = (of: Expression): Expression => binary('-', number(1), of);
const squared = (of: Expression): Expression => binary('**', of, number(2));
const constant = (own: string, value: number): Statement => assign(own, number(value));
const of = (memory: string, parameter: string): Expression => name(`${memory}_${parameter}`);
const set = (memory: string, parameter: string, value: Expression): Statement =>
  assign(`${memory}_${parameter}`, value);

/** A step of g: the tutorial's own. */
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

/** The same, looking ahead: a step of g + mu v (Nesterov 1983, Sutskever et al. 2013). */
const nesterov: Optimizer = {
  ...momentum,
  isNamed: true,
  update: (p, g, hasRate) => [
    set('v', p, plus(times(name('mu'), of('v', p)), g)),
    add(p, rated(plus(g, times(name('mu'), of('v', p))), hasRate)),
  ],
};

/** A step of g over the root of a running mean of g² (Hinton 2012). */
const rmsprop: Optimizer = {
  constants: () => [constant('rho', 0.99), constant('eps', 1e-8)],
  isNamed: true,
  memory: ['v'],
  update: (p, g, hasRate) => [
    set('v', p, plus(times(name('rho'), of('v', p)), times(oneMinus(name('rho')), squared(g)))),
    add(p, ratio(g, plus(call('sqrt', of('v', p)), name('eps')), hasRate)),
  ],
};

/** A step of g over the root of the sum of all g² so far (Duchi et al. 2011). */
const adagrad: Optimizer = {
  constants: () => [constant('eps', 1e-10)],
  isNamed: true,
  memory: ['v'],
  update: (p, g, hasRate) => [
    add(`v_${p}`, squared(g)),
    add(p, ratio(g, plus(call('sqrt', of('v', p)), name('eps')), hasRate)),
  ],
};

/** Running means of g and g², each corrected for having begun at 0, `t` iterations ago (Kingma and Ba 2015). */
const adam: Optimizer = {
  constants: () => [constant('beta1', 0.9), constant('beta2', 0.999), constant('eps', 1e-8)],
  isNamed: true,
  memory: ['m', 'v'],
  counts: true,
  update: (p, g, hasRate, t) => {
    const corrected = (memory: string, beta: string): Expression =>
      binary('/', of(memory, p), oneMinus(binary('**', name(beta), t)));
    return [
      set('m', p, plus(times(name('beta1'), of('m', p)), times(oneMinus(name('beta1')), g))),
      set('v', p, plus(times(name('beta2'), of('v', p)), times(oneMinus(name('beta2')), squared(g)))),
      add(p, ratio(corrected('m', 'beta1'), plus(call('sqrt', corrected('v', 'beta2')), name('eps')), hasRate)),
    ];
  },
};

/** Adam, and weight decay outside of what it remembers (Loshchilov and Hutter 2019). */
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

export const optimizer: Technique = {
  name: ({ optimizer: kind = usual.optimizer }) => kind,
  without: (settings) =>
    (settings.optimizer ?? usual.optimizer) === usual.optimizer
      ? settings
      : { ...settings, optimizer: usual.optimizer },
  apply(draft) {
    const { optimizer: kind = usual.optimizer, momentum: mu = usual.momentum } = draft.settings;
    if (kind === usual.optimizer) return draft;
    const own = optimizers[kind];
    const { draft: begun, t } = own.counts ? counting(draft, kind, 't_adam') : { draft, t: number(1) };
    return mapLayers({ ...begun, constants: [...draft.constants, ...own.constants(mu)] }, (layer) => ({
      ...layer,
      setup: [...layer.setup, ...layer.parameters.flatMap((parameter) => memoryOf(own, parameter))],
      parameters: layer.parameters.map((parameter) => ({
        ...parameter,
        isNamed: own.isNamed === true,
        update: (direction: Expression) => own.update(parameter.name, direction, draft.hasRate, t),
      })),
    }));
  },
};

function memoryOf({ memory }: Optimizer, { name: own, shape }: DraftParameter): readonly Statement[] {
  return memory.map((kind) => assign(`${kind}_${own}`, fill('zeros', shape.rows, shape.columns)));
}
