/** True under `npm run test:full`: long trainings and large inputs at their full size, not in their short form. */
export const full = process.env['FULL'] === '1';

const isRoaming = process.env['FC_SEED'] !== undefined;

/** The cases that a property tries: all of them under `npm run test:full` or from another seed, otherwise a quarter. */
export function runs(whole: number): number {
  return full || isRoaming ? whole : Math.ceil(whole / 4);
}
