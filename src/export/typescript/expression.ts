import type { BinaryOperator, Expression } from '../../language/expression.ts';
import { printStatement } from '../../language/print.ts';
import type { Statement } from '../../language/program.ts';
import { typescript } from './syntax.ts';

/** The functions of a script for the operators. */
const operators: Readonly<Record<BinaryOperator, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'over',
  '%': 'modulo',
  '@': 'dot',
  '**': 'power',
  '<': 'below',
  '<=': 'atMost',
  '>': 'above',
  '>=': 'atLeast',
  '==': 'equals',
};

/** An expression of the program as function calls that return a matrix. */
export function calls(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return `scalar(${numberText(expression.value)})`;
    case 'matrix':
      return `array([${expression.cells.map((row) => `[${row.map(numberText).join(', ')}]`).join(', ')}])`;
    case 'name':
      return expression.name;
    case 'transpose':
      return `transpose(${calls(expression.of)})`;
    case 'index':
      return `cell(${calls(expression.of)}, ${expression.row}, ${expression.column})`;
    case 'rows':
      return `rowsAt(${calls(expression.of)}, ${calls(expression.at)})`;
    case 'clip':
      return `clip(${calls(expression.of)}, ${numberText(expression.low)}, ${numberText(expression.high)})`;
    case 'cast':
      return `float32(${calls(expression.of)})`;
    case 'negate':
      return `negate(${calls(expression.of)})`;
    case 'binary':
      // The elementary function for other powers is long.
      if (expression.operator === '**' && isTwo(expression.right)) return `squared(${calls(expression.left)})`;
      return `${operators[expression.operator]}(${operand(expression.left)}, ${operand(expression.right)})`;
    case 'call': {
      const { function: name, argument, axis } = expression;
      return axis === undefined ? `${name}(${calls(argument)})` : `${name}(${calls(argument)}, ${axis})`;
    }
    case 'fill': {
      const { function: name, shape } = expression;
      return name === 'arange' || name === 'permutation'
        ? `${name}(${shape.rows})`
        : `${name}(${shape.rows}, ${shape.columns})`;
    }
  }
}

function isTwo(expression: Expression): boolean {
  return expression.kind === 'number' && expression.value === 2;
}

/** An operand: the functions for operators also accept plain numbers. */
function operand(expression: Expression): string {
  return expression.kind === 'number' ? numberText(expression.value) : calls(expression);
}

function numberText(value: number): string {
  return value === Math.PI ? 'Math.PI' : typescript.number(value);
}

/** A line of the program as a comment, followed by the calls that run it. */
export function lineOf(statement: Statement, declaration = ''): readonly string[] {
  const { target, operator, value, when } = statement;
  const own =
    operator === '='
      ? `${declaration}${target} = ${calls(value)};`
      : `${target} = ${operator === '+=' ? 'plus' : 'minus'}(${target}, ${operand(value)});`;
  const techniques = statement.techniques === undefined ? '' : `  (${statement.techniques.join(', ')})`;
  return [
    typescript.comment(`${printStatement(statement)}${techniques}`),
    when === undefined ? own : `if (valueOf(${calls(when)}) !== 0) ${own}`,
  ];
}
