/**
 * The lower quartile, the median and the upper quartile of numbers, for the maps and tables of sweeps; undefined for none. Each is one of
 * the numbers: the nearest rank, and of two equally near the upper one.
 */
export function quartilesOf(values: readonly number[]): readonly [number, number, number] | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return [at(0.25), at(0.5), at(0.75)];
}
