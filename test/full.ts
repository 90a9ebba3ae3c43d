/** True under `npm run test:full`: long trainings and large inputs at their full size, not in their short form. */
export const full = process.env['FULL'] === '1';
