import { most } from '../network/bounds.ts';
import { MOST_CHANGES } from '../network/edits.ts';
import { MOST_ITERATIONS } from '../network/ranges.ts';

/**
 * The limits of a scenario. A larger one is refused with a fault, before memory runs out. The ranges of single settings are in
 * `network/ranges.ts`.
 */
export const limits = {
  fileBytes: 16 * 2 ** 20,
  /** Brackets inside each other; a scenario has six. */
  nesting: 100,
  /** Characters of the name of the scenario, of a column, or of a file. */
  name: 200,
  /** Characters of a description, and of the path of the schema. */
  description: 2000,
  rows: 100_000,
  /** Rows of a file of data, for a scenario with `rows`. */
  fileRows: 10_000_000,
  unitsPerLayer: most.unitsPerLayer,
  hiddenLayers: most.hiddenLayers,
  /** Weights and biases of all layers together, and the memory of the optimizer. */
  parameters: most.kept,
  activations: most.activations,
  iterations: MOST_ITERATIONS,
  /** Iterations a second. */
  speed: 1_000_000_000,
  changes: MOST_CHANGES,
  watches: 20,
  /** Characters of a watch. */
  watch: 200,
  /** Faults that are reported for one file. */
  faults: 100,
} as const;
