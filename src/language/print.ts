import { type Binary, type BinaryOperator, type Expression, FLOAT32, type Negate, PI } from './expression.ts';
import { isColumnFill } from './functions.ts';
import type { Statement } from './program.ts';

/** The precedence of each form in Python, the loosest first. */
export const precedence = {
  comparison: 0,
  additive: 1,
  multiplicative: 2,
  negate: 3,
  power: 4,
  postfix: 5,
  atom: 6,
} as const;
type Precedence = (typeof precedence)[keyof typeof precedence];

export const binaryPrecedence: Readonly<Record<BinaryOperator, Precedence>> = {
  '+': precedence.additive,
  '-': precedence.additive,
  '*': precedence.multiplicative,
  '/': precedence.multiplicative,
  '%': precedence.multiplicative,
  '@': precedence.multiplicative,
  '**': precedence.power,
  '<': precedence.comparison,
  '<=': precedence.comparison,
  '>': precedence.comparison,
  '>=': precedence.comparison,
  '==': precedence.comparison,
};

/** An expression in NumPy's notation, with only the parentheses that Python needs. `parseExpression` reads it back. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return printNumber(expression.value);
    case 'matrix':
      return `array([${expression.cells.map((row) => `[${row.map(printSigned).join(', ')}]`).join(', ')}])`;
    case 'name':
      return expression.name;
    case 'rows':
      return `${printAtLeast(precedence.postfix, expression.of)}[${printExpression(expression.at)}]`;
    case 'clip':
      return `clip(${printExpression(expression.of)}, ${printSigned(expression.low)}, ${printSigned(expression.high)})`;
    case 'transpose':
      // Python reads `2.` in `2.T` as a number: a literal needs parentheses.
      return `${printAtLeast(precedence.postfix, expression.of, isDigits(expression.of))}.T`;
    case 'cast':
      return `${printAtLeast(precedence.postfix, expression.of, isDigits(expression.of))}.astype(${FLOAT32})`;
    case 'index':
      return `${printAtLeast(precedence.postfix, expression.of)}[${expression.row}, ${expression.column}]`;
    case 'negate':
    case 'binary':
      return printAround(expression, printExpression);
    case 'call': {
      // NumPy drops the reduced dimension. A row still broadcasts as one then, but a column would become a row.
      const options = { none: '', 0: ', axis=0', 1: ', axis=1, keepdims=True' }[expression.axis ?? 'none'];
      return `${expression.function}(${printExpression(expression.argument)}${options})`;
    }
    case 'fill':
      return isColumnFill(expression.function)
        ? `${expression.function}(${expression.shape.rows})`
        : `${expression.function}((${expression.shape.rows}, ${expression.shape.columns}))`;
  }
}

function isDigits(expression: Expression): boolean {
  return expression.kind === 'number' && expression.value !== Math.PI;
}

/** `syn1 += l1.T @ l2_delta`, or the source text of a line that has one. */
export function printStatement(statement: Statement): string {
  if (statement.source !== undefined) return statement.source.text;
  return `${printTarget(statement)} ${statement.operator} ${printExpression(statement.value)}`;
}

/** `syn1`, or `if t % 3 == 0: order` */
function printTarget({ target, when }: Statement): string {
  return when === undefined ? target : `if ${printExpression(when)}: ${target}`;
}

/**
 * Statements as lines with aligned `=` signs. Guarded lines and lines with a source text are not aligned.
 * @param most the most columns for a name and its sign; a longer name pushes its own sign to the right.
 */
export function printStatements(statements: readonly Statement[], most = Number.POSITIVE_INFINITY): readonly string[] {
  const isPlain = ({ when, source }: Statement): boolean => when === undefined && source === undefined;
  const plain = statements.filter(isPlain);
  const widths = plain.map(({ target, operator }) => target.length + operator.length);
  const width = Math.max(0, ...widths.filter((own) => own <= most));
  return statements.map((statement) => {
    if (!isPlain(statement)) return printStatement(statement);
    const { target, operator, value } = statement;
    return `${target} ${operator.padStart(width - target.length)} ${printExpression(value)}`;
  });
}

/**
 * A number of 0 or more. Beyond 2⁵³ it has an exponent: Python reads plain digits as an exact integer, which may not fit in
 * NumPy's. π has its name in NumPy.
 */
function printNumber(value: number): string {
  if (value === Math.PI) return PI;
  return value > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}

function printSigned(value: number): string {
  return value < 0 || Object.is(value, -0) ? `-${printNumber(-value)}` : printNumber(value);
}

/** An expression around other texts of its operands, with the parentheses that the operands need. */
export function printAround(expression: Binary | Negate, print: (part: Expression) => string): string {
  const part = (least: Precedence, of: Expression): string => wrapIf(bindingOf(of) < least, print(of));
  if (expression.kind === 'negate') return `-${part(precedence.negate, expression.of)}`;
  const { operator, left, right } = expression;
  const own = binaryPrecedence[operator];
  if (operator === '**') {
    // ** groups to the right, binds tighter than a minus on its left and looser than one on its right.
    return `${part(precedence.postfix, left)} ** ${part(precedence.negate, right)}`;
  }
  const next = (own + 1) as Precedence;
  // Python reads a < b < c as a < b and b < c.
  return `${part(own === precedence.comparison ? next : own, left)} ${operator} ${part(next, right)}`;
}

function printAtLeast(least: Precedence, expression: Expression, wrap = false): string {
  return wrapIf(wrap || bindingOf(expression) < least, printExpression(expression));
}

function wrapIf(wrap: boolean, text: string): string {
  return wrap ? `(${text})` : text;
}

function bindingOf(expression: Expression): Precedence {
  switch (expression.kind) {
    case 'negate':
      return precedence.negate;
    case 'binary':
      return binaryPrecedence[expression.operator];
    case 'transpose':
    case 'cast':
    case 'index':
    case 'rows':
      return precedence.postfix;
    case 'number':
    case 'matrix':
    case 'clip':
    case 'name':
    case 'call':
    case 'fill':
      return precedence.atom;
  }
}
