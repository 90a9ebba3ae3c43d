/**
 * Those of some definitions that code uses, or that one of these uses, in their order.
 * @param used the names in the code; those in the definitions are added.
 * @param definitions none uses one that comes later.
 */
export function usedDefinitions(
  used: Set<string>,
  definitions: Readonly<Record<string, string>>,
  namesIn: (code: string) => Iterable<string>,
): readonly string[] {
  const defined: string[] = [];
  for (const [name, definition] of Object.entries(definitions).toReversed()) {
    if (!used.has(name)) continue;
    defined.unshift(definition);
    for (const inner of namesIn(definition)) used.add(inner);
  }
  return defined;
}
