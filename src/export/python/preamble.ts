import { usedDefinitions } from '../used.ts';

/** What a script may import or define, by the names under which its body knows it. */
export interface Preamble {
  /** Import lines, those of the standard library first; each with the names that are a reason for it. */
  readonly imports: readonly (readonly (readonly [line: string, names: readonly string[]])[])[];
  readonly definitions: Readonly<Record<string, string>>;
}

const standard: Preamble['imports'][number] = [
  ['import math', ['math']],
  ['import time', ['time']],
  ['from pathlib import Path', ['Path']],
];
const stop = { Stop: 'class Stop(Exception):\n    pass' };

/** The lines with which a script begins, so that its body finds every name it uses. */
export function preambleLines(body: string, { imports, definitions }: Preamble): readonly string[] {
  const used = namesIn(body);
  const defined = usedDefinitions(used, { ...definitions, ...stop }, namesIn);
  const groups = [standard, ...imports].map((group) =>
    group.flatMap(([line, names]) => {
      const own = names.filter((name) => used.has(name));
      return own.length === 0 ? [] : [line.replace('…', own.join(', '))];
    }),
  );
  const blocks = groups.filter((group) => group.length > 0).flatMap((group) => ['', ...group]);
  return [...blocks.slice(1), ...defined.flatMap((definition) => ['', '', ...definition.split('\n')])];
}

function namesIn(code: string): Set<string> {
  return new Set(code.replace(/#.*|'[^']*'|"(?:\\.|[^"\\])*"/g, '').match(/(?<![.\w])[A-Za-z_]\w*/g));
}
