import { describe, expect, it } from 'vitest';
import { messagesOf } from '../messages.ts';

const VALUE = 'a number, "text", true, false, [ or {';
const NUMBER = 'a number as JSON writes it, such as 1, -0.5 or 1e-3';

describe('a string or a number that is not JSON', () => {
  it.each([
    ['ends inside of a text', '{"a": "x', `1:9  expected a closing ", found the end of the file`],
    [
      'ends after a backslash',
      '{"a": "\\',
      `1:9  expected one of " \\ / b f n r t u after a backslash, found the end of the file; a backslash itself is written \\\\`,
    ],
    [
      'has a text in single quotes',
      '{"a": \'x y\'}',
      `1:7  expected ${VALUE}, found \`'x\`; text goes in straight double quotes, "like this"`,
    ],
    [
      'has the quotes of a word processor',
      '{"a": “x”}',
      `1:7  expected ${VALUE}, found \`“x”\`; text goes in straight double quotes, "like this"`,
    ],
    ['has a word without quotes', '{"a": hello}', `1:7  expected ${VALUE}, found \`hello\``],
    ['has a value of Python', '{"a": True}', `1:7  expected ${VALUE}, found \`True\`; did you mean true?`],
    ['has NaN', '{"a": NaN}', `1:7  expected ${VALUE}, found \`NaN\`; JSON has finite numbers only`],
    ['has Infinity', '{"a": Infinity}', `1:7  expected ${VALUE}, found \`Infinity\`; JSON has finite numbers only`],
    ['has -Infinity', '{"a": -Infinity}', `1:7  expected ${VALUE}, found \`-Infinity\`; JSON has finite numbers only`],
    ['has a leading zero', '[01]', `1:2  expected ${NUMBER}, found \`01\`; did you mean 1?`],
    ['has a number that begins with a point', '[.5]', `1:2  expected ${NUMBER}, found \`.5\`; did you mean 0.5?`],
    ['has a number that ends with a point', '[1.]', `1:2  expected ${NUMBER}, found \`1.\`; did you mean 1?`],
    ['has a plus sign', '[+1]', `1:2  expected ${NUMBER}, found \`+1\`; did you mean 1?`],
    ['has a hexadecimal number', '[0x1F]', `1:2  expected ${NUMBER}, found \`0x1F\`; did you mean 31?`],
    ['has a number with separators', '[60_000]', `1:2  expected ${NUMBER}, found \`60_000\`; did you mean 60000?`],
    ['has a number with two points', '[1.2.3]', `1:2  expected ${NUMBER}, found \`1.2.3\``],
    ['has an exponent without digits', '[1e]', `1:2  expected ${NUMBER}, found \`1e\``],
    ['has a minus sign alone', '[-]', `1:2  expected ${VALUE}, found \`-\``],
    ['breaks a line inside of a text', '{"a": "x\ny"}', `1:9  expected a closing ", found the end of the line`],
    [
      'breaks a line with CRLF inside of a text',
      '{"a": "x\r\ny"}',
      `1:9  expected a closing ", found the end of the line`,
    ],
    [
      'has a tab inside of a text',
      '{"a": "x\ty"}',
      `1:9  expected no control character inside a text, found the character U+0009; write it as \\t`,
    ],
    [
      'has an escape sequence inside of a text',
      '{"a": "\u001b[31m"}',
      `1:8  expected no control character inside a text, found the character U+001B; write it as \\u001b`,
    ],
    [
      'has a path of Windows',
      '{"a": "C:\\path"}',
      `1:11  expected one of " \\ / b f n r t u after a backslash, found \`p\`; a backslash itself is written \\\\`,
    ],
    [
      'has too few digits after \\u',
      '{"a": "\\u12G4"}',
      `1:10  expected four hexadecimal digits after \\u, found \`12G4\``,
    ],
  ])('is reported at the wrong character: one that %s', (_, text, message) => {
    expect(messagesOf(text)).toEqual([`mine.json:${message}`]);
  });
});
