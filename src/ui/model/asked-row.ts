import type { Scaling } from '../../language/scaling.ts';
import { unitIn } from '../../language/scaling.ts';
import type { ShownSubject } from './model.ts';

/** A typed row of inputs whose prediction is shown. It is never learned from. */
export interface AskedRow {
  /** As it was typed. */
  readonly text: string;
  /** The numbers that the network reads. */
  readonly inputs: readonly number[];
}

/** A value of a row, as a person types it: a number, or one of the classes of a column with a number for each class. */
type Field =
  | { readonly kind: 'number'; readonly name: string; readonly input: number }
  | { readonly kind: 'class'; readonly name: string; readonly input: number; readonly classes: readonly string[] };

/** The fields of a row. The inputs `city=Rome`, `city=Oslo` are one field. */
function fieldsOf(inputNames: readonly string[]): readonly Field[] {
  const fields: Field[] = [];
  for (const [input, whole] of inputNames.entries()) {
    const at = whole.indexOf('=');
    const [name, value] = at > 0 ? [whole.slice(0, at), whole.slice(at + 1)] : [whole, undefined];
    const last = fields.at(-1);
    if (value === undefined) fields.push({ kind: 'number', name, input });
    else if (last?.kind === 'class' && last.name === name)
      fields[fields.length - 1] = { ...last, classes: [...last.classes, value] };
    else fields.push({ kind: 'class', name, input, classes: [value] });
  }
  return fields;
}

/** The most names in words. */
const NAMES = 8;

/** The names of the values of a row, in their order: `x1 x2 1`. */
export function fieldNames({ inputNames }: Pick<ShownSubject, 'inputNames'>): string {
  const names = fieldsOf(inputNames).map(({ name }) => (name.includes(' ') ? `"${name}"` : name));
  return names.length > NAMES ? `${names.slice(0, NAMES).join(' ')} … (${names.length})` : names.join(' ');
}

/** The row that a text holds: values in own units, and names of classes, between spaces, commas or semicolons. */
export function readAskedRow(
  typed: string,
  subject: Pick<ShownSubject, 'inputNames' | 'inputScaling'>,
): AskedRow | { readonly problem: string } {
  const fields = fieldsOf(subject.inputNames);
  const text = typed.trim();
  const parts = partsOf(text);
  if (parts.length !== fields.length) {
    const values = fields.length === 1 ? 'one value' : `${fields.length} values`;
    return { problem: `expected ${values}, for ${fieldNames(subject)}, found ${parts.length}` };
  }
  const inputs: number[] = [];
  for (const [index, field] of fields.entries()) {
    const part = parts[index]!;
    const values = field.kind === 'number' ? numberIn(part, field.name) : classesIn(part, field.classes);
    if (values === undefined) return { problem: `${field.name} is ${expected(field)}, found ${part}` };
    inputs.push(...values.map((value, offset) => scaled(value, field.input + offset, subject.inputScaling)));
  }
  return { text, inputs };
}

/** The parts of a typed list: with a semicolon or a comma in it, names may have spaces. */
export function partsOf(text: string): readonly string[] {
  const separator = text.includes(';') ? ';' : text.includes(',') ? ',' : /\s+/;
  return text
    .split(separator)
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part, _index, all) => part !== '' || all.length > 1);
}

function numberIn(part: string, name: string): readonly number[] | undefined {
  const unit = unitIn(name);
  const bare = part.endsWith(unit) ? part.slice(0, -unit.length).trim() : part;
  const value = Number(bare.replace('−', '-'));
  return bare !== '' && Number.isFinite(value) ? [value] : undefined;
}

/** 1 for the class that a text names, 0 for the others. A single class may be typed as 1 or 0, too. */
function classesIn(part: string, classes: readonly string[]): readonly number[] | undefined {
  const named = classes.findIndex((name) => name.toLowerCase() === part.toLowerCase());
  if (named !== -1) return classes.map((_, index) => (index === named ? 1 : 0));
  return classes.length === 1 && /^[01]$/.test(part) ? [Number(part)] : undefined;
}

function expected(field: Field): string {
  if (field.kind === 'number') return 'a number';
  const { classes } = field;
  if (classes.length === 1) return `${classes[0]}, or 0`;
  return classes.length > NAMES ? `a class such as ${classes[0]}` : classes.join(' or ');
}

/** A number as the network reads it. */
function scaled(value: number, input: number, scaling: Scaling | undefined): number {
  if (scaling === undefined) return value;
  return (value - (scaling.shift[input] ?? 0)) / (scaling.unit[input] ?? 1);
}
