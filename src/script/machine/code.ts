import type { Place, PythonVersion } from '../syntax/tree.ts';
import { TRACE } from './opcodes.ts';
import { type Copies, HeapObject, objectType, TypeObject, type Value } from './values.ts';

/** A source text with the lines that places point into. */
export class Source {
  /** The name in tracebacks. */
  readonly file: string;
  readonly text: string;
  readonly version: PythonVersion;
  /** The offsets at which lines begin. */
  readonly #starts: number[] = [0];

  constructor(file: string, text: string, version: PythonVersion) {
    this.file = file;
    this.text = text;
    this.version = version;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** The number of the line with an offset, from 1. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of a line, without its end. */
  line(number: number): string {
    const from = this.#starts[number - 1];
    if (from === undefined) return '';
    const to = this.text.indexOf('\n', from);
    return this.text.slice(from, to < 0 ? undefined : to);
  }

  startOf(number: number): number {
    return this.#starts[number - 1] ?? this.text.length;
  }
}

const codeType = new TypeObject('code', objectType);

/** A region of instructions whose exceptions are handled: from, to (after the end), target, operands that stay on the stack. */
export type HandlerEntry = readonly [from: number, to: number, target: number, depth: number];

/** Instructions of a module, a function, a class body or a comprehension. It never changes. */
export class Code extends HeapObject {
  /** The name in tracebacks: `<module>`, `train`, `<listcomp>`. */
  readonly name: string;
  /** The name with its classes and functions: `Network.train`. */
  readonly path: string;
  readonly source: Source;
  readonly kind: 'module' | 'function' | 'class';
  readonly isGenerator: boolean;
  /** True for the prelude: its lines are not counted, stepped or shown. */
  readonly hidden: boolean;
  readonly ops: Uint8Array;
  readonly args: Int32Array;
  /** The places of instructions. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly consts: readonly Value[];
  readonly names: readonly string[];
  readonly handlers: readonly HandlerEntry[];
  /** Names of the slots: parameters, local variables, cells, free variables. */
  readonly slots: readonly string[];
  /** The count of parameters that can be given by position. */
  readonly positional: number;
  readonly positionalOnly: number;
  readonly keywordOnly: number;
  /** The slots of `*args` and `**kwargs`. */
  readonly star: number | undefined;
  readonly doubleStar: number | undefined;
  /** Slots that hold cells: a parameter's value is put in its cell when the function is called. */
  readonly cells: readonly number[];
  /** The first slot of free variables; they are the last slots. */
  readonly firstFree: number;
  readonly docstring: string | null;
  /** The annotated names of a class body, with the texts of their annotations. */
  readonly annotations: readonly (readonly [string, string])[];
  /** True when a call with `positional` arguments needs no more than to fill slots. */
  readonly isSimple: boolean;
  #traced: Uint8Array | undefined;

  constructor(parts: CodeParts) {
    super();
    this.name = parts.name;
    this.path = parts.path;
    this.source = parts.source;
    this.kind = parts.kind;
    this.isGenerator = parts.isGenerator;
    this.hidden = parts.hidden;
    this.ops = Uint8Array.from(parts.ops);
    this.args = Int32Array.from(parts.args);
    this.from = Int32Array.from(parts.from);
    this.to = Int32Array.from(parts.to);
    this.consts = parts.consts;
    this.names = parts.names;
    this.handlers = parts.handlers;
    this.slots = parts.slots;
    this.positional = parts.positional;
    this.positionalOnly = parts.positionalOnly;
    this.keywordOnly = parts.keywordOnly;
    this.star = parts.star;
    this.doubleStar = parts.doubleStar;
    this.cells = parts.cells;
    this.firstFree = parts.firstFree;
    this.docstring = parts.docstring;
    this.annotations = parts.annotations;
    this.isSimple = parts.star === undefined && parts.doubleStar === undefined && parts.keywordOnly === 0;
  }

  get type(): TypeObject {
    return codeType;
  }

  override copy(_copies: Copies): this {
    return this;
  }

  /** Instructions that let an observer look before each of them. */
  get traced(): Uint8Array {
    this.#traced ??= new Uint8Array(this.ops.length).fill(TRACE);
    return this.#traced;
  }

  lineOf(instruction: number): number {
    return this.source.lineAt(this.from[instruction] ?? 0);
  }

  placeOf(instruction: number): Place {
    return { from: this.from[instruction] ?? 0, to: this.to[instruction] ?? 0 };
  }
}

export interface CodeParts {
  readonly name: string;
  readonly path: string;
  readonly source: Source;
  readonly kind: Code['kind'];
  readonly isGenerator: boolean;
  readonly hidden: boolean;
  readonly ops: readonly number[];
  readonly args: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly consts: readonly Value[];
  readonly names: readonly string[];
  readonly handlers: readonly HandlerEntry[];
  readonly slots: readonly string[];
  readonly positional: number;
  readonly positionalOnly: number;
  readonly keywordOnly: number;
  readonly star: number | undefined;
  readonly doubleStar: number | undefined;
  readonly cells: readonly number[];
  readonly firstFree: number;
  readonly docstring: string | null;
  readonly annotations: readonly (readonly [string, string])[];
}
