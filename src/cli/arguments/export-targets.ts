import type { Target } from '../../export/export-script.ts';

/** What a scenario can be exported to, and how such a file is called; beside the command line, which is read without the rest. */
export const extensions: Readonly<Record<Target, string>> = { numpy: '.py', pytorch: '.py', typescript: '.ts' };

export const exportTargets = Object.keys(extensions) as readonly Target[];
