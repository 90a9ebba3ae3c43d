// Checks the English of comments and test titles: `npm run style` prints the number of findings per folder and exits with 1
// if there are any, `npm run style -- src/engine` lists those below a path. The rules are in CONTRIBUTING.md.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Sentences that begin with one of these are relative clauses, unless they are questions. */
const RELATIVE = /^(What|Whatever|Who|Whoever|Whose|Whether|Of|How|That which|As of)\b/;
const WORDS =
  /\b(so many|whoever|somebody|nobody|is told|are told|is said|are said|comes to|put aside|what of|as of)\b/i;

/** Its cases break the rules. */
const EXAMPLES = 'test/scripts/style.test.ts';

/** Whole sentences that are right as they are. */
const ALLOWED = [];

/**
 * The places in a TypeScript or JavaScript text that break a rule, in order.
 * @param {string} source
 * @returns {{ line: number, found: string, text: string }[]}
 */
export function findings(source) {
  return [...comments(source), ...titles(source)]
    .flatMap(({ line, text }) =>
      sentences(text).flatMap((sentence) => {
        if (ALLOWED.includes(sentence)) return [];
        const [found] = (!sentence.endsWith('?') && RELATIVE.exec(sentence)) || WORDS.exec(sentence) || [];
        return found === undefined ? [] : [{ line, found, text: sentence }];
      }),
    )
    .sort((one, other) => one.line - other.line);
}

/** Comments, with the lines of a block or of a run of `//` joined. */
function comments(source) {
  const result = [];
  let open;
  for (const [index, own] of source.split('\n').entries()) {
    const [, mark, text] = /^\s*(\/\/|\/\*\*?|\*\/|\*)\s?(.*?)(?:\*\/)?\s*$/.exec(own) ?? [];
    const isComment = mark === '//' || mark?.startsWith('/*') || (open !== undefined && mark !== undefined);
    if (!isComment) {
      const [, trailing] = /\S.*\s\/\/ (.*)$/.exec(own) ?? [];
      if (trailing !== undefined) result.push({ line: index + 1, text: trailing });
      open = undefined;
    } else if (open === undefined || mark.startsWith('/*')) {
      open = { line: index + 1, text };
      result.push(open);
    } else if (text.trim() === '') {
      open = { line: index + 2, text: '' };
      result.push(open);
    } else {
      open.text += ` ${text}`;
    }
  }
  return result.filter(({ text }) => text.trim() !== '');
}

function titles(source) {
  // A table of cases ends with `)(`: `test.each([…])('title'`.
  const calls = /(?:\b(?:describe|it|test)(?:\.\w+)?|\))\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs;
  return [...source.matchAll(calls)].map((match) => ({
    line: source.slice(0, match.index).split('\n').length,
    text: match[2],
  }));
}

/** The sentences of a text, tags of docstrings (`@param name`) without their names. */
function sentences(text) {
  return text
    .replace(/@(?:param|returns|throws)(?:\s+\{[^}]*\})?(?:\s+[\w.]+(?=\s))?/g, '. ')
    .split(/(?<=[.:?!])\s+(?=["“(]?[A-Z])/)
    .map((sentence) => sentence.replace(/^[.\s]+/, '').trim())
    .filter((sentence) => sentence !== '');
}

function main(below) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const listed = execFileSync('git', ['ls-files', 'src', 'test', 'scripts', 'bin'], { encoding: 'utf8' });
  const files = listed.split('\n').filter((file) => /\.(c?js|tsx?)$/.test(file) && file !== EXAMPLES);
  const counts = new Map();
  for (const file of files) {
    const found = findings(readFileSync(file, 'utf8'));
    const room = file
      .split('/')
      .slice(0, 2)
      .join('/')
      .replace(/\/[^/]*\.\w+$/, '');
    counts.set(room, (counts.get(room) ?? 0) + found.length);
    if (below === undefined || !file.startsWith(below)) continue;
    for (const own of found) console.log(`${file}:${own.line}  ${own.found}: ${own.text.slice(0, 120)}`);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (below === undefined)
    for (const [room, count] of counts) if (count > 0) console.log(String(count).padStart(5), room);
  console.log(`${total} findings in all`);
  process.exitCode = total === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2]);
