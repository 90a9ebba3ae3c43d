import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../src/language/parse.ts';
import { caretLines } from '../../src/language/parse-fault.ts';

/** The carets under a source, and the message. */
function faultOf(source: string): readonly [string, string] {
  const parsed = parseExpression(source);
  if (parsed.ok) return ['', 'no fault'];
  return [caretLines(source, parsed.fault)[1], parsed.fault.message];
}

describe('the message on a text', () => {
  test.each([
    ['', '^', 'an expression is missing'],
    ['   ', '^', 'an expression is missing'],
    ['l1 +', '    ^', 'something is missing after +'],
    ['* l1', '^', 'something is missing before *'],
    ['l1 + * l2', '     ^', 'something is missing between + and *'],
    ['l1 l2', '   ^^', 'an operator is missing between l1 and l2'],
    ['2(l1)', ' ^^^^', 'an operator is missing between 2 and ('],
    ['mean(l1 l2)', '        ^^', 'an operator is missing between l1 and l2'],
    ['mean(l1,,l2)', '        ^', 'something is missing between , and ,'],
    ['mean(', '    ^', 'this ( is never closed'],
    ['mean(abs(l2_error)', '    ^', 'this ( is never closed'],
    ['l1)', '  ^', 'no ( is open here'],
    ['l1]', '  ^', 'no [ is open here'],
    ['(l1]', '   ^', '( is closed by ), found ]'],
    ['()', '^^', 'these parentheses are empty'],
    ['l1[]', '   ^', 'a row and a column are missing, as in m[0, 0]'],
    ['l1, l2', '  ^', 'one expression at a time'],
    ['l1.', '   ^', 'only T can follow a dot, for the transpose: m.T'],
    ['...', '^', 'something is missing before .'],
    ['2x', '^^', '2x is neither a name nor a number'],
    ['1e', '^^', '1e is neither a name nor a number'],
    ['abs(l1)(2)', '       ^^^', 'an operator is missing between abs(l1) and ('],
    ['l1[0, 0](2)', '        ^^^', 'an operator is missing between l1[0, 0] and ('],
    ['mean(a=b=c)', '    ^^^^^^^', 'mean takes an expression, as in mean(m), found none'],
    ['sum(a, b=c=d)', '       ^', 'sum takes axis=0 or axis=1, found b'],
    ['(a = b)', '   ^', 'there is no = here; nothing is assigned, and to compare there are <, <=, > and >='],
  ])('with something missing or misplaced: %j', (source, carets, message) => {
    expect(faultOf(source)).toEqual([carets, message]);
  });

  test.each([
    ['l1 if l2 else 3', '   ^^', 'there is no if here; an expression has no branches'],
    ['lambda x: x', '^^^^^^', 'there is no lambda here; the functions are a fixed set'],
    ['l1 and l2', '   ^^^', 'there is no and here; write each comparison as a watch of its own'],
    ['not l1', '^^^', 'there is no not here; write the opposite comparison'],
    [
      'l1 is l2',
      '   ^^',
      'there is no is here; results are hardly ever equal to the last bit, so compare with <, <=, > or >=',
    ],
    ['"x"', '^', 'there is no " here; names have no quotes'],
    ["l1' @ l2", '  ^', "there is no ' here; a transpose is .T, and names have no quotes"],
    ['[1, 2]', '^^^^^^', 'there are no lists here; a cell is m[0, 0]'],
    ['(1, 2)', '  ^', 'one expression at a time'],
    ['{l1}', '^', 'there is no { here; parentheses are ( and )'],
    ['l1 = 2', '   ^', 'there is no = here; nothing is assigned, and to compare there are <, <=, > and >='],
    ['l1 += 2', '   ^^', 'there is no += here; nothing is assigned'],
    ['(l1 := 2)', '    ^^', 'there is no := here; nothing is assigned'],
    ['l1; l2', '  ^', 'there is no ; here; one expression at a time'],
    ['l1 # the layer', '   ^', 'there is no # here; an expression has no comments'],
    ['l1 // 2', '   ^^', 'there is no // here; a quotient is /'],
    ['+l1', '^', 'a + needs an expression on its left; leave it out here'],
    ['~l1', '^', 'there is no ~ here; a minus is -'],
    ['import numpy', '^^^^^^', 'there is no import here; an expression has no statements'],
    ['sum(x for x in l1)', '      ^^^', 'there is no for here; sum, mean, max and min go over all cells'],
    ['sum(*l1)', '    ^', 'something is missing between ( and *'],
    ['l1.shape', '   ^^^^^', 'only T can follow a dot, for the transpose, found shape'],
    ['l1.t', '   ^', 'only T can follow a dot, for the transpose, found t'],
    ['2.T', '^', 'write (2).T'],
    ['5. * l1', ' ^', 'write 5.0'],
    ['1j', '^^', '1j is neither a name nor a number'],
    ['1__0', '^^^^', '1__0 is neither a name nor a number'],
    ['True', '^^^^', 'there is no True here; write 1'],
    ['None', '^^^^', 'there is no None here'],
    ['print l1', '      ^^', 'an operator is missing between print and l1'],
    ['l1 < l2 < 3', '        ^', 'one comparison at a time; make a second watch of the other'],
  ])('in Python that the notation lacks: %j', (source, carets, message) => {
    expect(faultOf(source)).toEqual([carets, message]);
  });

  test.each([
    ['np.mean(l1)', '^^^', 'write mean without np.'],
    ['numpy.mean(abs(l1))', '^^^^^^', 'write mean without numpy.'],
    ['np.dot(l1, syn1)', '   ^^^', 'there is no function dot; write a @ b'],
    [
      'np.foo(l1)',
      '   ^^^',
      'there is no function foo; there are sigmoid, slope, tanh, relu, abs, sqrt, exp, log, sum, mean, max, min and more',
    ],
    ['l1.mean()', '^^^^^^^', 'write mean(l1)'],
    ['l1.mean(axis=0)', '^^^^^^^', 'write mean(l1, axis=0)'],
    ['(l1 + 1).max()', '^^^^^^^^^^^^', 'write max(l1 + 1)'],
    ['l1.dot(syn1)', '^^^^^^', 'write l1 @ syn1'],
    ['(l1 + 1).dot(syn1)', '^^^^^^^^^^^^', 'write (l1 + 1) @ syn1'],
    ['l1.transpose()', '^^^^^^^^^^^^', 'write l1.T'],
    ['l1.T()', '^^^^', 'write l1.T'],
    [
      'l1.reshape(2)',
      '   ^^^^^^^',
      'there is no function reshape; there are sigmoid, slope, tanh, relu, abs, sqrt, exp, log, sum, mean, max, min and more',
    ],
    ['nonlin(l1)', '^^^^^^', 'there is no function nonlin; write sigmoid(m), or slope(m) for its derivative'],
    [
      'l1 != 2',
      '   ^^',
      'there is no != here; results are hardly ever equal to the last bit, so compare with <, <=, > or >=',
    ],
    ['l1 => 2', '   ^^', 'there is no => here; write >='],
    ['l1 ≤ 2', '   ^', 'there is no ≤ here; write <='],
    ['l1²', '  ^', 'there is no ² here; write ** 2'],
    ['l1 ^ 2', '   ^', 'there is no ^ here; a power is **'],
    ['l1 × 2', '   ^', 'there is no × here; a product is *, a matrix product @'],
    ['l1 − 2', '   ^', 'there is no − here; a minus is -'],
    ['√(2)', '^', 'there is no √ here; write sqrt(…)'],
    ['l1 || l2', '   ^^', 'there is no || here; write each comparison as a watch of its own'],
    ['nonlin(l1, deriv=True)', '           ^^^^^', 'there is no deriv here; the derivative of sigmoid is slope(m)'],
  ])('in another notation: %j', (source, carets, message) => {
    expect(faultOf(source)).toEqual([carets, message]);
  });

  test.each([
    ['men(l1)', '^^^', 'there is no function men; did you mean mean or min?'],
    ['Mean(l1)', '^^^^', 'there is no function Mean; did you mean mean?'],
    [
      'foo(l1)',
      '^^^',
      'there is no function foo; there are sigmoid, slope, tanh, relu, abs, sqrt, exp, log, sum, mean, max, min and more',
    ],
    ['zeross((2, 2))', '^^^^^^', 'there is no function zeross; did you mean zeros?'],
    ['mean()', '    ^^', 'mean takes an expression, as in mean(m), found none'],
    ['mean(l1, l2)', '         ^^', 'mean takes one expression, found another'],
    ['sum(l1, 0)', '        ^', 'write axis=0'],
    ['sum(l1, axis=2)', '             ^', 'an axis is 0, down the rows, or 1, along the columns, found 2'],
    ['sum(l1, axis=-1)', '             ^^', 'an axis is 0, down the rows, or 1, along the columns, found -1'],
    ['abs(l1, axis=0)', '        ^^^^^^', 'abs works cell by cell and takes no axis'],
    ['sum(l1, axi=0)', '        ^^^', 'sum takes axis=0 or axis=1, found axi'],
    ['sum(l1, keepdims=1)', '                 ^', 'every value is a matrix: write keepdims=True, or nothing, found 1'],
    [
      'sum(l1, axis=1, keepdims=False)',
      '                         ^^^^^',
      'every value is a matrix: write keepdims=True, or nothing, found False',
    ],
    ['sum(l1, keepdims=True, keepdims=True)', '                                ^^^^', 'keepdims is given twice'],
    ['abs(l1, keepdims=True)', '        ^^^^^^^^^^^^^', 'abs works cell by cell and takes no keepdims'],
    ['l1 + True', '     ^^^^', 'there is no True here; write 1'],
    ['sum(l1, axis=0, axis=1)', '                     ^', 'axis is given twice'],
    ['sum(axis=0)', '   ^^^^^^^^', 'sum takes an expression, as in sum(m), found none'],
    ['zeros(2, 3)', '     ^^^^^^', 'zeros takes rows and columns, as in zeros((3, 4))'],
    ['zeros((2, 3, 4))', '     ^^^^^^^^^^^', 'zeros takes rows and columns, as in zeros((3, 4))'],
    ['zeros((0, 3))', '       ^', 'sizes are whole numbers from 1, found 0'],
    ['random((2, n))', '           ^', 'sizes are whole numbers from 1, found n'],
    ['1e999', '^^^^^', '1e999 is too large; numbers go up to 1.797e308'],
    ['clip(l1)', '    ^^^^', 'clip takes an expression and two numbers, as in clip(m, -1, 1)'],
    ['clip(l1, 0, l2)', '    ^^^^^^^^^^^', 'clip takes an expression and two numbers, as in clip(m, -1, 1)'],
    ['clip(l1, -1, 1, 2)', '    ^^^^^^^^^^^^^^', 'clip takes an expression and two numbers, as in clip(m, -1, 1)'],
    ['clip()', '    ^^', 'clip takes an expression, as in clip(m, -1, 1), found none'],
    ['arange((3, 4))', '       ^^^^^^', 'sizes are whole numbers from 1, found (3, 4)'],
    ['arange(3, 4)', '      ^^^^^^', 'arange takes a number of rows, as in arange(4)'],
    [
      'array([[1, 2], [3]])',
      '     ^^^^^^^^^^^^^^^',
      'array takes rows of numbers that are equally long, as in array([[0, 1], [2, 3]])',
    ],
    [
      'array([1, 2])',
      '     ^^^^^^^^',
      'array takes rows of numbers that are equally long, as in array([[0, 1], [2, 3]])',
    ],
    ['np.clip(l1, 0, 1)', '^^^', 'write clip without np.'],
    ['l1[0,]', '  ^^^^', 'a cell is a row and a column, as in l1[0, 0]'],
    ['l1[0, 1, 2]', '  ^^^^^^^^^', 'a cell is a row and a column, as in l1[0, 1]'],
    ['l1[:, 0]', '   ^', 'there is no : here; a cell is m[0, 0], and there are no slices'],
    ['l1[i, 0]', '   ^', 'rows and columns are whole numbers, from 0 or from the end, -1, found i'],
    ['l1[0.5, 0]', '   ^^^', 'rows and columns are whole numbers, from 0 or from the end, -1, found 0.5'],
    ['l1[0, 9007199254740992]', '      ^^^^^^^^^^^^^^^^', 'no matrix has a row or column 9007199254740992'],
  ])('with a wrong function, argument or cell: %j', (source, carets, message) => {
    expect(faultOf(source)).toEqual([carets, message]);
  });

  test.each([
    ['l1\u00a0+ 2', '  ^', 'the character U+00A0 has no meaning here'],
    ['l1\n+ 2', '  ^', 'the character U+000A has no meaning here'],
    ['l1\t', '  ^', 'the character U+0009 has no meaning here'],
    ['\ud800', '^', 'the character U+D800 has no meaning here'],
    ['日本 ? 2', '     ^', 'there is no ? here'],
    ['l1 $', '   ^', 'there is no $ here'],
  ])('with an unexpected character: %j', (source, carets, message) => {
    expect(faultOf(source)).toEqual([carets, message]);
  });

  test('quotes the beginning of a long text', () => {
    const name = 'x'.repeat(100);
    expect(faultOf(`${name}(l1)`)).toEqual([
      '^'.repeat(100),
      `there is no function ${'x'.repeat(39)}…; there are sigmoid, slope, tanh, relu, abs, sqrt, exp, log, sum, mean, max, min and more`,
    ]);
  });
});

describe('carets', () => {
  test('stand under the columns of the fault, also after wide characters', () => {
    const lines = caretLines('日本 + 誤差 + e\u0301x', { offset: 5, length: 2, message: '' });
    expect(lines).toEqual(['日本 + 誤差 + e\u0301x', '       ^^^^']);
    expect(caretLines('e\u0301 ?', { offset: 3, length: 1, message: '' })[1]).toBe('  ^');
  });

  test('stand behind the end when something is missing there', () => {
    expect(caretLines('a +', { offset: 3, length: 0, message: '' })).toEqual(['a +', '   ^']);
  });
});
