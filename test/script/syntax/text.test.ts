import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../src/script/syntax/module.ts';
import { full } from '../../full.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the text of a file', () => {
  it('has any line ends', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { module } = parseModule(bytes(`if x:${end}    a${end}b`));
      expect(module?.source).toBe('if x:\n    a\nb');
      expect(module?.body).toHaveLength(2);
    }
  });
  it('may begin with a byte order mark', () => {
    expect(parseModule(bytes('\ufeffx = 1')).module).toMatchObject({ source: 'x = 1', body: [{ from: 0, to: 5 }] });
  });
  it('is Latin-1 when it is not UTF-8', () => {
    expect(parseModule(Uint8Array.of(0x23, 0xe9, 0x0a, 0x78)).module?.source).toBe('#é\nx');
  });
  it('is read by its coding cookie', () => {
    const text = '# -*- coding: latin-1 -*-\nx = "Ã©"';
    expect(parseModule(Uint8Array.from(text, (c) => c.charCodeAt(0))).module?.source).toContain('Ã©');
    expect(parseModule(bytes('#!/usr/bin/python\n# vim: set fileencoding=utf-8 :\nx = "é"')).module?.source).toContain(
      'é',
    );
    expect(parseModule(bytes('# coding: klingon\n')).fault?.message).toBe('unknown encoding: klingon');
  });
  it('may be empty, or end without a newline', () => {
    expect(parseModule('').module?.body).toEqual([]);
    expect(parseModule('\n\n# comment').module?.body).toEqual([]);
    expect(parseModule('if x:\n  y').module?.body).toHaveLength(1);
  });
  it('may have form feeds', () => {
    expect(parseModule('x = 1\n\f\ny = 2\n\fz = 3').module?.body).toHaveLength(3);
  });
  it('has no NUL', () => {
    expect(parseModule('x = 1\0').fault).toMatchObject({ message: 'source code cannot contain null bytes', from: 5 });
  });
});

describe('the bounds', () => {
  const message = (source: string): string | undefined => parseModule(source, { version: 3 }).fault?.message;

  it('refuses deep nesting in words', () => {
    expect(message(`${'('.repeat(201)}${')'.repeat(201)}`)).toBe('too many nested parentheses');
    expect(message(`${'['.repeat(100_000)}`)).toBe('too many nested parentheses');
    for (const open of ['-', 'not ', 'lambda: ', 'a if b else ', '2 ** ', '~']) {
      expect(message(`${open.repeat(50_000)}1`), open).toBe('this line is nested too deeply');
    }
    expect(message(`a${'.b'.repeat(50_000)}`)).toBe('this statement is nested too deeply');
    expect(message(`${'1 + '.repeat(50_000)}1`)).toBe('this statement is nested too deeply');
    expect(message(`if a:\n b\n${'elif a:\n b\n'.repeat(20_000)}`)).toBe('this statement is nested too deeply');
    expect(message(Array.from({ length: 101 }, (_, i) => `${' '.repeat(i)}if a:\n`).join(''))).toBe(
      'too many levels of indentation',
    );
  });
  it('accepts what CPython accepts', () => {
    const nested = `${'['.repeat(200)}${']'.repeat(200)}`;
    expect(message(nested)).toBeUndefined();
    expect(message(`x = ${'f('.repeat(150)}1${')'.repeat(150)}`)).toBeUndefined();
    expect(message(`x = ${'1 + '.repeat(900)}1`)).toBeUndefined();
    expect(message(`x = [${'1, '.repeat(100_000)}]`)).toBeUndefined();
  });
  it('reads many lines in bounded time', () => {
    const count = full ? 999_000 : 100_000;
    expect(parseModule('\n'.repeat(count)).module?.body).toEqual([]);
    expect(parseModule('x\n'.repeat(count / 2)).module?.body).toHaveLength(count / 2);
    expect(message('x '.repeat(count / 2))).toBe('invalid syntax');
    expect(message(`(${'x '.repeat(count / 2)})`)).toBe('invalid syntax. Perhaps you forgot a comma?');
    expect(message(`"${'\\n'.repeat(count / 2)}`)).toMatch('unterminated string literal');
  });
  it('refuses larger files', () => {
    expect(message('#'.repeat(1_000_001))).toBe('this file is larger than 1,000,000 bytes');
  });
});

describe('forms that are not supported', () => {
  it.each([
    ['async def f(): pass', 'async functions are not supported here'],
    ['x = await y', 'async functions are not supported here'],
    ['[x async for x in y]', 'async comprehensions are not supported here'],
    ['match x:\n    case 1: pass', 'match statements are not supported here'],
    ['x = 3j', 'complex numbers are not supported here'],
    ["x = '\\N{BULLET}'", '\\N escapes are not supported here'],
    ['try: pass\nexcept* E: pass', 'except* is not supported here'],
  ])('are named: %s', (source, message) => {
    expect(parseModule(source).fault).toMatchObject({ message, advice: 'Rewrite this line without it.' });
  });
});

describe('a field of an f-string', () => {
  it('has its place in the file', () => {
    const source = `y = 1\nx = f"a {b  + c[0]:{d}} {e=!r:>5}"`;
    const [, second] = parseModule(source).module!.body;
    const { parts } = (second as unknown as { value: { parts: { from: number; to: number }[] } }).value;
    expect(parts.map((part) => (typeof part === 'string' ? part : source.slice(part.from, part.to)))).toEqual([
      'a ',
      '{b  + c[0]:{d}}',
      ' ',
      '{e=!r:>5}',
    ]);
    expect(parts[1]).toMatchObject({ value: { kind: 'binary', left: { from: source.indexOf('b  +') } } });
    expect(parts[3]).toMatchObject({ text: 'e=', conversion: 'r', spec: ['>5'] });
  });
});
