/** The values in the first two lines of the dashboard. */
export interface Header {
  readonly state: string;
  readonly seed: number;
  readonly speed: string;
  readonly iteration: number;
  readonly goal: number;
}

const settings =
  /(starting|running|paused|breakpoint|finished|diverged|crashed) .* seed (\d+) .* speed (\d\S*|unlimited)/;
const progress = /^ *([\d,]+) \/ ([\d,]+) /;

/** Reads the header of a screen that is wide enough for it; undefined when there is none. */
export function headerOf(text: string): Header | undefined {
  const [first = '', second = ''] = text.split('\n');
  const [, state, seed, speed] = settings.exec(first) ?? [];
  const [, iteration, goal] = progress.exec(second) ?? [];
  if (state === undefined || speed === undefined || iteration === undefined || goal === undefined) return undefined;
  return { state, seed: Number(seed), speed, iteration: numberOf(iteration), goal: numberOf(goal) };
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}
