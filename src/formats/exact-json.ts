/** A key that stands alone in an object and says which number JSON cannot write. */
const NUMBER = '$number';

const inexact: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

/** JSON in which every number is the same again when it is read, those too that JSON does not have. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'number') return part;
    const name = [...inexact].find(([, number]) => Object.is(number, part))?.[0];
    return name === undefined ? part : { [NUMBER]: name };
  });
}

/** @throws SyntaxError as `JSON.parse` does. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || !(NUMBER in part)) return part;
    return inexact.get(String(part[NUMBER])) ?? part;
  });
}
