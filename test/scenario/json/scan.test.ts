import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../src/scenario/json/scan.ts';
import { messagesOf } from '../messages.ts';

const VALUE = 'a number, "text", true, false, [ or {';

describe('a text that is not JSON', () => {
  it.each([
    [
      'ends inside of an object',
      '{',
      `1:2  expected a key in double quotes, found the end of the file; the { of line 1, column 1 is still open`,
    ],
    [
      'ends inside of a list',
      '{\n  "a": [1,',
      `2:11  expected ${VALUE}, found the end of the file; the [ of line 2, column 8 is still open`,
    ],
    [
      'ends after a value',
      '{"a": 1',
      `1:8  expected a comma or }, found the end of the file; the { of line 1, column 1 is still open`,
    ],
    [
      'ends after a key',
      '{"a"',
      `1:5  expected a colon after the key, found the end of the file; the { of line 1, column 1 is still open`,
    ],
    ['goes on after its end', '{} x', `1:4  expected the end of the file, found \`x\``],
    ['closes more than it opens', '{}}', `1:3  expected the end of the file, found \`}\``],
    [
      'closes with the wrong bracket',
      '{"a": [1}',
      `1:9  expected a comma or ], found \`}\`; the [ of line 1, column 7 is still open`,
    ],
    [
      'forgets to close a row',
      '{"a": [[0, 1], [1, 1, [0]],\n"b": 1}',
      `2:4  expected a comma or ], found \`:\`; the [ of line 1, column 7 is still open`,
    ],
    ['forgets a comma between lines', '{"a": "x"\n"b": 1}', `2:1  expected a comma or }, found "b"`],
    ['forgets the commas of a list, as numpy prints it', '[0 1 1]', `1:4  expected a comma or ], found \`1\``],
    [
      'has a comma before a closing brace',
      '{"a": 1,\n}',
      `2:1  expected a key in double quotes, found \`}\`; remove the comma before it`,
    ],
    [
      'has a comma before a closing bracket',
      '[1, ]',
      `1:5  expected ${VALUE}, found \`]\`; remove the comma before it`,
    ],
    ['has two commas', '[1,, 2]', `1:4  expected ${VALUE}, found \`,\``],
    ['begins a list with a comma', '[, 1]', `1:2  expected ${VALUE}, found \`,\``],
    ['has no colon', '{"a" 1}', `1:6  expected a colon after the key, found \`1\``],
    ['has an equals sign for a colon', '{"a" = 1}', `1:6  expected a colon after the key, found \`=\``],
    [
      'has a key without quotes',
      '{name: 1}',
      `1:2  expected a key in double quotes, found \`name\`; did you mean "name"?`,
    ],
    [
      'has a key in single quotes',
      "{'name': 1}",
      `1:2  expected a key in double quotes, found \`'name'\`; did you mean "name"?`,
    ],
    ['has a number for a key', '{1: 1}', `1:2  expected a key in double quotes, found \`1\``],
    ['has a comment before it', '// mine\n{}', `1:1  expected ${VALUE}, found \`//\`; JSON has no comments`],
    [
      'has a comment after a value',
      '{"a": 1 /* one */}',
      `1:9  expected a comma or }, found \`/*\`; JSON has no comments`,
    ],
    [
      'has a comment after a comma',
      '{"a": 1, # one\n"b": 2}',
      `1:10  expected a key in double quotes, found \`#\`; JSON has no comments`,
    ],
    [
      'has an escape sequence outside of a text',
      '{"a": \u001b[31m}',
      `1:7  expected ${VALUE}, found the character U+001B`,
    ],
    ['has a space that only looks like one', '{"a":\u00a01}', `1:6  expected ${VALUE}, found the character U+00A0`],
    [
      'has a byte order mark in the middle',
      '{"a": 1}\ufeff',
      `1:9  expected the end of the file, found the character U+FEFF`,
    ],
    [
      'is in UTF-16 without a mark',
      '{\u0000"\u0000a\u0000',
      `1:2  expected a key in double quotes, found the character U+0000; save the file as UTF-8`,
    ],
    ['begins with NUL', '\u0000\u0000', `1:1  expected ${VALUE}, found the character U+0000; save the file as UTF-8`],
    ['is a word', 'hello', `1:1  expected ${VALUE}, found \`hello\``],
    ['is a line of Python', 'X = np.array([[0,0,1]])', `1:1  expected ${VALUE}, found \`X\``],
    ['is an emoji', '😀', `1:1  expected ${VALUE}, found \`😀\``],
    [
      'opens two hundred thousand lists',
      '['.repeat(200_000),
      `1:101  expected at most 100 brackets inside each other, found one more`,
    ],
    [
      'opens and closes two hundred thousand lists',
      '['.repeat(200_000) + ']'.repeat(200_000),
      `1:101  expected at most 100 brackets inside each other, found one more`,
    ],
    [
      'opens two hundred thousand objects',
      '{"a":'.repeat(200_000),
      `1:501  expected at most 100 brackets inside each other, found one more`,
    ],
  ])('that %s is reported at the first wrong place', (_, text, message) => {
    expect(messagesOf(text)).toEqual([`mine.json:${message}`]);
  });

  it('is shown by the beginning of a long word', () => {
    const long = 'x'.repeat(1_000_000);
    expect(messagesOf(long)).toEqual([`mine.json:1:1  expected ${VALUE}, found \`${'x'.repeat(39)}…\``]);
    expect(messagesOf(`{"a" "${long}"}`)).toEqual([
      `mine.json:1:6  expected a colon after the key, found "${'x'.repeat(39)}…"`,
    ]);
  });
});

describe('the scanner', () => {
  it('visits every key and value with its path and offset', () => {
    const seen: string[] = [];
    scanJson(' {"a": [1, {"b\\u0021": "x"}], "c": []}', {
      key: (path, offset) => seen.push(`key ${JSON.stringify(path)} ${offset}`),
      value: (path, offset) => seen.push(`value ${JSON.stringify(path)} ${offset}`),
    });
    expect(seen).toEqual([
      'value [] 1',
      'key ["a"] 2',
      'value ["a"] 7',
      'value ["a",0] 8',
      'value ["a",1] 11',
      'key ["a",1,"b!"] 12',
      'value ["a",1,"b!"] 23',
      'key ["c"] 30',
      'value ["c"] 35',
    ]);
  });

  it.each([
    ['[]'],
    ['{}'],
    ['0'],
    ['-0.5e+10'],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\uD83D"'],
    ['\t\r\n [ 1 , 2 ] '],
    ['null'],
    ['{"": {"a": [true, {"b": -1e-9}], "c": {}}}'],
    ['"\u2028\u007f"'],
    [`${'['.repeat(100)}${']'.repeat(100)}`],
  ])('accepts %j, and visits the values that JSON.parse finds', (text) => {
    const paths: string[] = [];
    scanJson(text, { value: (path) => paths.push(JSON.stringify(path)) });
    expect(paths).toEqual(pathsOf(JSON.parse(text)).map((path) => JSON.stringify(path)));
  });
});

/** The paths of a value and of all values in it, outer ones first. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const parts = Object.entries(value).map(([key, part]) => [Array.isArray(value) ? Number(key) : key, part] as const);
  return [path, ...parts.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}
