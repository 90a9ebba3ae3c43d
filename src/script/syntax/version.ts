import type { Token } from './tokens.ts';

/** True when the tokens have what only Python 2 reads: a print statement, or a call of `xrange` or `raw_input`. */
export function looksLikePython2(tokens: readonly Token[], printStatement: boolean): boolean {
  const defined = new Set<string>();
  let called = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const next = tokens[i + 1];
    if (next === undefined) break;
    if (token.kind === 'operator') {
      if (token.text === '`' || token.text === '<>') return true;
    } else if (token.kind === 'string') {
      if (/^ur/i.test(token.text)) return true;
    } else if (token.kind === 'name') {
      if (token.text === 'print' && printStatement) {
        if (beginsStatement(tokens, i) && (next.kind === 'string' || next.kind === 'number' || isOperand(next)))
          return true;
      } else if (token.text === 'xrange' || token.text === 'raw_input') {
        const before = tokens[i - 1]?.text;
        if (next.text === '=' || before === 'def' || before === 'import' || before === 'as') defined.add(token.text);
        else if (next.text === '(' && before !== '.') called = true;
      }
    }
  }
  return called && defined.size === 0;
}

function beginsStatement(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined) return true;
  if (before.level > 0) return false;
  return (
    before.kind === 'newline' || before.kind === 'indent' || before.kind === 'dedent' || /^[;:]$/.test(before.text)
  );
}

/** True for a token that cannot follow the name `print` in Python 3. */
function isOperand(token: Token): boolean {
  if (token.kind === 'operator') return /^(?:>>|[`{~]|\.\.\.)$/.test(token.text);
  return token.kind === 'name' && !/^(?:in|is|if|else|and|or|for|as|import|from)$/.test(token.text);
}

/** True after `from __future__ import print_function`. */
export function importsPrintFunction(tokens: readonly Token[]): boolean {
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.text !== '__future__' || tokens[i + 1]?.text !== 'import') continue;
    for (let j = i + 2; j < tokens.length && tokens[j]!.kind !== 'newline'; j++) {
      if (tokens[j]!.text === 'print_function') return true;
    }
  }
  return false;
}
