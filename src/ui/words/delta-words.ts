/** The steepest that a sigmoid gets, at one half. */
const STEEPEST = 0.25;
/** Of the steepest: below it the unit is sure of itself, above the other it is not. */
const FLAT = 0.36;
const STEEP = 0.75;
const WRONG = 0.5;

/** What an error and a slope together mean for one example, in a few words. */
export function deltaWords(error: number, slope: number): string {
  const share = slope / STEEPEST;
  const wrong = Math.abs(error) >= WRONG;
  if (share < FLAT) return wrong ? 'sure and wrong: hardly moved' : 'sure: left alone';
  if (share > STEEP) return 'unsure: moved most';
  return wrong ? 'wrong: moved' : 'nearly sure: moved a little';
}
