/*
 * An emitter of WebAssembly modules: the instructions that compiled programs use, as functions that return code.
 *
 *     const module = new ModuleWriter();
 *     module.exported('twice', [F64], [F64], (f) => f64.add(f.parameter(0).get, f.parameter(0).get));
 *     new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), {}).exports.twice(4);   // 8
 *
 * Numbers of opcodes: WebAssembly Core Specification 2.0, section 5.4. Longer than other files: the instructions are one list, type by
 * type.
 */

/** Instructions as bytes. Code is nested, so that it is put together without copying. */
export type Code = number | readonly Code[];

/** Types of values, by their bytes. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F64 = 0x7c;
export const V128 = 0x7b;
export type ValueType = typeof I32 | typeof I64 | typeof F64 | typeof V128;

/** An unsigned whole number in LEB128. */
export function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) | 0x80);
    left = Math.floor(left / 0x80);
  }
  bytes.push(left);
  return bytes;
}

/** A signed whole number in LEB128. */
export function signed(value: number | bigint): readonly number[] {
  const bytes: number[] = [];
  let left = BigInt(value);
  for (;;) {
    const low = Number(left & 0x7fn);
    left >>= 7n;
    const isLast = (left === 0n && low < 0x40) || (left === -1n && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const scratch = new DataView(new ArrayBuffer(8));

function bytesOfDouble(value: number): readonly number[] {
  scratch.setFloat64(0, value, true);
  return Array.from({ length: 8 }, (_, at) => scratch.getUint8(at));
}

const one =
  (opcode: number) =>
  (x: Code): Code => [x, opcode];
const two =
  (opcode: number) =>
  (x: Code, y: Code): Code => [x, y, opcode];
const vectorOpcode = (opcode: number): Code => [0xfd, unsigned(opcode)];
const oneVector =
  (opcode: number) =>
  (x: Code): Code => [x, vectorOpcode(opcode)];
const twoVectors =
  (opcode: number) =>
  (x: Code, y: Code): Code => [x, y, vectorOpcode(opcode)];

/** The same of 4 bytes. */
const at4 = (offset: number): Code => [2, unsigned(offset)];
/** The operand of a load or a store: an alignment of 8 bytes, and an offset in bytes. */
const at = (offset: number): Code => [3, unsigned(offset)];
const load =
  (opcode: number) =>
  (address: Code, offset: number): Code => [address, vectorOpcode(opcode), at(offset)];

export const i32 = {
  /** From 2^31 on, as in an address, a number has the bits of a negative one. */
  const: (value: number): Code => [0x41, signed(value | 0)],
  isZero: one(0x45),
  eq: two(0x46),
  ne: two(0x47),
  lt: two(0x48),
  gt: two(0x4a),
  le: two(0x4c),
  leUnsigned: two(0x4d),
  ge: two(0x4e),
  add: two(0x6a),
  sub: two(0x6b),
  mul: two(0x6c),
  and: two(0x71),
  or: two(0x72),
  xor: two(0x73),
  shl: two(0x74),
  shr: two(0x75),
  /** Truncates towards 0; NaN gives 0, and numbers out of range the nearest whole number. */
  truncate: (x: Code): Code => [x, 0xfc, unsigned(2)],
  wrap: one(0xa7),
};

export const i64 = {
  const: (value: bigint): Code => [0x42, signed(value)],
  isZero: one(0x50),
  lt: two(0x53),
  gt: two(0x55),
  ge: two(0x59),
  leadingZeros: one(0x79),
  add: two(0x7c),
  sub: two(0x7d),
  mul: two(0x7e),
  remainderUnsigned: two(0x82),
  and: two(0x83),
  or: two(0x84),
  shl: two(0x86),
  shr: two(0x87),
  shrUnsigned: two(0x88),
  extend: one(0xac),
  bitsOf: one(0xbd),
};

export const f64 = {
  const: (value: number): Code => [0x44, bytesOfDouble(value)],
  load: (address: Code, offset: number): Code => [address, 0x2b, at(offset)],
  store: (address: Code, offset: number, value: Code): Code => [address, value, 0x39, at(offset)],
  eq: two(0x61),
  ne: two(0x62),
  lt: two(0x63),
  gt: two(0x64),
  le: two(0x65),
  ge: two(0x66),
  abs: one(0x99),
  neg: one(0x9a),
  floor: one(0x9c),
  trunc: one(0x9d),
  sqrt: one(0x9f),
  add: two(0xa0),
  sub: two(0xa1),
  mul: two(0xa2),
  div: two(0xa3),
  min: two(0xa4),
  max: two(0xa5),
  fromInt: one(0xb7),
  fromSingle: one(0xbb),
  fromBits: one(0xbf),
};

/** Numbers of 32 bits. */
export const f32 = {
  load: (address: Code, offset: number): Code => [address, 0x2a, at4(offset)],
  store: (address: Code, offset: number, value: Code): Code => [address, value, 0x38, at4(offset)],
  /** Rounded. */
  fromDouble: one(0xb6),
};

/** Vectors of four floats of 32 bits. */
export const f32x4 = {
  /** The same float in all lanes. */
  loadSplat: (address: Code, offset: number): Code => [address, vectorOpcode(0x09), at4(offset)],
  storeLane: (address: Code, offset: number, vector: Code, lane: number): Code => [
    address,
    vector,
    vectorOpcode(0x5a),
    at4(offset),
    lane,
  ],
  eq: twoVectors(0x41),
  ne: twoVectors(0x42),
  lt: twoVectors(0x43),
  gt: twoVectors(0x44),
  le: twoVectors(0x45),
  ge: twoVectors(0x46),
  floor: oneVector(0x68),
  abs: oneVector(0xe0),
  neg: oneVector(0xe1),
  sqrt: oneVector(0xe3),
  add: twoVectors(0xe4),
  sub: twoVectors(0xe5),
  mul: twoVectors(0xe6),
  div: twoVectors(0xe7),
  max: twoVectors(0xe9),
  /** Two doubles, rounded, in the first two lanes. */
  fromDoubles: oneVector(0x5e),
  /** The first two lanes as doubles. */
  toDoubles: oneVector(0x5f),
};

/** Vectors of two doubles. A comparison gives all bits, or none, of a lane. */
export const f64x2 = {
  const: (low: number, high = low): Code => [vectorOpcode(0x0c), bytesOfDouble(low), bytesOfDouble(high)],
  splat: oneVector(0x14),
  lane: (vector: Code, lane: 0 | 1): Code => [vector, vectorOpcode(0x21), lane],
  withLane: (vector: Code, lane: 0 | 1, value: Code): Code => [vector, value, vectorOpcode(0x22), lane],
  eq: twoVectors(0x47),
  ne: twoVectors(0x48),
  lt: twoVectors(0x49),
  gt: twoVectors(0x4a),
  le: twoVectors(0x4b),
  ge: twoVectors(0x4c),
  abs: oneVector(0xec),
  neg: oneVector(0xed),
  sqrt: oneVector(0xef),
  add: twoVectors(0xf0),
  sub: twoVectors(0xf1),
  mul: twoVectors(0xf2),
  div: twoVectors(0xf3),
  min: twoVectors(0xf4),
  max: twoVectors(0xf5),
  /** y where it is larger than x, otherwise x: one instruction, which `max` is not. */
  largerOf: twoVectors(0xf7),
  /** y where it is smaller than x, otherwise x. */
  smallerOf: twoVectors(0xf6),
  floor: oneVector(0x75),
  trunc: oneVector(0x7a),
};

export const v128 = {
  load: load(0x00),
  /** The same double in both lanes. */
  loadSplat: load(0x0a),
  /** A double in the first lane, and 0 in the second. */
  loadFirst: load(0x5d),
  loadSecond: (address: Code, offset: number, vector: Code): Code => [
    address,
    vector,
    vectorOpcode(0x57),
    at(offset),
    1,
  ],
  store: (address: Code, offset: number, vector: Code): Code => [address, vector, vectorOpcode(0x0b), at(offset)],
  storeFirst: (address: Code, offset: number, vector: Code): Code => [
    address,
    vector,
    vectorOpcode(0x5b),
    at(offset),
    0,
  ],
  /** Lanes of two vectors, 0 and 1 of the first, 2 and 3 of the second. */
  shuffle: (x: Code, y: Code, first: number, second: number): Code => [
    x,
    y,
    vectorOpcode(0x0d),
    [first, second].flatMap((lane) => Array.from({ length: 8 }, (_, byte) => 8 * lane + byte)),
  ],
  constBits: (bits: bigint): Code => {
    scratch.setBigUint64(0, BigInt.asUintN(64, bits), true);
    const bytes = Array.from({ length: 8 }, (_, byte) => scratch.getUint8(byte));
    return [vectorOpcode(0x0c), bytes, bytes];
  },
  not: oneVector(0x4d),
  and: twoVectors(0x4e),
  /** The bits of x that y lacks. */
  andNot: twoVectors(0x4f),
  or: twoVectors(0x50),
  xor: twoVectors(0x51),
  /** x where the mask is set, otherwise y. */
  select: (x: Code, y: Code, mask: Code): Code => [x, y, mask, vectorOpcode(0x52)],
  anyTrue: oneVector(0x53),
};

export const i64x2 = {
  lane: (vector: Code, lane: 0 | 1): Code => [vector, vectorOpcode(0x1d), lane],
  eq: twoVectors(0xd6),
  allTrue: oneVector(0xc3),
  shl: (x: Code, by: number): Code => [x, i32.const(by), vectorOpcode(0xcb)],
  /** Repeats the sign. */
  shr: (x: Code, by: number): Code => [x, i32.const(by), vectorOpcode(0xcc)],
  shrUnsigned: (x: Code, by: number): Code => [x, i32.const(by), vectorOpcode(0xcd)],
  add: twoVectors(0xce),
  sub: twoVectors(0xd1),
};

const NO_RESULT = 0x40;
const END = 0x0b;

/** Runs `then` where a condition is not 0, otherwise `otherwise`. Both leave values of the type, if there is one. */
export function when(condition: Code, then: Code, otherwise?: Code, type?: ValueType): Code {
  return [condition, 0x04, type ?? NO_RESULT, then, otherwise === undefined ? [] : [0x05, otherwise], END];
}

/** The value `x` where a condition is not 0, otherwise `y`: both are computed. */
export function select(x: Code, y: Code, condition: Code): Code {
  return [x, y, condition, 0x1b];
}

/** Runs a body again as long as a condition, computed after it, is not 0. */
export function repeat(body: Code, condition: Code): Code {
  return [0x03, NO_RESULT, body, condition, 0x0d, 0, END];
}

export const returned = (value: Code): Code => [value, 0x0f];

/** A local variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
  /** Sets the variable, and leaves the value. */
  tee(value: Code): Code;
}

/** A function that code can call. */
export interface Callee {
  call(...values: readonly Code[]): Code;
}

/** Allocates the local variables of a function. */
export class FunctionWriter {
  readonly #parameters: readonly ValueType[];
  readonly #locals: ValueType[] = [];

  constructor(parameters: readonly ValueType[]) {
    this.#parameters = parameters;
  }

  parameter(index: number): Local {
    return localAt(index);
  }

  local(type: ValueType): Local {
    this.#locals.push(type);
    return localAt(this.#parameters.length + this.#locals.length - 1);
  }

  /** The bytes of the function with its body. */
  bytes(body: Code): readonly number[] {
    // Runs of the same type are declared together.
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    const all = flat([vectorOf(runs.map(({ type, count }) => [unsigned(count), type])), body, END]);
    return flat([unsigned(all.length), all]);
  }
}

function localAt(index: number): Local {
  const number = unsigned(index);
  return {
    get: [0x20, number],
    set: (value) => [value, 0x21, number],
    tee: (value) => [value, 0x22, number],
  };
}

interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A module under construction. Imports come from `env`; all of them must be declared before the first function. */
export class ModuleWriter {
  readonly #imports: { readonly name: string; readonly signature: Signature }[] = [];
  readonly #functions: { readonly signature: Signature; readonly bytes: readonly number[]; readonly name?: string }[] =
    [];
  readonly #data: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  readonly #pages: number;

  /** @param pages the least size of the memory, which is imported as `memory`: pages of 64 KiB. */
  constructor(pages = 0) {
    this.#pages = pages;
  }

  imported(name: string, parameters: readonly ValueType[], results: readonly ValueType[]): Callee {
    if (this.#functions.length > 0) throw new RangeError('imports come before functions');
    this.#imports.push({ name, signature: { parameters, results } });
    return calleeAt(this.#imports.length - 1);
  }

  /** Adds a function that only this module calls. */
  private(parameters: readonly ValueType[], results: readonly ValueType[], build: (f: FunctionWriter) => Code): Callee {
    return this.#add({ parameters, results }, build);
  }

  /** Adds a function that JavaScript calls by its name. */
  exported(
    name: string,
    parameters: readonly ValueType[],
    results: readonly ValueType[],
    build: (f: FunctionWriter) => Code,
  ): Callee {
    return this.#add({ parameters, results }, build, name);
  }

  /** Bytes that an instance of the module writes into its memory, from the byte `at` on. */
  data(at: number, bytes: Uint8Array): void {
    this.#data.push({ at, bytes });
  }

  #add(signature: Signature, build: (f: FunctionWriter) => Code, name?: string): Callee {
    const writer = new FunctionWriter(signature.parameters);
    const bytes = writer.bytes(build(writer));
    this.#functions.push({ signature, bytes, ...(name === undefined ? {} : { name }) });
    return calleeAt(this.#imports.length + this.#functions.length - 1);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const signatures = [...this.#imports, ...this.#functions].map(({ signature }) => signature);
    const imports = this.#imports.map(({ name }, type): Code => [text('env'), text(name), 0, unsigned(type)]);
    if (this.#pages > 0) imports.push([text('env'), text('memory'), 2, 0, unsigned(this.#pages)]);
    const exports = this.#functions.flatMap(({ name }, index): readonly Code[] =>
      name === undefined ? [] : [[text(name), 0, unsigned(this.#imports.length + index)]],
    );
    // Each function has its own type, by its index.
    const sections: readonly Code[] = [
      section(
        1,
        signatures.map(({ parameters, results }) => [0x60, vectorOf(parameters), vectorOf(results)]),
      ),
      section(2, imports),
      section(
        3,
        this.#functions.map((_, index) => unsigned(this.#imports.length + index)),
      ),
      section(7, exports),
      section(
        10,
        this.#functions.map(({ bytes }) => bytes),
      ),
      section(
        11,
        this.#data.map(({ at, bytes }) => [0, i32.const(at), END, vectorOf([...bytes])]),
      ),
    ];
    return Uint8Array.from(flat([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, sections]));
  }
}

function calleeAt(index: number): Callee {
  return { call: (...values) => [values, 0x10, unsigned(index)] };
}

function section(id: number, items: readonly Code[]): Code {
  if (items.length === 0) return [];
  const bytes = flat(vectorOf(items));
  return [id, unsigned(bytes.length), bytes];
}

function vectorOf(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function text(value: string): Code {
  return vectorOf([...value].map((character) => character.charCodeAt(0)));
}

function flat(code: Code): readonly number[] {
  const bytes: number[] = [];
  const visit = (part: Code): void => {
    if (typeof part === 'number') bytes.push(part);
    else for (let i = 0; i < part.length; i++) visit(part[i] as Code);
  };
  visit(code);
  return bytes;
}
