import { expect, test } from 'vitest';
import { pythonText, shownLine } from '../../../src/ui/text/python.ts';

/** The parts of each line that have a colour, with the first letter of their kind. */
function coloured(text: string, version: 2 | 3 = 3): readonly string[] {
  const python = pythonText(text, version);
  return python.lines.map((_, line) =>
    python
      .piecesOf(line)
      .filter(({ kind }) => kind !== 'plain')
      .map(({ kind, text: own }) => `${kind[0]}:${own}`)
      .join(' '),
  );
}

test('keywords, strings, numbers and comments have kinds of their own', () => {
  expect(coloured(`for i in range(1_000): # "no" string\n    x3 = 1e-3 + .5j if "it's # not" else f'{i}'`)).toEqual([
    'k:for k:in n:1_000 c:# "no" string',
    `n:1e-3 n:.5j k:if s:"it's # not" k:else s:f'{i}'`,
  ]);
});

test('a string of several lines ends where its quotes end', () => {
  expect(coloured(`def f():\n    r"""one '''\n    for two\n    """; return 1\n'''x''' # y`)).toEqual([
    'k:def',
    `s:r"""one '''`,
    's:    for two',
    's:    """ k:return n:1',
    `s:'''x''' c:# y`,
  ]);
});

test('print is a keyword by the rules of Python 2 alone', () => {
  expect([coloured('print l1', 2), coloured('print(l1)', 3)]).toEqual([['k:print'], ['']]);
});

test('the pieces of a line are its text, and the last line break begins no line', () => {
  const python = pythonText('a = "b\r\n\tc = 0x1F\r\n', 3);
  expect(python.lines).toEqual(['a = "b', '    c = 0x1F']);
  const joined = python.lines.map((_, line) =>
    python
      .piecesOf(line)
      .map(({ text }) => text)
      .join(''),
  );
  expect(joined).toEqual(python.lines);
});

test('tabs reach to the next stop, and control characters are gone', () => {
  expect(shownLine('a\tb\t\u001b[31mc\u202e\ufeff')).toBe('a   b   [31mc');
});
