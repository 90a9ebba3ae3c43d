import { numpyRandom } from '../../engine/random.ts';
import { count } from '../../language/wording.ts';
import type { Column, ColumnTable } from '../columns.ts';
import { type DataFault, failure, type Outcome, quotedList, settingFault, success } from '../data-fault.ts';
import type { MadeDataset } from '../finish-dataset.ts';
import { datasetFromTable } from '../from-table.ts';
import type { ScaleChoices } from '../scaling.ts';
import type { TestChoice } from '../test-set.ts';
import { circles, moons, spirals } from './arcs.ts';
import { checkerboard, twoGaussians, xorCloud } from './clouds.ts';
import type { Example, Generator } from './generator.ts';
import { pipesAndBicycles } from './pipes-and-bicycles.ts';
import { bumps, plane, sine } from './surfaces.ts';

/** All generators: of two classes, of quantities, and of images. */
export const generators: readonly Generator[] = [
  twoGaussians,
  circles,
  moons,
  spirals,
  xorCloud,
  checkerboard,
  plane,
  sine,
  bumps,
  pipesAndBicycles,
];

/** The range of the number of examples. */
export const exampleRange = { least: 4, most: 100_000, default: 200 } as const;
export const noiseRange = { least: 0, most: 10 } as const;

export interface GenerateRequest {
  readonly generate: string;
  /** A whole number in `exampleRange`; a multiple of 4 for images. */
  readonly examples?: number | undefined;
  /** The meaning is the generator's own, `Generator.noise`. */
  readonly noise?: number | undefined;
  /** As in `np.random.seed`; 1 by default. */
  readonly seed?: number | undefined;
}

/** A table drawn by a generator, in the form of a table from a file. */
export interface Generated {
  readonly table: ColumnTable;
  readonly generator: Generator;
}

export function generateTable(request: GenerateRequest): Outcome<Generated> {
  const generator = generators.find(({ name }) => name === request.generate);
  if (generator === undefined) {
    const names = generators.map(({ name }) => name);
    return failure(settingFault(['generate'], `one of ${quotedList(names, names.length)}`, `"${request.generate}"`));
  }
  const { examples = exampleRange.default, noise = generator.noise.default, seed = 1 } = request;
  const faults = [...wrongExamples(examples, generator.perDraw), ...wrongNoise(noise)];
  if (faults.length > 0) return failure(...faults);
  const random = numpyRandom(seed);
  const draws = Array.from({ length: examples / generator.perDraw }, (_, turn) => generator.draw(turn, noise, random));
  return success({ table: tableOf(generator, draws.flat()), generator });
}

function wrongExamples(examples: number, perDraw: number): readonly DataFault[] {
  const { least, most } = exampleRange;
  if (Number.isInteger(examples) && examples >= least && examples <= most && examples % perDraw === 0) return [];
  const kind = perDraw === 1 ? 'a whole number' : `a multiple of ${perDraw}`;
  return [settingFault(['examples'], `${kind} from ${least} to ${count(most)}`, String(examples))];
}

function wrongNoise(noise: number): readonly DataFault[] {
  const { least, most } = noiseRange;
  if (noise >= least && noise <= most) return [];
  return [settingFault(['noise'], `a number from ${least} to ${most}`, String(noise))];
}

function tableOf({ inputNames, targetName, classes }: Generator, examples: readonly Example[]): ColumnTable {
  const inputs = inputNames.map((name, column): Column => {
    return {
      name,
      kind: 'numbers',
      values: Float64Array.from(examples, (example) => example.inputs[column] as number),
    };
  });
  const target: Column =
    classes === undefined
      ? { name: targetName, kind: 'numbers', values: Float64Array.from(examples, (example) => example.target) }
      : { name: targetName, kind: 'texts', values: examples.map((example) => classes[example.target] as string) };
  return { columns: [...inputs, target] };
}

export interface GeneratedChoices extends ScaleChoices {
  readonly test?: TestChoice | undefined;
}

/** Makes a data set of generated examples. */
export function datasetFromGenerator(request: GenerateRequest, choices: GeneratedChoices = {}): Outcome<MadeDataset> {
  const generated = generateTable(request);
  if (!generated.ok) return generated;
  const { table, generator } = generated.value;
  const kind = generator.classes === undefined ? 'numeric' : 'categorical';
  return datasetFromTable(table, { ...choices, kind, image: generator.image });
}
