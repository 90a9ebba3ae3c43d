import { rated } from '../base.ts';
import { counting, type Draft, type DraftParameter, type Item, mapLayers } from '../draft.ts';
import { binary, call, type Expression, fill, name, number } from '../expression.ts';
import { add, assign, type Statement } from '../program.ts';
import type { OptimizerName } from '../settings.ts';

/** How a parameter follows its direction g; with the defaults of PyTorch, and the names of the papers. */
interface Optimizer {
  readonly constants: readonly Statement[];
  /** Whether g is read more than once. */
  readonly isNamed?: true;
  /** What it remembers of each parameter, all zero at first. */
  readonly memory: readonly string[];
  readonly update: (parameter: string, g: Expression, hasRate: boolean) => readonly Statement[];
}

const times = (left: Expression, right: Expression): Expression => binary('*', left, right);
const plus = (left: Expression, right: Expression): Expression => binary('+', left, right);
const oneMinus = (of: Expression): Expression => binary('-', number(1), of);
const squared = (of: Expression): Expression => binary('**', of, number(2));
const constant = (own: string, value: number): Statement => assign(own, number(value));
const of = (memory: string, parameter: string): Expression => name(`${memory}_${parameter}`);
const set = (memory: string, parameter: string, value: Expression): Statement =>
  assign(`${memory}_${parameter}`, value);

/** v = mu v + g, a step of v (Polyak 1964; as in PyTorch, without dampening). */
const momentum = (mu: number): Optimizer => ({
  constants: [constant('mu', mu)],
  memory: ['v'],
  update: (p, g, hasRate) => [set('v', p, plus(times(name('mu'), of('v', p)), g)), add(p, rated(of('v', p), hasRate))],
});

/** The same, looking ahead: a step of g + mu v (Nesterov 1983, Sutskever et al. 2013). */
const nesterov = (mu: number): Optimizer => ({
  ...momentum(mu),
  isNamed: true,
  update: (p, g, hasRate) => [
    set('v', p, plus(times(name('mu'), of('v', p)), g)),
    add(p, rated(plus(g, times(name('mu'), of('v', p))), hasRate)),
  ],
});

/** A step of g over the root of a running mean of g² (Hinton 2012). */
const rmsprop: Optimizer = {
  constants: [constant('rho', 0.99), constant('eps', 1e-8)],
  isNamed: true,
  memory: ['v'],
  update: (p, g, hasRate) => [
    set('v', p, plus(times(name('rho'), of('v', p)), times(oneMinus(name('rho')), squared(g)))),
    add(p, ratio(g, plus(call('sqrt', of('v', p)), name('eps')), hasRate)),
  ],
};

/** A step of g over the root of the sum of all g² so far (Duchi et al. 2011). */
const adagrad: Optimizer = {
  constants: [constant('eps', 1e-10)],
  isNamed: true,
  memory: ['v'],
  update: (p, g, hasRate) => [
    add(`v_${p}`, squared(g)),
    add(p, ratio(g, plus(call('sqrt', of('v', p)), name('eps')), hasRate)),
  ],
};

/** Running means of g and g², each corrected for having begun at 0, `t` iterations ago (Kingma and Ba 2015). */
const adam = (t: Expression): Optimizer => ({
  constants: [constant('beta1', 0.9), constant('beta2', 0.999), constant('eps', 1e-8)],
  isNamed: true,
  memory: ['m', 'v'],
  update: (p, g, hasRate) => {
    const corrected = (memory: string, beta: string): Expression =>
      binary('/', of(memory, p), oneMinus(binary('**', name(beta), t)));
    return [
      set('m', p, plus(times(name('beta1'), of('m', p)), times(oneMinus(name('beta1')), g))),
      set('v', p, plus(times(name('beta2'), of('v', p)), times(oneMinus(name('beta2')), squared(g)))),
      add(p, ratio(corrected('m', 'beta1'), plus(call('sqrt', corrected('v', 'beta2')), name('eps')), hasRate)),
    ];
  },
});

function ratio(over: Expression, under: Expression, hasRate: boolean): Expression {
  return binary('/', rated(over, hasRate), under);
}

/** An optimizer, and the draft with a counter for it where it needs one: it counts as long as it remembers. */
function begin(draft: Draft, kind: OptimizerName, mu: number): readonly [Draft, Optimizer | undefined] {
  switch (kind) {
    case 'descent':
      return [draft, undefined];
    case 'momentum':
      return [draft, momentum(mu)];
    case 'nesterov':
      return [draft, nesterov(mu)];
    case 'rmsprop':
      return [draft, rmsprop];
    case 'adagrad':
      return [draft, adagrad];
    case 'adam':
    case 'adamw': {
      const { draft: counted, t } = counting(draft, kind, 't_adam');
      return [counted, adam(t)];
    }
  }
}

export const optimizers: Item = {
  name: ({ optimizer = 'descent' }) => optimizer,
  without: (settings) =>
    (settings.optimizer ?? 'descent') === 'descent' ? settings : { ...settings, optimizer: 'descent' },
  apply(draft) {
    const { optimizer = 'descent', momentum: mu = 0.9 } = draft.settings;
    const [begun, own] = begin(draft, optimizer, mu);
    if (own === undefined) return draft;
    return mapLayers({ ...begun, constants: [...draft.constants, ...own.constants] }, (layer) => ({
      ...layer,
      setup: [...layer.setup, ...layer.parameters.flatMap((parameter) => memoryOf(own, parameter))],
      parameters: layer.parameters.map((parameter) => ({
        ...parameter,
        isNamed: own.isNamed === true,
        update: (direction: Expression) => own.update(parameter.name, direction, draft.hasRate),
      })),
    }));
  },
};

function memoryOf({ memory }: Optimizer, { name: own, shape }: DraftParameter): readonly Statement[] {
  return memory.map((kind) => assign(`${kind}_${own}`, fill('zeros', shape.rows, shape.columns)));
}
