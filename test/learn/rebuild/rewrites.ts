import { chance } from '../../../src/learn/rebuild/chance.ts';
import type { NetworkName } from '../../../src/learn/rebuild/level-names.ts';

/*
 * Right programs in many forms: other names, order, signs, seeds, factors, joined and split lines, functions, layouts, rows in another
 * order, weights in a dict or a list, everything in a function.
 */

export interface Chance {
  /** From 0 up to `below`, whole. */
  number(below: number): number;
  pick<T>(items: readonly T[]): T;
  odds(share: number): boolean;
}

/** Chance from a seed: a failing seed can be run again. */
export function chanceOf(seed: number): Chance {
  const next = chance(seed);
  const number = (below: number): number => Math.floor(next() * below);
  return { number, pick: (items) => items[number(items.length)] as never, odds: (share) => next() < share };
}

const words =
  'apple river stone cloud maple ember delta2 gain out mid top low hid act err grad w v u h a b c p q r'.split(' ');

/** Distinct names for everything that a program names. */
export function namer(chance: Chance, isPlain: boolean): (name: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>(['np', 'X', 'y', 'i', 'sigmoid', 'slope', 'nonlin', 'forward']);
  return (name) => {
    if (isPlain) return name;
    let own = given.get(name);
    while (own === undefined || (taken.has(own) && !given.has(name))) {
      own = `${chance.pick(words)}${chance.odds(0.5) ? '' : `_${chance.number(50)}`}`;
      if (!taken.has(own)) {
        taken.add(own);
        given.set(name, own);
      }
    }
    return own;
  };
}

interface Shape {
  readonly sizes: readonly number[];
  readonly tanh: boolean;
  readonly bias: boolean;
  readonly dropout: boolean;
}

const shapes: Readonly<Partial<Record<NetworkName, Shape>>> = {
  'two-layers': { sizes: [3, 1], tanh: false, bias: false, dropout: false },
  'three-layers': { sizes: [3, 4, 1], tanh: false, bias: false, dropout: false },
  dropout: { sizes: [3, 4, 1], tanh: false, bias: false, dropout: true },
  'four-layers': { sizes: [3, 4, 4, 1], tanh: false, bias: false, dropout: false },
  tanh: { sizes: [3, 4, 1], tanh: true, bias: false, dropout: false },
  bias: { sizes: [2, 4, 1], tanh: false, bias: true, dropout: false },
};

export const rewritten = Object.keys(shapes) as readonly NetworkName[];

export interface Rewrite {
  readonly head: readonly string[];
  readonly body: readonly string[];
  /** The part in a function: nothing, all but the import, or the loop. */
  readonly wrap: 'nothing' | 'all' | 'loop';
  /** The names that the loop changes. */
  readonly changed: readonly string[];
}

export function textOf({ head, body, wrap, changed }: Rewrite, lines = body.length): string {
  const shown = lines === 0 ? ['pass'] : body.slice(0, lines);
  const loop = shown.map((line) => `    ${line}`);
  const indented = (own: readonly string[]): readonly string[] => own.map((line) => `    ${line}`);
  switch (wrap) {
    case 'nothing':
      return [...head, ...loop, ''].join('\n');
    case 'all': {
      const [first, ...rest] = head as [string, ...string[]];
      return [first, 'def main():', ...indented([...rest, ...loop]), 'main()', ''].join('\n');
    }
    case 'loop':
      return [
        ...head.slice(0, -1),
        'def train():',
        `    global ${changed.join(', ')}`,
        ...indented([head.at(-1) as string, ...loop]),
        'train()',
        '',
      ].join('\n');
  }
}

/** A right program of a network in a random form. */
export function rewrite(network: NetworkName, chance: Chance): Rewrite {
  const shape = shapes[network] as Shape;
  const { sizes, tanh, bias, dropout } = shape;
  const n = namer(chance, chance.odds(0.2));
  const N = sizes.length - 1;
  // Rows of the arrays are the examples, or their columns are.
  const turned = !bias && !dropout && chance.odds(0.12);
  const order = chance.odds(0.3) ? chance.pick(['1032', '3210', '2031']) : '0123';
  const reordered = (items: readonly string[]): string => [...order].map((at) => items[Number(at)]).join();
  const targets = reordered(network === 'two-layers' ? ['0', '0', '1', '1'] : ['0', '1', '1', '0']);
  const rows = reordered(
    network === 'bias' ? ['[0,0]', '[0,1]', '[1,0]', '[1,1]'] : ['[0,0,1]', '[0,1,1]', '[1,0,1]', '[1,1,1]'],
  );
  const head = [
    'import numpy as np',
    chance.pick([`X = np.array([${rows}])`, `X = np.array([${rows}], dtype=float)`]),
    chance.pick([
      `y = np.array([[${targets}]]).T`,
      `y = np.array([${targets}]).reshape(4, 1)`,
      `y = np.array([[${targets.replaceAll(',', '],[')}]])`,
    ]),
  ];
  const dot = (a: string, b: string): string =>
    chance.pick([`np.dot(${a}, ${b})`, `(${a} @ ${b})`, `np.matmul(${a}, ${b})`, `${a}.dot(${b})`]);
  const style = chance.pick(['nonlin', 'functions', 'inline']);
  if (style === 'nonlin') {
    head.push(
      'def nonlin(x, deriv=False):',
      '    if deriv:',
      '        return x * (1 - x)',
      '    return 1 / (1 + np.exp(-x))',
    );
  } else if (style === 'functions') {
    head.push(
      'def sigmoid(z):',
      `    return ${chance.pick(['1 / (1 + np.exp(-z))', '1.0 / (np.exp(-z) + 1)', 'np.exp(z) / (1 + np.exp(z))', '0.5 * (1 + np.tanh(z / 2))'])}`,
    );
    head.push('def slope(l):', `    return ${chance.pick(['l * (1 - l)', 'l - l ** 2', '(1 - l) * l', 'l - l * l'])}`);
  }
  const isTanh = (k: number): boolean => tanh && k < N;
  const squash = (k: number, z: string): string => {
    if (isTanh(k)) return chance.pick([`np.tanh(${z})`, `(1 - 2 / (np.exp(2 * (${z})) + 1))`]);
    if (style === 'nonlin') return `nonlin(${z})`;
    return style === 'functions'
      ? `sigmoid(${z})`
      : chance.pick([`1 / (1 + np.exp(-(${z})))`, `1 / (1 + np.exp(-1 * (${z})))`]);
  };
  const slopeOf = (k: number, l: string): string => {
    if (isTanh(k)) return chance.pick([`(1 - ${l} ** 2)`, `(1 - ${l}) * (1 + ${l})`, `(1 - ${l} * ${l})`]);
    if (style === 'nonlin') return chance.pick([`nonlin(${l}, deriv=True)`, `nonlin(${l}, True)`]);
    return style === 'functions'
      ? `slope(${l})`
      : chance.pick([`(${l} * (1 - ${l}))`, `(1 - ${l}) * ${l}`, `(${l} - ${l} ** 2)`]);
  };
  const times = (a: string, b: string): string =>
    chance.pick([`${a} * ${b}`, `${b} * ${a}`, `np.multiply(${a}, ${b})`]);

  head.push(
    chance.pick([
      `np.random.seed(${chance.number(1000)})`,
      `${n('rng')} = np.random.RandomState(${chance.number(1000)})`,
    ]),
  );
  const stream = (head.at(-1) as string).includes('RandomState') ? n('rng') : 'np.random';
  const rate = chance.pick([undefined, undefined, '0.5', '2', '0.1', '1.0']) ?? (dropout ? '0.5' : undefined);
  const factor = rate === undefined ? undefined : chance.odds(0.5) ? n('alpha') : rate;
  if (factor !== undefined && factor !== rate) head.push(`${factor} = ${rate}`);
  const wrap = chance.pick(['nothing', 'nothing', 'nothing', 'all', 'loop'] as const);
  const holder = chance.pick(['names', 'names', 'names', 'dict', 'list'] as const);
  const weight = (k: number): string =>
    holder === 'names' ? n(`syn${k}`) : `${n('weights')}[${holder === 'dict' ? `"w${k}"` : k}]`;
  if (holder === 'dict') head.push(`${n('weights')} = {}`);
  if (holder === 'list') head.push(`${n('weights')} = [None] * ${N}`);
  for (let k = 0; k < N; k++) {
    const [a, b] = turned ? [sizes[k + 1], sizes[k]] : [sizes[k], sizes[k + 1]];
    head.push(
      `${weight(k)} = ${chance.pick([`2 * ${stream}.random_sample((${a}, ${b})) - 1`, `${stream}.uniform(-1, 1, (${a}, ${b}))`, `${stream}.normal(size=(${a}, ${b}))`, `(${stream}.random_sample((${a}, ${b})) - 0.5) * 2`])}`,
    );
    if (bias)
      head.push(
        `${n(`b${k}`)} = ${chance.pick([`np.zeros((1, ${b}))`, `np.zeros(${b})`, `${stream}.uniform(-1, 1, (1, ${b}))`])}`,
      );
  }
  if (turned) head.push(`${n('Xt')} = X.T`, `${n('yt')} = y.T`);
  head.push(chance.pick(['for i in range(3000):', 'for i in range(60000):']));

  const body: string[] = [];
  const X = turned ? n('Xt') : 'X';
  const y = turned ? n('yt') : 'y';
  let input = X;
  if (chance.odds(0.5)) {
    body.push(`${n('l0')} = ${X}`);
    input = n('l0');
  }
  const layer = [input];
  for (let k = 1; k <= N; k++) {
    const from = layer[k - 1] as string;
    const w = weight(k - 1);
    let z = turned ? dot(w, from) : dot(from, w);
    if (bias) z = `${z} + ${n(`b${k - 1}`)}`;
    if (chance.odds(0.3)) {
      body.push(`${n(`z${k}`)} = ${z}`);
      z = n(`z${k}`);
    }
    body.push(`${n(`l${k}`)} = ${squash(k, z)}`);
    layer.push(n(`l${k}`));
    if (dropout && k === 1) {
      const l = n('l1');
      const mask = chance.pick([
        `${stream}.binomial(1, 0.8, (4, 4)) / 0.8`,
        `(${stream}.random_sample((4, 4)) > 0.2) * 1.25`,
        `${stream}.binomial([np.ones((4, 4))], 1 - 0.2)[0] * (1.0 / (1 - 0.2))`,
      ]);
      if (chance.odds(0.5)) body.push(`${n('mask')} = ${mask}`, `${l} = ${l} * ${n('mask')}`);
      else body.push(`${l} *= ${mask}`);
    }
  }
  // prediction − target descends with -=, or is turned.
  const isTurnedSign = chance.odds(0.4);
  const last = layer[N] as string;
  const difference = isTurnedSign
    ? chance.pick([`${last} - ${y}`, `np.subtract(${last}, ${y})`, `-(${y} - ${last})`])
    : chance.pick([`${y} - ${last}`, `np.subtract(${y}, ${last})`, `-(${last} - ${y})`]);
  // A factor of the loss, such as that of its square.
  const scale = chance.pick(['', '', '', '2 * ']);
  let error = `${scale}(${difference})`;
  for (let k = N; k >= 1; k--) {
    const l = layer[k] as string;
    if (chance.odds(0.6)) {
      body.push(`${n(`l${k}_error`)} = ${error}`);
      error = n(`l${k}_error`);
    }
    if (k === N && chance.odds(0.2))
      body.push(`if i % 1000 == 0:`, `    print("Error:", np.mean(np.abs(${y} - ${last})))`);
    if (chance.odds(0.2) && !isTanh(k)) {
      body.push(`${n(`s${k}`)} = ${slopeOf(k, l)}`);
      body.push(`${n(`l${k}_delta`)} = ${times(`(${error})`, n(`s${k}`))}`);
    } else body.push(`${n(`l${k}_delta`)} = ${times(`(${error})`, slopeOf(k, l))}`);
    const w = weight(k - 1);
    const delta = n(`l${k}_delta`);
    if (k > 1) {
      error = chance.pick(
        turned
          ? [`${w}.T @ ${delta}`, `np.dot(${w}.T, ${delta})`]
          : [
              `${delta} @ ${w}.T`,
              `np.dot(${delta}, ${w}.T)`,
              `${delta}.dot(np.transpose(${w}))`,
              `(${w} @ ${delta}.T).T`,
            ],
      );
      // The error goes back before its weights change.
      if (chance.odds(0.4)) {
        body.push(`${n(`l${k - 1}_error`)} = ${error}`);
        error = n(`l${k - 1}_error`);
      }
    }
  }
  const updates: string[] = [];
  for (let k = 0; k < N; k++) {
    const from = layer[k] as string;
    const delta = n(`l${k + 1}_delta`);
    const steps = [{ name: weight(k), gradient: turned ? dot(delta, `${from}.T`) : dot(`${from}.T`, delta) }];
    if (bias)
      steps.push({
        name: n(`b${k}`),
        gradient: chance.pick([`np.sum(${delta}, axis=0)`, `${delta}.sum(axis=0)`, `np.ones(4) @ ${delta}`]),
      });
    for (const { name, gradient } of steps) {
      const own = factor === undefined ? gradient : chance.pick([`${factor} * ${gradient}`, `${gradient} * ${factor}`]);
      const sign = isTurnedSign ? '-' : '+';
      const named = n(`grad_${name.replace(/\W/g, '')}`);
      updates.push(
        chance.pick([
          `${name} ${sign}= ${own}`,
          `${name} ${sign}= ${own}`,
          `${name} = ${name} ${sign} ${own}`,
          `${named} = ${own}; ${name} ${sign}= ${named}`,
        ]),
      );
    }
  }
  while (updates.length > 0) body.push(...updates.splice(chance.number(updates.length), 1));
  const changed = Array.from({ length: N }, (_, k) => [
    ...(holder === 'names' ? [n(`syn${k}`)] : []),
    ...(bias ? [n(`b${k}`)] : []),
  ]).flat();
  return { head, body, wrap: changed.length === 0 && wrap === 'loop' ? 'all' : wrap, changed };
}
