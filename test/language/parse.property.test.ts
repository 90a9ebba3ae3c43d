import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Expression, operands } from '../../src/language/expression.ts';
import { parseExpression, parseStatement } from '../../src/language/parse.ts';
import { caretLines } from '../../src/language/parse-fault.ts';
import { readWatch } from '../../src/language/parse-watch.ts';
import { printExpression, printStatement, printStatements } from '../../src/language/print.ts';
import { descendedLoss, descentDirections, type Statement } from '../../src/language/program.ts';
import { ShapeError, shapeOf } from '../../src/language/shapes.ts';
import { runs } from '../full.ts';
import { anyProgram } from './any-program.ts';
import { anyExpression, isComparison, namedShapes } from './expressions.ts';

describe('printing and reading back is the identity for', () => {
  test('any expression', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        expect(parseExpression(printExpression(expression))).toMatchObject({ ok: true, expression });
      }),
      { numRuns: runs(2000) },
    );
  });

  test('any statement, guarded or not', () => {
    const statement = fc.record(
      {
        target: fc.constantFrom('a', 'l1_delta'),
        operator: fc.constantFrom('=' as const, '+=' as const, '-=' as const),
        value: anyExpression,
        when: anyExpression,
      },
      { requiredKeys: ['target', 'operator', 'value'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(statement, (own) => {
        expect(parseStatement(printStatement(own))).toEqual({ ok: true, statement: own });
      }),
      { numRuns: runs(500) },
    );
  });

  test('any program, with any techniques', () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        for (const lines of [program.setup, program.iteration, program.evaluation?.lines ?? []]) {
          // The techniques that a line comes from are not printed.
          const plain = lines.map(({ techniques: _, ...line }: Statement) => line);
          expect(printStatements(lines).map(parsedStatement)).toEqual(plain);
          expect(lines.map(printStatement).map(parsedStatement)).toEqual(plain);
        }
        for (const expression of [descendedLoss(program), ...descentDirections(program).map(({ value }) => value)]) {
          expect(parseExpression(printExpression(expression))).toMatchObject({ ok: true, expression });
        }
      }),
      { numRuns: runs(150) },
    );
  });
});

function parsedStatement(line: string): Statement | string {
  const parsed = parseStatement(line);
  return parsed.ok ? parsed.statement : `${line}: ${parsed.fault.message}`;
}

/** Pieces of our notation, of Python and of neither, which make texts that are nearly right. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...'m23 m11 l9 2 0.5 1e9 1e999 2x . .T .mean( + - * ** / // % @ < <= == = := ( ) [ ] [0, , : [0,0] axis=0 keepdims'.split(
        ' ',
      ),
      ...'mean( sum( sigmoid( clip( zeros( arange(2) array([[ ]]) random((2,3)) np. not and if else for in lambda x: # ; " \' \\ \n \t \ud83d 日 ² ≤ print'.split(
        ' ',
      ),
      ' ',
    ),
    { maxLength: 14 },
  )
  .map((texts) => texts.join(''));

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  pieces,
);

describe('any text', () => {
  test('is a watch of the program or has a fault inside the text', () => {
    let faults = 0;
    fc.assert(
      fc.property(anyText, (source) => {
        const parsed = readWatch(source, namedShapes);
        if (parsed.ok) return;
        faults++;
        const { offset, length, message } = parsed.fault;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThanOrEqual(0);
        expect(offset + length).toBeLessThanOrEqual(source.length);
        expect(message).toMatch(/^\S/);
        expect(caretLines(source, parsed.fault)[1]).toMatch(/^ *\^+$/);
      }),
      { numRuns: runs(5000) },
    );
    expect(faults).toBeGreaterThan(runs(2000));
  });

  test('that is an expression prints as the same expression', () => {
    let expressions = 0;
    fc.assert(
      fc.property(pieces, (source) => {
        const parsed = parseExpression(source);
        if (!parsed.ok) return;
        expressions++;
        expect(parseExpression(printExpression(parsed.expression))).toMatchObject({
          ok: true,
          expression: parsed.expression,
        });
      }),
      { numRuns: runs(20_000) },
    );
    expect(expressions).toBeGreaterThan(runs(400));
  });

  test('made from an expression by deleting characters is read or refused', () => {
    fc.assert(
      fc.property(anyExpression, fc.nat(), fc.nat(3), (expression, at, count) => {
        const text = printExpression(expression);
        const start = at % text.length;
        const parsed = parseExpression(text.slice(0, start) + text.slice(start + count));
        expect(parsed.ok ? 'expression' in parsed : parsed.fault.offset <= text.length).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('a watch without random numbers', () => {
  test('is refused exactly when it does not fit the shapes of the program', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const source = printExpression(expression)
          .replaceAll(/\b(a|b|syn1|l2_delta)\b/g, 'm22')
          .replaceAll(/randn|random/g, 'zeros')
          .replaceAll('permutation', 'arange');
        const parsed = parseExpression(source);
        if (!parsed.ok) throw new Error(parsed.fault.message);
        // Those are refused for the sake of the person who types them.
        fc.pre(!isComparison(parsed.expression) && !hasSingleRow(parsed.expression));
        expect(readWatch(source, namedShapes).ok).toBe(fits(() => shapeOf(parsed.expression, namedShapes)));
      }),
      { numRuns: runs(500) },
    );
  });
});

function hasSingleRow(expression: Expression): boolean {
  const isNumber = (part: Expression): boolean =>
    part.kind === 'number' || (part.kind === 'negate' && isNumber(part.of));
  return (expression.kind === 'rows' && isNumber(expression.at)) || operands(expression).some(hasSingleRow);
}

function fits(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof ShapeError) return false;
    throw error;
  }
}
