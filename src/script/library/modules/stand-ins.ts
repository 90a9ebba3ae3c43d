/*
 * Stand-ins for modules that draw: they accept every attribute and call, and do nothing.
 */
import {
  HeapObject,
  type Host,
  Iterator,
  type Keywords,
  List,
  Module,
  NOT_IMPLEMENTED,
  objectType,
  Tuple,
  TypeObject,
  type Value,
} from '../../machine/values.ts';
import { builtin } from '../builtin.ts';
import { indexOf } from '../protocols.ts';
import { noteOnce } from './notes.ts';

const standInType = new TypeObject('stand-in', objectType);

class StandIn extends HeapObject {
  /** The path of the name: `matplotlib.pyplot.subplots`. */
  readonly path: string;
  constructor(path: string) {
    super();
    this.path = path;
  }
  get type(): TypeObject {
    return standInType;
  }
  override copy(): this {
    return this;
  }
}

const NOTES: Readonly<Record<string, string>> = {
  PIL: 'PIL is a stand-in: images are not read or shown here',
  tkinter: 'windows are not shown here',
  Tkinter: 'windows are not shown here',
  IPython: 'IPython is a stand-in that does nothing here',
  tqdm: 'progress bars are not shown here',
};

function rootOf(path: string): string {
  return path.split('.')[0] as string;
}

function call(self: StandIn, args: readonly Value[], keywords: Keywords, host: Host): Value {
  const root = rootOf(self.path);
  noteOnce(host, NOTES[root] === undefined ? 'plots' : root, NOTES[root] ?? 'plots are not shown here');
  const name = self.path.slice(self.path.lastIndexOf('.') + 1);
  const made = (part: string): StandIn => new StandIn(`${self.path}.${part}`);
  switch (name) {
    case 'subplots':
      return new Tuple([made('figure'), axes(made('axes'), args, keywords, host)]);
    case 'hist':
      return new Tuple([made('counts'), made('bins'), made('patches')]);
    // Progress bars give back what they go through.
    case 'tqdm':
    case 'trange':
      return args[0] ?? made('bar');
    default:
      return made('result');
  }
}

/** `subplots(2, 3)` gives a grid of axes: a list, or a list of lists. */
function axes(one: StandIn, args: readonly Value[], keywords: Keywords, host: Host): Value {
  const count = (value: Value | undefined): number => (value === undefined ? 1 : Math.min(100, indexOf(value, host)));
  const rows = count(args[0] ?? keywords.get('nrows'));
  const columns = count(args[1] ?? keywords.get('ncols'));
  if (rows === 1 && columns === 1) return one;
  const row = (length: number): List => new List(Array.from({ length }, () => one));
  return rows === 1 || columns === 1 ? row(rows * columns) : new Grid(Array.from({ length: rows }, () => row(columns)));
}

/** A list of rows that also takes `grid[row, column]`. */
const gridType = new TypeObject('stand-in', standInType);
class Grid extends HeapObject {
  readonly rows: readonly List[];
  constructor(rows: readonly List[]) {
    super();
    this.rows = rows;
  }
  get type(): TypeObject {
    return gridType;
  }
  override copy(): this {
    return this;
  }
}

/** The iterator of a stand-in: one item. */
class Once extends Iterator {
  readonly items: Value[];
  constructor(items: readonly Value[]) {
    super();
    this.items = [...items];
  }
  override next(): Value | undefined {
    return this.items.shift();
  }
  override copy(): Once {
    return new Once(this.items);
  }
}

/** Has every name but those of Python's protocols, which would make a stand-in look like a number or a list. */
class EveryName extends Map<string, (self: never, host: Host) => Value> {
  override get(name: string): ((self: never) => Value) | undefined {
    if (name.startsWith('__')) return undefined;
    return (self: StandIn) => new StandIn(`${self instanceof StandIn ? self.path : 'matplotlib'}.${name}`);
  }
}
const everyName = new EveryName();
(standInType as { getters: TypeObject['getters'] }).getters = everyName;
(standInType as { setters: TypeObject['setters'] }).setters = new (class extends Map<
  string,
  (self: never, value: Value, host: Host) => void
> {
  override get(): () => void {
    return () => undefined;
  }
})();

standInType.behaviour = {
  call: (self, args, keywords, host) => call(self as StandIn, args, keywords, host),
  getItem: (self, index) => {
    if (!(self instanceof Grid)) return self;
    const [row, column] = index instanceof Tuple ? index.items : [index];
    const found = typeof row === 'number' ? self.rows.at(row) : undefined;
    if (found === undefined) return self;
    return column === undefined ? found : (found.items[0] as Value);
  },
  setItem: () => undefined,
  iterate: (self) => new Once(self instanceof Grid ? self.rows : [self]),
  binary: (_, left, right) => (left instanceof StandIn ? left : right),
  compare: (operator, left, right) => {
    if (operator === '==') return left === right;
    return operator === '!=' ? left !== right : NOT_IMPLEMENTED;
  },
  repr: (self) => `<stand-in of ${(self as StandIn).path}>`,
};
standInType.attributes.set(
  '__enter__',
  builtin('__enter__', 1, 1, ([self]) => self!),
);
standInType.attributes.set(
  '__exit__',
  builtin('__exit__', 4, 4, () => false),
);

/** A module with every name. */
class StandInNames extends Map<string, Value> {
  readonly #path: string;
  constructor(path: string) {
    super();
    this.#path = path;
  }
  override get(name: string): Value | undefined {
    const own = super.get(name);
    if (own !== undefined || name.startsWith('__')) return own;
    return new StandIn(`${this.#path}.${name}`);
  }
}

const ROOTS = [
  'matplotlib',
  'mpl_toolkits',
  'pylab',
  'PIL',
  'seaborn',
  'tkinter',
  'Tkinter',
  'IPython',
  'tqdm',
  'pydot',
  'graphviz',
];

/** The names that `from pylab import *` gives beside NumPy's. */
const PLOT_NAMES =
  'plot show figure title xlabel ylabel legend axis grid subplot subplots scatter imshow hist savefig clf cla close draw pause colorbar xlim ylim contour contourf semilogx semilogy loglog bar errorbar text annotate ion ioff gca gcf cm rcParams tight_layout suptitle fill_between axhline axvline matshow'.split(
    ' ',
  );

class StandInModule extends Module {
  override readonly names: Map<string, Value>;
  constructor(path: string) {
    super(path);
    this.names = new StandInNames(path);
  }
  override copy(): this {
    return this;
  }
}

/** A stand-in for a module, or undefined. */
export function makeStandIn(path: string): Module | undefined {
  if (!ROOTS.includes(rootOf(path))) return undefined;
  const module = new StandInModule(path);
  if (path === 'pylab' || path === 'matplotlib.pylab' || path === 'matplotlib.pyplot') {
    for (const name of PLOT_NAMES) module.names.set(name, new StandIn(`${path}.${name}`));
  }
  return module;
}
