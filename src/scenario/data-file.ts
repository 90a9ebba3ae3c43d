import type { ValueFault } from './fault.ts';

const endings = /\.(csv|tsv|txt|npy|npz)(\.gz)?$/i;

/** Whether a file is one of data, not a scenario, by how its name ends. */
export function isDataFile(file: string): boolean {
  return endings.test(file);
}

/** For whoever needs a scenario: what its file would be, and how there can be one. */
export function dataInsteadOfScenario(file: string): ValueFault {
  const advice = `backprop-tui init ${file} writes one for it`;
  return { path: '', expected: 'a scenario', found: 'a file of data', advice };
}
