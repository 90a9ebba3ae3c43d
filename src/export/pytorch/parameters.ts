import type { CellName } from '../../language/change.ts';
import { draws, mentions } from '../../language/expression.ts';
import { type Program, parameters } from '../../language/program.ts';
import { outlivingNames } from '../../language/reads.ts';
import type { Phase } from '../phases.ts';

/** The attributes of `nn.Linear` and `nn.BatchNorm1d` for the names of the program. */
const places: readonly (readonly [RegExp, (k: number) => string])[] = [
  [/^syn(\d+)$/, (k) => `syn${k}.weight`],
  [/^b(\d+)$/, (k) => `syn${k}.bias`],
  [/^l(\d+)_gamma$/, (k) => `norm${k}.weight`],
  [/^l(\d+)_beta$/, (k) => `norm${k}.bias`],
  [/^l(\d+)_running_mean$/, (k) => `norm${k}.running_mean`],
  [/^l(\d+)_running_var$/, (k) => `norm${k}.running_var`],
];

/** The attribute of the model for a name of the program: `syn0.weight`; undefined for names that are not part of the model. */
export function placeOf(name: string): string | undefined {
  for (const [pattern, place] of places) {
    const found = pattern.exec(name);
    if (found !== null) return place(Number(found[1]));
  }
  return undefined;
}

/** The expression for one cell: `model.syn0.weight[2, 0]`. `nn.Linear` keeps weights transposed, and a single row is a vector. */
export function cellPlace({ name, row, column }: CellName): string {
  const index = name.startsWith('syn') ? `${column}, ${row}` : `${column}`;
  return `model.${placeOf(name)}[${index}]`;
}

/**
 * A new network that carries over the matrices of the one before. Its other matrices are drawn from the seed, and the random
 * stream of the run continues afterwards.
 */
export function newNetworkLines({ program, carriedOver = [] }: Phase, seed: number): readonly string[] {
  const kept = carriedOver.flatMap(({ name }) => placeOf(name) ?? []);
  const isDrawn = program.setup.some(({ value }) => draws(value));
  return [
    'kept = model.state_dict()',
    ...(isDrawn ? ['state = np.random.get_state()', `np.random.seed(${seed})`] : []),
    'model = Network()',
    ...(isDrawn ? ['np.random.set_state(state)'] : []),
    ...loading(kept, placesOf(program).length === kept.length),
  ];
}

function loading(kept: readonly string[], isAll: boolean): readonly string[] {
  if (kept.length === 0) return [];
  const names = isAll ? 'kept' : `{name: kept[name] for name in ${list(kept)}}`;
  return [`model.load_state_dict(${names}, strict=False)`];
}

/** All attributes of the model of this program. */
function placesOf({ setup }: Program): readonly string[] {
  return setup.flatMap(({ target }) => placeOf(target) ?? []);
}

/** The places of the parameters for which the optimizer of the phase before holds state that is carried over. */
export function carriedState({ program, carriedOver = [] }: Phase): readonly string[] {
  const names = new Set(carriedOver.map(({ name }) => name));
  return parameters(program)
    .filter((parameter) => {
      const state = stateOf(parameter, program);
      return state.length > 0 && state.every((name) => names.has(name));
    })
    .flatMap((parameter) => placeOf(parameter) ?? []);
}

/**
 * The matrices that the update of a parameter keeps from one iteration to the next, such as a velocity: the setup begins them,
 * the iteration changes them, the update lines read them. Single numbers are settings and counters, of which PyTorch has its own.
 */
function stateOf(parameter: string, program: Program): readonly string[] {
  const updates = program.iteration.filter(({ target }) => target === parameter);
  const learned = new Set(parameters(program));
  const outliving = outlivingNames(program);
  return program.setup
    .filter(({ target, value }) => value.kind !== 'number' && outliving.has(target) && !learned.has(target))
    .map(({ target }) => target)
    .filter((name) => updates.some(({ value }) => mentions(value, name)));
}

/** Gives the state of the optimizer before to the new one, for the parameters at these places. */
export function carriedStateLines(places: readonly string[], program: Program): readonly string[] {
  if (places.length === 0) return [];
  const isAll = places.length === parameters(program).length;
  return [
    'learned = dict(model.named_parameters())',
    `for name in ${isAll ? 'learned' : list(places)}:`,
    '    optimizer.state[learned[name]] = memory[before[name]]',
  ];
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => `"${text}"`).join(', ')}]`;
}
