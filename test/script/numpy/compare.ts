import type { Outcome } from './evaluator.ts';

/** A recorded snippet. */
export interface Case {
  readonly source: string;
  readonly output: string;
  readonly warnings?: readonly string[];
  readonly error?: string;
}

const NUMBER = /[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:e[-+]?\d+)?/g;

/** The expected text where each number of `found` agrees with it to 12 digits; otherwise `found`. */
function aligned(found: string, expected: string): string {
  if (found === expected) return expected;
  const numbers = found.match(NUMBER) ?? [];
  const wanted = expected.match(NUMBER) ?? [];
  const isSame =
    found.replace(NUMBER, '#') === expected.replace(NUMBER, '#') && numbers.every((text, i) => near(text, wanted[i]!));
  return isSame ? expected : found;
}

function near(text: string, wanted: string): boolean {
  if (text === wanted) return true;
  const digits = wanted.replace(/e.*$/, '').replace(/\D/g, '').length;
  const difference = Math.abs(Number(text) - Number(wanted));
  return digits > 9 && difference <= 1e-12 * Math.max(1e-3, Math.abs(Number(wanted)));
}

/** The difference of an outcome from the recorded one; undefined when there is none. */
export function differenceOf(found: Outcome, { source, output, warnings = [], error }: Case): string | undefined {
  const parts: string[] = [];
  if (aligned(found.output, output) !== output) parts.push(`expected\n${output}found\n${found.output}`);
  if (found.error !== error) parts.push(`expected error ${error}\nfound error ${found.error}`);
  if (found.warnings.join() !== warnings.join()) parts.push(`expected warnings ${warnings}\nfound ${found.warnings}`);
  return parts.length === 0 ? undefined : `${source}\n${parts.join('\n')}`;
}
