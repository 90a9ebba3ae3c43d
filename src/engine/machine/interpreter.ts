import { draws, type Expression, mentions } from '../../language/expression.ts';
import type { Program, Statement } from '../../language/program.ts';
import { inferShapes, printShape, type Shapes, sameShape, shapeOf } from '../../language/shapes.ts';
import { emptyMatrix, type Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';
import { copyInto } from './kernels.ts';
import { Recorder, run, type Tape } from './recorder.ts';

/**
 * Runs a program one statement at a time, as plainly as it is written: the reference for every other reader.
 *
 * Construction checks all shapes, allocates every matrix that any line will need, and runs `setup`; after that nothing
 * is allocated.
 */
export class Interpreter {
  readonly shapes: Shapes;
  readonly #program: Program;
  readonly #variables: ReadonlyMap<string, Matrix>;
  readonly #recorder: Recorder;
  readonly #lines: readonly Tape[];
  /** Of lines whose target is assigned more than once: what they themselves have made of it. */
  readonly #results: ReadonlyMap<number, Matrix>;
  readonly #evaluation: Tape;
  #version = 0;
  #evaluatedVersion = -1;

  /** @throws ShapeError when the program cannot run, RangeError when the data do not have the shapes it is given. */
  constructor(program: Program, data: ReadonlyMap<string, Matrix>, random: RandomSource) {
    this.#program = program;
    this.shapes = inferShapes(program);
    this.#variables = new Map([...this.shapes].map(([name, shape]) => [name, emptyMatrix(shape)]));
    this.#recorder = new Recorder(this.shapes, (name) => this.valueOf(name), random);
    for (const { name, shape } of program.given) {
      const value = data.get(name);
      if (value === undefined || !sameShape(value, shape)) {
        throw new RangeError(`${name} must be ${printShape(shape)}, found ${value ? printShape(value) : 'nothing'}`);
      }
      this.valueOf(name).data.set(value.data);
    }
    for (const statement of program.setup) run(this.#recorder.statement(statement));
    this.#results = this.#ownResults(program.iteration);
    this.#lines = program.iteration.map((statement, line) => this.#lineOf(statement, line));
    this.#evaluation = (program.evaluation?.lines ?? []).flatMap((statement) => this.#recorder.statement(statement));
  }

  /** Another number whenever a matrix may have changed: what was made of them is still so while this stays. */
  get version(): number {
    return this.#version;
  }

  /** Runs line `index` of the iteration, from 0. */
  runLine(index: number): void {
    this.#version++;
    run(this.#lines[index] as Tape);
  }

  runIteration(): void {
    this.#version++;
    const lines = this.#lines;
    for (let i = 0; i < lines.length; i++) run(lines[i] as Tape);
  }

  /** Predicts every example, where the program has lines of its own for that; once for as long as nothing changes. */
  evaluate(): void {
    if (this.#evaluatedVersion === this.#version) return;
    run(this.#evaluation);
    this.#evaluatedVersion = this.#version;
  }

  /** Somebody else has changed a matrix. */
  touch(): void {
    this.#version++;
  }

  /** The matrix behind a name: live, so the next line that assigns to it changes it. */
  valueOf(name: string): Matrix {
    const matrix = this.#variables.get(name);
    if (matrix === undefined) throw new RangeError(`the program has no ${name}`);
    return matrix;
  }

  /** What a line of the iteration, from 0, has last computed, also where a later one has put something else in its place. */
  resultOf(line: number): Matrix {
    return this.#results.get(line) ?? this.valueOf((this.#program.iteration[line] as Statement).target);
  }

  /**
   * Prepares an expression over the program's names; `refresh` evaluates it on the values of that moment. Until then,
   * and between refreshes, `value` stays as it is.
   * @throws ShapeError when it does not fit the program, RangeError when it draws: to look must not change the run.
   */
  watch(expression: Expression): { readonly value: Matrix; refresh(): void } {
    if (draws(expression)) throw new RangeError('a watch cannot draw random numbers: the run would get others');
    const tape: Tape = [];
    const value = emptyMatrix(shapeOf(expression, this.shapes));
    this.#recorder.expressionInto(value, expression, tape);
    const isEvaluated = this.#program.evaluation?.lines.some(({ target }) => mentions(expression, target)) === true;
    return {
      value,
      refresh: () => {
        if (isEvaluated) this.evaluate();
        run(tape);
      },
    };
  }

  #ownResults(lines: readonly Statement[]): ReadonlyMap<number, Matrix> {
    const isShared = (name: string): boolean => lines.filter(({ target }) => target === name).length > 1;
    return new Map(
      lines.flatMap(({ target }, line) => (isShared(target) ? [[line, emptyMatrix(this.valueOf(target))]] : [])),
    );
  }

  #lineOf(statement: Statement, line: number): Tape {
    const [tape, result] = [this.#recorder.statement(statement), this.#results.get(line)];
    const variable = this.valueOf(statement.target);
    return result === undefined ? tape : [...tape, () => copyInto(variable, result)];
  }
}
