import type { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import type { Floats } from '../../../src/language/dtypes.ts';
import { binary, name } from '../../../src/language/expression.ts';
import type { Program, Statement } from '../../../src/language/program.ts';

/**
 * The same program with each update on a line of its own: `syn1 += alpha * (l1.T @ l2_delta)` becomes
 * `syn1_update = l1.T @ l2_delta` and `syn1 += alpha * syn1_update`, which is the same arithmetic in the same order.
 */
export function splitUpdates(program: Program): Program {
  return { ...program, iteration: program.iteration.flatMap(splitUpdate) };
}

function splitUpdate(statement: Statement): readonly Statement[] {
  const { target, operator, value } = statement;
  if (operator !== '+=') return [statement];
  const update = name(`${target}_update`);
  return value.kind === 'binary' && value.operator === '*'
    ? [
        { target: update.name, operator: '=', value: value.right },
        { target, operator, value: binary('*', value.left, update) },
      ]
    : [
        { target: update.name, operator: '=', value },
        { target, operator, value: update },
      ];
}

/**
 * Counts, cell by cell, in how many iterations an update points the other way than in the iteration before: the
 * follow-up article's `direction_count += abs((update > 0) - (previous_update > 0))`, from the second iteration on.
 */
export class DirectionCount {
  readonly counts: Int32Array;
  readonly #update: Floats;
  readonly #wasPositive: Uint8Array;
  #first = true;

  constructor(interpreter: Interpreter, update: string) {
    this.#update = interpreter.valueOf(update).data;
    this.counts = new Int32Array(this.#update.length);
    this.#wasPositive = new Uint8Array(this.#update.length);
  }

  /** Call once after each iteration. */
  observe(): void {
    for (let cell = 0; cell < this.counts.length; cell++) {
      const isPositive = (this.#update[cell] as number) > 0 ? 1 : 0;
      if (!this.#first && isPositive !== this.#wasPositive[cell]) this.counts[cell]! += 1;
      this.#wasPositive[cell] = isPositive;
    }
    this.#first = false;
  }
}
