import fc from 'fast-check';
import {
  type BinaryOperator,
  binary,
  call,
  clip,
  type Expression,
  fill,
  index,
  matrix,
  name,
  negate,
  number,
  rowsOf,
  type Shape,
  transpose,
} from '../../src/language/expression.ts';
import type { FunctionName } from '../../src/language/functions.ts';

const binaryOperator = fc.constantFrom<BinaryOperator>(
  ...(['+', '-', '*', '/', '%', '@', '**', '<', '<=', '>', '>=', '=='] as const),
);
const cellOperator = fc.constantFrom<BinaryOperator>(
  ...(['+', '-', '*', '/', '**', '+', '-', '*', '/', '<', '<=', '>', '>=', '=='] as const),
);
const elementwise = fc.constantFrom<FunctionName>('sigmoid', 'slope', 'abs', 'sqrt', 'exp', 'log');
const reduction = fc.constantFrom<FunctionName>('sum', 'mean', 'max', 'min');
const axis = fc.constantFrom(undefined, 0 as const, 1 as const);
const literal = fc
  .oneof(fc.nat(99), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), fc.constant(Math.PI))
  .map((value) => number(value));
const anyCell = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(-Math.PI));

/** Any expression at all, its shapes fitting or not: for what only reads and writes notation. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 7, depthSize: 'large', withCrossShrink: true },
    fc.constantFrom('a', 'b', 'syn1', 'l2_delta').map(name),
    literal,
    fc
      .tuple(fc.constantFrom('random' as const, 'randn' as const, 'zeros' as const), fc.integer({ min: 1, max: 20 }))
      .map(([f, n]) => fill(f, n, 4)),
    fc
      .tuple(fc.constantFrom('arange' as const, 'permutation' as const), fc.integer({ min: 1, max: 20 }))
      .map(([f, n]) => fill(f, n, 1)),
    fc
      .integer({ min: 1, max: 3 })
      .chain((columns) => fc.array(fc.array(anyCell, { minLength: columns, maxLength: columns }), { minLength: 1 }))
      .map((cells) => matrix(cells)),
    tie('expression').map(transpose),
    tie('expression').map(negate),
    fc.tuple(tie('expression'), fc.integer(), fc.integer()).map((parts) => index(...parts)),
    fc.tuple(tie('expression'), tie('expression')).map((parts) => rowsOf(...parts)),
    fc.tuple(tie('expression'), anyCell, anyCell).map((parts) => clip(...parts)),
    fc.tuple(binaryOperator, tie('expression'), tie('expression')).map((parts) => binary(...parts)),
    fc.tuple(elementwise, tie('expression')).map((parts) => call(...parts)),
    fc.tuple(reduction, tie('expression'), axis).map((parts) => call(...parts)),
  ),
})).expression;

/** True for `a < b`: as a watch it is a breakpoint, or refused. */
export function isComparison(expression: Expression): boolean {
  return expression.kind === 'binary' && ['<', '<=', '>', '>=', '=='].includes(expression.operator);
}

export const LARGEST_SIZE = 3;
const size = fc.integer({ min: 1, max: LARGEST_SIZE });

/** The name that a matrix of a shape goes by in `shapedExpression`: `m23` is 2×3. */
export function nameOfShape({ rows, columns }: Shape): string {
  return `m${rows}${columns}`;
}

export const anyShape: fc.Arbitrary<Shape> = fc.record({ rows: size, columns: size });

/** All the matrices that `shapedExpression` may read, by name. */
export const namedShapes: ReadonlyMap<string, Shape> = new Map(
  [1, 2, 3].flatMap((rows) => [1, 2, 3].map((columns) => [nameOfShape({ rows, columns }), { rows, columns }])),
);

/**
 * Expressions over `namedShapes` that have the shape asked for, with every operator, broadcasting and reductions.
 * @param depth how many operations may stand inside one another.
 */
export function shapedExpression(shape: Shape, depth: number): fc.Arbitrary<Expression> {
  const { rows, columns } = shape;
  const leaves: fc.Arbitrary<Expression>[] = [
    fc.constant(name(nameOfShape(shape))),
    fc.constantFrom(fill('zeros', rows, columns), fill('random', rows, columns)),
    literalMatrix(rows, columns, fc.double({ min: -2, max: 2, noNaN: true })),
    ...(rows === 1 && columns === 1 ? [literal] : []),
  ];
  if (depth === 0) return fc.oneof(...leaves);
  // Made only when drawn: all forms of all depths at once would be far too many.
  const inner = (rowsIn: number, columnsIn: number) =>
    shapedExpression({ rows: rowsIn, columns: columnsIn }, depth - 1);
  const forms: (() => fc.Arbitrary<Expression>)[] = [
    () => fc.oneof(...leaves),
    () => inner(columns, rows).map(transpose),
    () => inner(rows, columns).map(negate),
    () => fc.tuple(elementwise, inner(rows, columns)).map((parts) => call(...parts)),
    () => inner(rows, columns).map((of) => clip(of, -0.5, 1.25)),
    () => chosenRows(shape, inner),
    () => product(shape, inner),
    () => product(shape, inner),
    () => cellByCell(shape, inner),
    () => cellByCell(shape, inner),
    () => reduced(shape, inner),
  ];
  return fc.nat(forms.length - 1).chain((index) => (forms[index] as () => fc.Arbitrary<Expression>)());
}

function literalMatrix(rows: number, columns: number, cell: fc.Arbitrary<number>): fc.Arbitrary<Expression> {
  const row = fc.array(cell, { minLength: columns, maxLength: columns });
  return fc.array(row, { minLength: rows, maxLength: rows }).map(matrix);
}

type Inner = (rows: number, columns: number) => fc.Arbitrary<Expression>;

function product({ rows, columns }: Shape, inner: Inner): fc.Arbitrary<Expression> {
  return size.chain((n) => fc.tuple(inner(rows, n), inner(n, columns)).map(([x, y]) => binary('@', x, y)));
}

/** Rows of a larger or smaller matrix, some more than once. */
function chosenRows({ rows, columns }: Shape, inner: Inner): fc.Arbitrary<Expression> {
  return size.chain((from) =>
    fc.tuple(inner(from, columns), literalMatrix(rows, 1, fc.nat(from - 1))).map(([of, at]) => rowsOf(of, at)),
  );
}

/** In each direction at least one side is as large as the result; the other may be 1. */
function cellByCell({ rows, columns }: Shape, inner: Inner): fc.Arbitrary<Expression> {
  const split = (n: number) => fc.constantFrom<readonly [number, number]>([n, n], [n, n], [1, n], [n, 1]);
  return fc
    .tuple(cellOperator, split(rows), split(columns))
    .chain(([operator, [leftRows, rightRows], [leftColumns, rightColumns]]) =>
      fc
        .tuple(inner(leftRows, leftColumns), inner(rightRows, rightColumns))
        .map(([left, right]) => binary(operator, left, right)),
    );
}

/** A reduction or an index where the shape is one that these leave, else a transpose of a transpose. */
function reduced({ rows, columns }: Shape, inner: Inner): fc.Arbitrary<Expression> {
  const ways: fc.Arbitrary<Expression>[] = [
    ...(rows === 1 && columns === 1
      ? [
          fc.tuple(reduction, anyShape).chain(([f, from]) => inner(from.rows, from.columns).map((of) => call(f, of))),
          anyShape.chain((from) =>
            fc
              .tuple(inner(from.rows, from.columns), placeIn(from.rows), placeIn(from.columns))
              .map((parts) => index(...parts)),
          ),
        ]
      : []),
    ...(rows === 1 ? [fc.tuple(reduction, size).chain(([f, n]) => inner(n, columns).map((of) => call(f, of, 0)))] : []),
    ...(columns === 1 ? [fc.tuple(reduction, size).chain(([f, n]) => inner(rows, n).map((of) => call(f, of, 1)))] : []),
  ];
  if (ways.length === 0) return inner(rows, columns).map((of) => transpose(transpose(of)));
  return fc.oneof(...ways);
}

/** A row or column of `count`, counted from the start or from the end. */
function placeIn(count: number): fc.Arbitrary<number> {
  return fc.integer({ min: -count, max: count - 1 });
}
