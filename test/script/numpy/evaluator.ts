/*
 * Runs snippets of Python that use NumPy, statement by statement, on the syntax tree. It knows assignments, calls, operators, `for`
 * over a sequence and `with`: enough to compare the functions of `numpy` with recorded output, without the machine.
 */
import { Dict } from '../../../src/script/machine/collections.ts';
import { floatRepr } from '../../../src/script/machine/float-text.ts';
import {
  ELLIPSIS,
  Float,
  HeapObject,
  type Host,
  Iterator,
  List,
  Module,
  NativeFunction,
  NOT_IMPLEMENTED,
  RaisedError,
  Slice,
  Tuple,
  TypeObject,
  tupleType,
  typeOf,
  type Value,
} from '../../../src/script/machine/values.ts';
import { numpyModule } from '../../../src/script/numpy/module.ts';
import { parseModule } from '../../../src/script/syntax/module.ts';
import type { BinaryOperator, Expression, Statement } from '../../../src/script/syntax/tree.ts';

export interface Outcome {
  readonly output: string;
  readonly warnings: readonly string[];
  /** `ValueError: …` */
  readonly error: string | undefined;
}

export class TestHost implements Host {
  readonly version: 2 | 3;
  readonly seed = 1;
  output = '';
  readonly warnings: string[] = [];
  readonly states = new Map<string, HeapObject>();
  readonly files = new Map<string, Uint8Array>();
  constructor(version: 2 | 3 = 3) {
    this.version = version;
  }
  seedFor(own: number): number {
    return own;
  }
  printError(): void {}
  print(text: string): void {
    this.output += text;
  }
  warn(category: string, message: string): void {
    const text = `${category}: ${message}`;
    if (!this.warnings.includes(text)) this.warnings.push(text);
  }
  readFile(path: string): Uint8Array | undefined {
    return this.files.get(path);
  }
  reserve(bytes: number): void {
    if (bytes > 1e9) throw new RaisedError('MemoryError', 'too much');
  }
  spend(): void {}
  state<S extends HeapObject>(name: string, make: () => S): S {
    const found = this.states.get(name) ?? make();
    this.states.set(name, found);
    return found as S;
  }
}

export function run(source: string, host = new TestHost()): Outcome {
  try {
    runIn(source, new Map<string, Value>([['np', numpyModule(host.version)]]), host);
    return { output: host.output, warnings: host.warnings, error: undefined };
  } catch (error) {
    if (!(error instanceof RaisedError)) throw error;
    // The records name the built-in class that a script catches.
    const name = error.exception === 'UFuncTypeError' ? 'TypeError' : error.exception;
    return { output: host.output, warnings: host.warnings, error: `${name}: ${error.message}` };
  }
}

export function runIn(source: string, names: Map<string, Value>, host: TestHost): void {
  const parsed = parseModule(source);
  if (parsed.module === undefined) throw new Error(`the snippet does not parse: ${source}`);
  for (const statement of parsed.module.body) execute(statement, names, host);
}

type Names = Map<string, Value>;

function execute(statement: Statement, names: Names, host: TestHost): void {
  switch (statement.kind) {
    case 'expression':
      evaluate(statement.value, names, host);
      return;
    case 'assign': {
      const value = evaluate(statement.value, names, host);
      for (const target of statement.targets) assign(target, value, names, host);
      return;
    }
    case 'augmented': {
      const { target } = statement;
      const old = evaluate(target, names, host);
      const value = evaluate(statement.value, names, host);
      const made = typeOf(old).behaviour.inPlace?.(statement.operator, old, value, host) ?? NOT_IMPLEMENTED;
      assign(target, made === NOT_IMPLEMENTED ? binary(statement.operator, old, value, host) : made, names, host);
      return;
    }
    case 'for': {
      for (const item of itemsIn(evaluate(statement.iterable, names, host), host)) {
        assign(statement.target, item, names, host);
        for (const inner of statement.body) execute(inner, names, host);
      }
      return;
    }
    case 'pass':
      return;
    case 'if':
      for (const inner of truth(evaluate(statement.test, names, host), host) ? statement.body : statement.otherwise) {
        execute(inner, names, host);
      }
      return;
    case 'with': {
      const managers = statement.items.map((item) => evaluate(item.context, names, host));
      for (const manager of managers) callMethod(manager, '__enter__', [], host);
      try {
        for (const inner of statement.body) execute(inner, names, host);
      } finally {
        for (const manager of managers) callMethod(manager, '__exit__', [null, null, null], host);
      }
      return;
    }
    default:
      throw new Error(`the evaluator knows no ${statement.kind}`);
  }
}

function callMethod(object: Value, name: string, args: readonly Value[], host: Host): Value {
  return call(attribute(object, name, host), args, new Map(), host);
}

function* itemsIn(value: Value, host: Host): Generator<Value> {
  if (value instanceof List || value instanceof Tuple) yield* value.items;
  else {
    const iterator = value instanceof Iterator ? value : typeOf(value).behaviour.iterate!(value, host);
    for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) yield item;
  }
}

function assign(target: Expression, value: Value, names: Names, host: TestHost): void {
  switch (target.kind) {
    case 'name':
      names.set(target.name, value);
      return;
    case 'tuple':
    case 'list':
      for (const [i, item] of [...itemsIn(value, host)].entries()) assign(target.items[i]!, item, names, host);
      return;
    case 'attribute': {
      const object = evaluate(target.object, names, host);
      const setter = typeOf(object).setters.get(target.name);
      if (setter === undefined) throw new RaisedError('AttributeError', `no setter ${target.name}`);
      setter(object as never, value, host);
      return;
    }
    case 'subscript': {
      const object = evaluate(target.object, names, host);
      const index = evaluate(target.index, names, host);
      if (object instanceof List) object.items[index as number] = value;
      else typeOf(object).behaviour.setItem!(object, index, value, host);
      return;
    }
    default:
      throw new Error(`the evaluator assigns to no ${target.kind}`);
  }
}

function evaluate(expression: Expression, names: Names, host: TestHost): Value {
  const own = (inner: Expression): Value => evaluate(inner, names, host);
  switch (expression.kind) {
    case 'integer':
      return expression.value;
    case 'float':
      return new Float(expression.value);
    case 'string':
      return expression.value;
    case 'constant':
      return expression.value === 'ellipsis' ? ELLIPSIS : expression.value;
    case 'name': {
      const found = names.get(expression.name) ?? builtins.get(expression.name);
      if (found === undefined) throw new RaisedError('NameError', `name '${expression.name}' is not defined`);
      return found;
    }
    case 'tuple':
      return new Tuple(expression.items.map(own));
    case 'list':
      return new List(expression.items.map(own));
    case 'dict': {
      const made = new Dict();
      for (const { key, value } of expression.entries) made.set(own(key!), own(value));
      return made;
    }
    case 'unary': {
      const value = own(expression.operand);
      if (expression.operator === 'not') return !truth(value, host);
      if (value instanceof Float) return new Float(expression.operator === '-' ? -value.value : value.value);
      if (typeof value === 'number')
        return expression.operator === '-' ? 0 - value : expression.operator === '~' ? ~value : value;
      return typeOf(value).behaviour.unary!(expression.operator, value, host);
    }
    case 'binary':
      return binary(expression.operator, own(expression.left), own(expression.right), host);
    case 'comparison': {
      const operator = expression.operators[0]!;
      const left = own(expression.first);
      const right = own(expression.rest[0]!);
      if (operator === 'is' || operator === 'is not') return (left === right) === (operator === 'is');
      if (operator === 'in' || operator === 'not in') {
        return typeOf(right).behaviour.contains!(right, left, host) === (operator === 'in');
      }
      for (const type of [typeOf(left), typeOf(right)]) {
        const made = type.behaviour.compare?.(operator, left, right, host) ?? NOT_IMPLEMENTED;
        if (made !== NOT_IMPLEMENTED) return made;
      }
      const p = left instanceof Float ? left.value : left;
      const q = right instanceof Float ? right.value : right;
      return (p === q) === (operator === '==');
    }
    case 'conditional':
      return truth(own(expression.test), host) ? own(expression.whenTrue) : own(expression.whenFalse);
    case 'call': {
      const args: Value[] = [];
      const keywords = new Map<string, Value>();
      const callee = own(expression.callee);
      for (const argument of expression.arguments) {
        if (argument.kind === 'keyword') keywords.set(argument.name!, own(argument.value));
        else if (argument.kind === 'star') args.push(...itemsIn(own(argument.value), host));
        else args.push(own(argument.value));
      }
      return call(callee, args, keywords, host);
    }
    case 'attribute':
      return attribute(own(expression.object), expression.name, host);
    case 'subscript': {
      const object = own(expression.object);
      const index = own(expression.index);
      if (object instanceof List || object instanceof Tuple) return object.items[index as number]!;
      if (object instanceof Dict) return object.get(index) ?? null;
      const { getItem } = typeOf(object).behaviour;
      if (getItem === undefined)
        throw new RaisedError('TypeError', `'${typeOf(object).name}' object is not subscriptable`);
      return getItem(object, index, host);
    }
    case 'slice': {
      const part = (inner: Expression | undefined): Value => (inner === undefined ? null : own(inner));
      return new Slice(part(expression.start), part(expression.stop), part(expression.step));
    }
    case 'comprehension': {
      const made: Value[] = [];
      const clause = expression.clauses[0]!;
      for (const item of itemsIn(own(clause.iterable), host)) {
        assign(clause.target, item, names, host);
        made.push(own(expression.item));
      }
      return new List(made);
    }
    default:
      throw new Error(`the evaluator knows no ${expression.kind}`);
  }
}

function truth(value: Value, host: Host): boolean {
  return value instanceof HeapObject ? (value.type.behaviour.truth?.(value, host) ?? true) : Boolean(value);
}

function binary(operator: BinaryOperator, left: Value, right: Value, host: Host): Value {
  for (const type of [typeOf(left), typeOf(right)]) {
    const made = type.behaviour.binary?.(operator, left, right, host) ?? NOT_IMPLEMENTED;
    if (made !== NOT_IMPLEMENTED) return made;
  }
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  const x = left instanceof Float ? left.value : left;
  const y = right instanceof Float ? right.value : right;
  if (typeof x === 'number' && typeof y === 'number') {
    const isFloat = left instanceof Float || right instanceof Float || operator === '/';
    const value =
      { '+': x + y, '-': x - y, '*': x * y, '/': x / y, '**': x ** y, '//': Math.floor(x / y), '%': x % y }[
        operator as string
      ] ?? 0;
    return isFloat ? new Float(value) : value;
  }
  if (left instanceof List && typeof right === 'number')
    return new List(Array.from({ length: right }, () => left.items).flat());
  if (left instanceof List && right instanceof List) return new List([...left.items, ...right.items]);
  throw new RaisedError(
    'TypeError',
    `unsupported operand type(s) for ${operator}: '${typeOf(left).name}' and '${typeOf(right).name}'`,
  );
}

export function attribute(object: Value, name: string, host: Host): Value {
  if (object instanceof Module) {
    const found = object.names.get(name);
    if (found === undefined)
      throw new RaisedError('AttributeError', `module '${object.name}' has no attribute '${name}'`);
    return found;
  }
  if (object instanceof TypeObject && name === '__name__') return object.name.slice(object.name.lastIndexOf('.') + 1);
  for (let type: TypeObject | undefined = typeOf(object); type !== undefined; type = type.base) {
    const getter = type.getters.get(name);
    if (getter !== undefined) return getter(object as never, host);
    const found = type.attributes.get(name);
    if (found instanceof NativeFunction) {
      return new NativeFunction(name, (args, keywords) => found.call([object, ...args], keywords, host));
    }
    if (found !== undefined) return found;
  }
  if (object instanceof TypeObject) return object.attributes.get(name)!;
  throw new RaisedError('AttributeError', `'${typeOf(object).name}' object has no attribute '${name}'`);
}

function call(callee: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value>, host: Host): Value {
  if (callee instanceof NativeFunction) return callee.call(args, keywords, host);
  if (callee instanceof TypeObject) return callee.construct!(args, keywords, host);
  return typeOf(callee).behaviour.call!(callee, args, keywords, host);
}

export function repr(value: Value, host: Host): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.includes("'") ? `"${value}"` : `'${value}'`;
  if (value instanceof Float) return floatRepr(value.value);
  if (value instanceof List) return `[${value.items.map((item) => repr(item, host)).join(', ')}]`;
  if (value instanceof Tuple && value.type === tupleType) {
    return `(${value.items.map((item) => repr(item, host)).join(', ')}${value.items.length === 1 ? ',' : ''})`;
  }
  if (value instanceof Dict) {
    return `{${[...value.entries.values()].map(({ key, value: item }) => `${repr(key, host)}: ${repr(item, host)}`).join(', ')}}`;
  }
  if (value instanceof TypeObject) return `<class '${value.name}'>`;
  return value.type.behaviour.repr?.(value, host, (item) => repr(item, host)) ?? `<${value.type.name} object>`;
}

function str(value: Value, host: Host): string {
  if (typeof value === 'string') return value;
  if (value instanceof HeapObject) {
    return value.type.behaviour.str?.(value, host, (item) => repr(item, host)) ?? repr(value, host);
  }
  return repr(value, host);
}

import { boolType, floatType, intType, objectType, strType } from '../../../src/script/machine/values.ts';

const builtins = new Map<string, Value>([
  [
    'print',
    new NativeFunction('print', (args, _keywords, host) => {
      host.print(`${args.map((arg) => str(arg, host)).join(' ')}\n`);
      return null;
    }),
  ],
  ['slice', new NativeFunction('slice', ([start, stop]) => new Slice(start!, stop ?? null, null))],
  ['repr', new NativeFunction('repr', ([value], _keywords, host) => repr(value!, host))],
  ['str', strType],
  ['float', floatType],
  ['int', intType],
  ['bool', boolType],
  ['object', objectType],
  ['type', new NativeFunction('type', ([value]) => typeOf(value!))],
  [
    'len',
    new NativeFunction('len', ([value], _keywords, host) =>
      value instanceof List || value instanceof Tuple
        ? value.items.length
        : typeOf(value!).behaviour.length!(value!, host),
    ),
  ],
  ['list', new NativeFunction('list', ([value], _keywords, host) => new List([...itemsIn(value!, host)]))],
  [
    'range',
    new NativeFunction('range', (args) => {
      const [first, second] = args as number[];
      const from = second === undefined ? 0 : first!;
      const to = second ?? first!;
      return new List(Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i));
    }),
  ],
]);
floatType.construct ??= ([value], _keywords, host) =>
  new Float(
    value instanceof HeapObject
      ? typeOf(value).behaviour.asFloat!(value, host)
      : Number(value instanceof Float ? value.value : value),
  );
intType.construct ??= ([value], _keywords, host) =>
  value instanceof HeapObject
    ? typeOf(value).behaviour.asInt!(value, host)
    : Math.trunc(value instanceof Float ? value.value : Number(value));
boolType.construct ??= ([value], _keywords, host) => truth(value!, host);
strType.construct ??= ([value], _keywords, host) => str(value!, host);
