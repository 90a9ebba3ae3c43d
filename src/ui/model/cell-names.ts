import type { SweepFacts, SweepJob } from '../../worker/protocol.ts';

/* The names of the cells of a map, and of its combinations of settings. */

/** The combination and the seed of a cell. */
export function runOfCell({ seeds }: SweepFacts, cell: number): SweepJob {
  return { combination: Math.floor(cell / seeds.length), seed: seeds[cell % seeds.length] as number };
}

/** The name of an axis on the screen. */
export function axisName(name: string): string {
  return name === 'learningRate' ? 'alpha' : name;
}

type Axis = SweepFacts['axes'][number];

/** The values of a combination: `alpha 0.1, hidden 2`. @param isNamed for the axes that are named. */
function valueWords(
  { axes, combinations }: SweepFacts,
  combination: number,
  isNamed: (axis: Axis, index: number) => boolean,
): string {
  const places = combinations[combination]?.places ?? [];
  return axes
    .flatMap((axis, index) =>
      isNamed(axis, index) ? [`${axisName(axis.name)} ${axis.values[places[index] ?? 0]}`] : [],
    )
    .join(', ');
}

function isCompared({ values }: Axis): boolean {
  return values.length > 1;
}

/** The values of a combination. Axes of one value are left out. */
export function combinationWords(facts: SweepFacts, combination: number): string {
  return valueWords(facts, combination, isCompared);
}

/** The values of a combination but that of the first axis, whose values are columns of the map. */
export function groupWords(facts: SweepFacts, combination: number): string {
  return valueWords(facts, combination, (axis, index) => index > 0 && isCompared(axis));
}

/** `seed 17, alpha 0.1` */
export function cellName(facts: SweepFacts, cell: number): string {
  const { combination, seed } = runOfCell(facts, cell);
  const words = combinationWords(facts, combination);
  return `seed ${seed}${words === '' ? '' : `, ${words}`}`;
}

/** The name of a run that is opened: with all axes, also those of one value. */
export function openedName(facts: SweepFacts, cell: number): string {
  const { combination, seed } = runOfCell(facts, cell);
  const words = valueWords(facts, combination, () => true);
  return `seed ${seed}${words === '' ? '' : `, ${words}`}`;
}

/** The settings of a run that is opened, but those that the header has for each run. */
export function openedSettings(facts: SweepFacts, cell: number): string {
  return valueWords(facts, runOfCell(facts, cell).combination, ({ name }) => name !== 'learningRate');
}
