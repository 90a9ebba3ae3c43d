import { bindings, type Group, groups } from './bindings.ts';

/** The table as a person reads it: in each group a line for each description, with all its keys. */
export function keyTable(): readonly { readonly group: Group; readonly lines: readonly KeyLine[] }[] {
  return groups.map((group) => {
    const lines = new Map<string, Set<string>>();
    for (const { label, description, group: own } of bindings) {
      if (own === group) lines.set(description, (lines.get(description) ?? new Set()).add(label));
    }
    return { group, lines: [...lines].map(([description, labels]) => ({ keys: [...labels].join(', '), description })) };
  });
}

export interface KeyLine {
  readonly keys: string;
  readonly description: string;
}
