import source from '../../language/elementary.ts?raw';

/**
 * The elementary functions of a script, by name: the source text of `language/elementary.ts`, statement by statement. A script
 * computes the same bits as this program, in every version of Node. `exp` is `expOf` there, since `exp` maps matrices.
 */
export const elementaryDefinitions: Readonly<Record<string, string>> = Object.fromEntries(
  // Without the remark at the head of the file.
  statementsOf(source.slice(source.indexOf('/**'))),
);

/** The top-level statements of a module with the comments before them; each uses only statements before it. */
function statementsOf(text: string): readonly (readonly [name: string, statement: string])[] {
  const head = /^(?:export )?(?:const|function) (\w+)/;
  const exported = [...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
  const call = new RegExp(`(?<![.\\w])(${exported.join('|')})(?=\\()`, 'g');
  const statements: string[][] = [[]];
  for (const line of text.split('\n')) {
    const isStart = head.test(line) || /^\/[/*]/.test(line);
    if (isStart && statements.at(-1)!.some((own) => head.test(own))) statements.push([]);
    const isComment = /^\s*(?:\/[/*]|\*)/.test(line);
    statements.at(-1)!.push(isComment ? line : line.replace(call, '$1Of').replace(/^export /, ''));
  }
  return statements.map((lines) => {
    const [, name = ''] = lines.map((line) => head.exec(line)).find((match) => match !== null) ?? [];
    return [name, lines.join('\n').trim()];
  });
}
