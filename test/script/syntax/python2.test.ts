import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../src/script/syntax/module.ts';
import type { Statement } from '../../../src/script/syntax/tree.ts';

function parsed(source: string): { version: number; body: readonly Statement[] } {
  const { module, fault } = parseModule(source);
  expect(fault).toBeUndefined();
  return module!;
}
/** The only statement of a Python 2 file. */
function statement(source: string): Record<string, unknown> {
  const { version, body } = parsed(`${source}\nprint 1\n`);
  expect(version).toBe(2);
  return body[0] as unknown as Record<string, unknown>;
}
/** The expression of the text `print EXPRESSION`. */
function printed(source: string): unknown {
  return (statement(`print ${source}`)['values'] as unknown[])[0];
}

describe('the version of a file', () => {
  it.each([
    'print "a"',
    'print x',
    'if x: print y',
    'a = 1; print a',
    'for i in xrange(3): pass',
    'x = raw_input()',
    'a <> b',
  ])('is 2: %s', (source) => expect(parsed(source).version).toBe(2));
  it.each([
    'print("a")',
    'print ("a", b)',
    'print',
    'print = 1',
    'print -1',
    'print.x',
    'xrange = range\nfor i in xrange(3): pass',
    'x.xrange(3)',
    '"print x"',
    'from __future__ import print_function\nprint("a")',
    'def raw_input(): pass\nraw_input()',
  ])('is 3: %s', (source) => expect(parsed(source).version).toBe(3));

  it('can be given', () => {
    expect(parseModule('print (a, b)', { version: 2 }).module?.body[0]?.kind).toBe('print');
    expect(parseModule('print a', { version: 3 }).fault?.message).toMatch('Missing parentheses');
  });
  it('is 3 when only a forgotten pair of parentheses speaks for 2', () => {
    const { fault } = parseModule('x = f"{y}"\nprint "a"\nprint(x, end="")\n');
    expect(fault?.message).toBe("Missing parentheses in call to 'print'. Did you mean print(...)?");
  });
  it('is 2 with print as a function after the import', () => {
    const { version, body } = parsed('from __future__ import print_function\nprint("a", end="")\nxrange(3)\n');
    expect(version).toBe(2);
    expect(body[1]).toMatchObject({ kind: 'expression', value: { kind: 'call' } });
  });
});

describe('the print statement', () => {
  it('prints several values', () => {
    expect(statement('print "a", b + 1')).toMatchObject({
      kind: 'print',
      destination: undefined,
      values: [{ kind: 'string', from: 6, to: 9 }, { kind: 'binary' }],
      newline: true,
    });
  });
  it('keeps the line after a comma', () => {
    expect(statement('print a,')).toMatchObject({ values: [{ kind: 'name' }], newline: false });
  });
  it('prints an empty line', () => {
    expect(statement('print')).toMatchObject({ kind: 'print', values: [], newline: true });
  });
  it('prints to a destination', () => {
    expect(statement('print >>f, a')).toMatchObject({ destination: { name: 'f' }, values: [{ name: 'a' }] });
    expect(statement('print >>f')).toMatchObject({ destination: { name: 'f' }, values: [], newline: true });
  });
  it('prints a tuple', () => {
    expect(statement('print (a, b)')).toMatchObject({ values: [{ kind: 'tuple' }] });
    expect(statement('print ("a" % b) + c')).toMatchObject({ values: [{ kind: 'binary', from: 6 }] });
    expect(statement('print(a), b')).toMatchObject({ values: [{ name: 'a' }, { name: 'b' }] });
  });
  it('prints a comparison and a negative number', () => {
    expect(printed('not -x > 1')).toMatchObject({ kind: 'unary', operator: 'not' });
    expect(printed('-1')).toMatchObject({ kind: 'unary', operator: '-' });
  });
});

describe('other forms of Python 2', () => {
  it('reads operators and literals', () => {
    expect(printed('a <> b')).toMatchObject({ kind: 'comparison', operators: ['!='] });
    expect(printed('`a, b`')).toMatchObject({
      kind: 'call',
      callee: { name: 'repr' },
      arguments: [{ value: { kind: 'tuple' } }],
    });
    expect(printed('0777')).toMatchObject({ kind: 'integer', value: 511 });
    expect(printed('12L')).toMatchObject({ kind: 'integer', value: 12 });
    expect(printed("ur'a\\n'")).toMatchObject({ kind: 'string', value: 'a\\n' });
    expect(printed("'\\u00e9' u'\\u00e9'")).toMatchObject({ kind: 'string', value: '\\u00e9é' });
    expect(printed("b'a'")).toMatchObject({ kind: 'string', value: 'a' });
  });
  it('reads exceptions', () => {
    expect(statement('try: a\nexcept E, e: b')).toMatchObject({ handlers: [{ exception: { name: 'E' }, name: 'e' }] });
    expect(statement('raise E, "text"')).toMatchObject({
      exception: { kind: 'call', callee: { name: 'E' }, arguments: [{ value: { value: 'text' } }] },
    });
    expect(statement('raise E("text")')).toMatchObject({ exception: { kind: 'call' } });
  });
  it('reads nonlocal, async and await as names', () => {
    expect(statement('async = 1')).toMatchObject({ kind: 'assign' });
  });
  it('mixes tabs and spaces', () => {
    const source = 'if x:\n        a\n\tprint b\n';
    expect(parsed(source).body).toMatchObject([{ body: [{ kind: 'expression' }, { kind: 'print' }] }]);
  });
  it('refuses exec and tuple parameters', () => {
    expect(parseModule('exec "a"\nprint 1').fault?.message).toBe('exec is not supported here');
    expect(parseModule('def f((a, b)): pass\nprint 1').fault?.message).toBe('tuple parameters are not supported here');
  });
  it('refuses broken print statements', () => {
    expect(parseModule('print "a" b').fault?.message).toBe('invalid syntax');
    expect(parseModule('print "a", , b').fault?.message).toBe('invalid syntax');
    expect(parseModule('print "a\nprint "b"').fault?.message).toBe('unterminated string literal (detected at line 1)');
  });
});
