import type { Program, Statement } from './program.ts';

/** What a program would be without something that it has. */
export interface Lacking {
  readonly name: string;
  readonly program: Program;
}

/** Marks each line with everything without which it would not be there, or not as it is. */
export function withOrigins(program: Program, lacking: readonly Lacking[]): Program {
  const marked = (part: 'setup' | 'iteration'): readonly Statement[] =>
    program[part].map((statement) => {
      const techniques = lacking.filter((other) => !other.program[part].some((line) => isSameLine(line, statement)));
      return techniques.length === 0 ? statement : { ...statement, techniques: techniques.map(({ name }) => name) };
    });
  return lacking.length === 0 ? program : { ...program, setup: marked('setup'), iteration: marked('iteration') };
}

/** Whether two lines do the same, whatever has brought them. */
export function isSameLine(one: Statement, other: Statement): boolean {
  return (
    one.target === other.target &&
    one.operator === other.operator &&
    isSame(one.value, other.value) &&
    isSame(one.when, other.when)
  );
}

/** Whether two plain values hold the same. Weights that are written out are the same array, which is not looked into. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [own, others] = [Object.entries(one), other as Readonly<Record<string, unknown>>];
  return own.length === Object.keys(others).length && own.every(([key, value]) => isSame(value, others[key]));
}
