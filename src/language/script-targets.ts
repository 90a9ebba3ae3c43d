/** A language with the libraries that an exported script needs. */
interface TargetWords {
  readonly title: string;
  /** Of a file, without the dot. */
  readonly extension: string;
}

/**
 * What a run can be exported to: `--to` and the key for exporting read this list. `export/export-script.ts` has the writer of
 * each.
 */
export const scriptTargets = {
  numpy: { title: 'NumPy', extension: 'py' },
  pytorch: { title: 'PyTorch', extension: 'py' },
  typescript: { title: 'TypeScript', extension: 'ts' },
} as const satisfies Readonly<Record<string, TargetWords>>;

export type ScriptTarget = keyof typeof scriptTargets;

export const scriptTargetNames = Object.keys(scriptTargets) as readonly ScriptTarget[];

/** The next target of the list, the first after the last. */
export function nextTarget(target: ScriptTarget): ScriptTarget {
  return scriptTargetNames[(scriptTargetNames.indexOf(target) + 1) % scriptTargetNames.length] ?? target;
}
