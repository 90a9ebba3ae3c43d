import type { Outcome } from './data-fault.ts';
import type { MadeDataset } from './finish-dataset.ts';
import { datasetFromTable } from './from-table.ts';
import { type GenerateRequest, generateTable } from './generators/generate.ts';
import type { TestChoice } from './portions.ts';
import type { ScaleChoices } from './scale-dataset.ts';

export interface GeneratedChoices extends ScaleChoices {
  readonly test?: TestChoice | undefined;
}

/** Makes a data set of examples that are drawn by a rule. */
export function datasetFromGenerator(request: GenerateRequest, choices: GeneratedChoices = {}): Outcome<MadeDataset> {
  const generated = generateTable(request);
  if (!generated.ok) return generated;
  const { table, generator } = generated.value;
  const kind = generator.classes === undefined ? 'numeric' : 'categorical';
  return datasetFromTable(table, { ...choices, kind, image: generator.image });
}
