import { readFileSync } from 'node:fs';

/** JSON has no NaN and no infinities. */
type GoldenNumber = number | 'nan' | 'inf' | '-inf';

export interface GoldenArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly numbers: readonly GoldenNumber[];
}

export interface GoldenFile {
  readonly title: string;
  readonly base64: string;
  readonly arrays: readonly GoldenArray[];
}

/** Files that NumPy and safetensors wrote; see test/goldens. */
export const goldens: {
  readonly npy: readonly GoldenFile[];
  readonly npz: readonly GoldenFile[];
  readonly safetensors: readonly (GoldenFile & { readonly metadata: Readonly<Record<string, string>> })[];
  readonly refused: readonly Omit<GoldenFile, 'arrays'>[];
} = JSON.parse(readFileSync(new URL('../goldens/formats.json', import.meta.url), 'utf8'));

export function bytesOf({ base64 }: { readonly base64: string }): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

export function numbersOf({ numbers }: GoldenArray): Float64Array {
  const special = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY };
  return Float64Array.from(numbers, (number) => (typeof number === 'number' ? number : special[number]));
}

export function goldenNpy(title: string): Uint8Array {
  return bytesOf(goldens.npy.find((golden) => golden.title === title) as GoldenFile);
}
