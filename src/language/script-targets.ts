/** The language or library of an exported script. */
interface TargetWords {
  readonly title: string;
  /** The ending of a file's name, without the dot. */
  readonly extension: string;
}

/** All targets of an export, for `--to` and for the key of the dashboard. `export/export-script.ts` has a writer for each. */
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
