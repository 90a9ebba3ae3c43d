import { refuse } from './fault.ts';
import type { Expression } from './tree.ts';

/** The words of Python's messages for a kind of expression. */
export function describe(expression: Expression): string {
  switch (expression.kind) {
    case 'integer':
    case 'float':
    case 'string':
    case 'bytes':
      return 'literal';
    case 'formatted':
      return 'f-string expression';
    case 'constant':
      if (expression.value === null) return 'None';
      return expression.value === 'ellipsis' ? 'ellipsis' : expression.value ? 'True' : 'False';
    case 'set':
      return 'set display';
    case 'dict':
      return 'dict literal';
    case 'comprehension':
      return expression.makes === 'generator' ? 'generator expression' : `${expression.makes} comprehension`;
    case 'unary':
    case 'binary':
    case 'boolean':
      return 'expression';
    case 'conditional':
      return 'conditional expression';
    case 'call':
      return 'function call';
    case 'named':
      return 'named expression';
    case 'yield':
    case 'yield from':
      return 'yield expression';
    case 'name':
    case 'tuple':
    case 'list':
    case 'comparison':
    case 'lambda':
    case 'attribute':
    case 'subscript':
    case 'slice':
    case 'starred':
      return expression.kind;
    default:
      return expression satisfies never;
  }
}

/** The part of a target that cannot be assigned to. */
export function wrongTarget(target: Expression): Expression | undefined {
  switch (target.kind) {
    case 'name':
    case 'attribute':
    case 'subscript':
      return undefined;
    case 'starred':
      return wrongTarget(target.value);
    case 'list':
    case 'tuple':
      for (const item of target.items) {
        const wrong = wrongTarget(item);
        if (wrong !== undefined) return wrong;
      }
      return undefined;
    default:
      return target;
  }
}

/** Refuses a target that cannot be assigned to. */
export function refuseTarget(target: Expression): void {
  const wrong = wrongTarget(target);
  if (wrong !== undefined) refuse(`cannot assign to ${describe(wrong)}`, wrong.from, wrong.to);
}
