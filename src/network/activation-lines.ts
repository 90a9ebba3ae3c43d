import { type Activation, sumsOf } from '../language/activations.ts';
import { binary, call, type Expression, name } from '../language/expression.ts';
import { assign, type Statement } from '../language/program.ts';

/** The name of exp(z − max z) of a softmax, with the largest sum of each row (examples × units). */
export function exponentialsOf(out: string): string {
  return `${out}_exp`;
}

/** The lines that compute `out` (examples × units) from the weighted sums. They keep the sums where a slope needs them. */
export function activationLines({ curve, isJoint }: Activation, out: string, sums: Expression): readonly Statement[] {
  if (isJoint === true) return softmaxLines(out, sums);
  if (curve === undefined) return [assign(out, sums)];
  if (curve.slopeOf === 'output') return [assign(out, call(curve.value, sums))];
  return [assign(sumsOf(out), sums), assign(out, call(curve.value, name(sumsOf(out))))];
}

/** exp(z) over the sum of its row. Subtracting the largest z of the row changes nothing but overflow. */
function softmaxLines(out: string, sums: Expression): readonly Statement[] {
  const [z, exponentials] = [name(sumsOf(out)), name(exponentialsOf(out))];
  return [
    assign(z.name, sums),
    assign(exponentials.name, call('exp', binary('-', z, call('max', z, 1)))),
    assign(out, binary('/', exponentials, call('sum', exponentials, 1))),
  ];
}
