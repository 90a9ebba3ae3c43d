/*
 * The state of a run between two instructions. All of it is here: frames, operands, modules, random streams. Functions of the other
 * files work on it; none of them keeps anything. One file, since it is one class.
 */
import { MOST_MEMORY, memoryError } from './bounds.ts';
import { type ClassObject, ExceptionObject, Instance } from './classes.ts';
import type { Code } from './code.ts';
import { exceptionClasses } from './exceptions.ts';
import { Frame } from './frame.ts';
import type { FunctionObject } from './functions.ts';
import { reachableBytes, searchObjects } from './memory.ts';
import { Output } from './output.ts';
import { Seeds, type UsedSeed } from './seeds.ts';
import { type HeapObject, type Host, LIST_BYTES, type Module, RaisedError, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';
import { actionFor } from './warnings.ts';

/** The bounds of a run. */
export interface Limits {
  /** Bytes of all objects, about. */
  readonly memory: number;
  readonly recursion: number;
}
export const defaultLimits: Limits = { memory: MOST_MEMORY, recursion: 1000 };

/** Where a script runs: its names, its folder, its rules. */
export interface Environment {
  readonly version: 2 | 3;
  /** The seed of random streams that the script does not seed. */
  readonly seed: number;
  /** The number in place of the first seed that the script gives. */
  readonly namedSeed: number | undefined;
  /** Built-in values by name. */
  readonly builtins: ReadonlyMap<string, Value>;
  /** A new module written in TypeScript; undefined when there is none of this name. */
  makeModule(name: string): Module | undefined;
  /** Reads a file of the script's folder. */
  readFile(path: string): Uint8Array | undefined;
  /** Functions written in Python that stand in for those written in TypeScript, by name. */
  readonly prelude: ReadonlyMap<string, FunctionObject>;
  readonly limits: Limits;
  /** Compiles a file of the script's folder, to import it. @throws RaisedError with a syntax error. */
  compile(source: Uint8Array, file: string, module: ScriptModule): Code;
  /** The code of a module of the library that is written in Python; undefined when there is none of this name. */
  compileLibrary(name: string, module: ScriptModule): Code | undefined;
}

/** Lines, calls and jumps back between two counts of memory. */
export const COUNTED_UNITS = 2 ** 16;
/** Bytes that a line, a call or a jump back may have added to what is kept, about. */
const BYTES_OF_UNIT = 128;

/** An exception on its way through the frames of JavaScript. */
export class Thrown {
  readonly exception: ExceptionObject;
  constructor(exception: ExceptionObject) {
    this.exception = exception;
  }
}

/** Thrown where a state that only reads would run code that may change something. */
export class CallsScript extends Error {}

/** Thrown by a call of `input` that has no answer yet. */
export class Suspended {
  readonly prompt: string;
  constructor(prompt: string) {
    this.prompt = prompt;
  }
}

/** The name of the state that holds the seeds; no module has it. */
const SEEDS = '.seeds';

/** The work to fill a byte of a large array, or to look through a byte of an object, in multiplications. */
const WORK_A_BYTE = 0.25;

export class State implements Host {
  readonly environment: Environment;
  readonly version: 2 | 3;
  readonly seed: number;
  /** Slots and operands of all frames. Its size at the beginning saves the time to grow. */
  stack: (Value | undefined)[] = new Array(1024).fill(undefined);
  sp = 0;
  readonly frames: Frame[] = [];
  /** The index of the frame that runs; −1 at the end. */
  depth = -1;
  /** Executed lines. */
  lines = 0;
  /** Executed lines at which the run stops before the next one. */
  stopAt = Number.POSITIVE_INFINITY;
  /** True where `tapped` stops the run before this line, whatever its destination. */
  stops = false;
  /** Jumps back, calls and lines that may still be executed in this piece. */
  fuel = 0;
  /** The exception that is being handled. */
  handled: ExceptionObject | null = null;
  /** The exception that has ended the run. */
  uncaught: ExceptionObject | null = null;
  modules = new Map<string, Module>();
  states = new Map<string, HeapObject>();
  readonly output = new Output();
  /** The number of the next object, for its address. */
  nextId = 1;
  /** Python 2: the next print statement begins with a space. */
  softSpace = false;
  /** Bytes of live objects when they were last counted, and of those made since. */
  allocated = 0;
  /**
   * The work of operations on large arrays, in multiplications. The current piece of a run resets it. It begins as a double: V8
   * would drop the compiled code of all that reads a state when the field gets its first fraction.
   */
  work = -0;
  /** Lines, calls and jumps back that have been executed. */
  units = 0;
  /** Answers to `input`, and how many of them have been read. */
  readonly answers: string[] = [];
  answered = 0;
  prompted = false;
  /** True where answers are printed after their prompts, as a terminal shows what is typed. */
  echoes = false;
  /** Called before each instruction, while an observer is there. */
  observe: ((state: State) => void) | undefined;
  /** Called before the instructions that are TRACE in `taps`; the rest of the run is as fast as without it. */
  tapped: ((state: State) => void) | undefined;
  /** True where the next instruction is a call that `tapped` has seen: the last piece has ended before it. */
  hasSeen = false;
  /** Called before an exception goes to its handler: the calls that it leaves are still there. */
  unwinding: ((state: State) => void) | undefined;
  /** Operations of codes with TRACE at some instructions. */
  taps: ReadonlyMap<Code, Uint8Array> | undefined;
  /** True while an expression is evaluated that is no part of the script: it prints nothing. */
  muted = false;
  /**
   * Present where nothing may change a value of the script. True for a built-in function that changes nothing with this count of
   * arguments; CallsScript is thrown in place of other calls.
   */
  reads: ((name: string, count: number) => boolean) | undefined;
  /** Hears printed text at once. */
  heard: ((text: string) => void) | undefined;
  /** Hears text on standard error at once. It is among the printed text, too. */
  heardError: ((text: string) => void) | undefined;
  /** Warnings that have been shown: each one once for each line. */
  warnings = new Set<string>();
  /** Hears the text of a warning at once. */
  heardWarning: ((text: string) => void) | undefined;

  constructor(environment: Environment) {
    this.environment = environment;
    this.version = environment.version;
    this.seed = environment.seed;
  }

  print(text: string): void {
    if (this.muted) return;
    this.output.append(text);
    this.heard?.(text);
  }

  printError(text: string): void {
    if (this.muted) return;
    this.output.append(text);
    this.heardError?.(text);
  }

  warn(category: string, message: string): void {
    if (this.muted) return;
    const action = actionFor(this, category, message);
    if (action === 'ignore') return;
    if (action === 'error') throw new RaisedError(category, message);
    const { code, ip, module } = this.#frameOfScript;
    // Python shows this category for code of the script itself only.
    if (category === 'DeprecationWarning' && module.name !== '__main__') return;
    const line = code.lineOf(ip - 1);
    const text = `${code.source.file}:${line}: ${category}: ${message}\n  ${code.source.line(line).trim()}\n`;
    if (this.warnings.has(text)) return;
    this.warnings.add(text);
    this.heardWarning?.(text);
  }

  seedFor(own: number): number {
    const { code, ip } = this.#frameOfScript;
    const seeds = this.state(SEEDS, () => new Seeds());
    return seeds.use(own, this.environment.namedSeed, code.source.file, code.lineOf(ip - 1));
  }

  /** The seeds that the script has given so far. */
  get seeds(): readonly UsedSeed[] {
    const seeds = this.states.get(SEEDS);
    return seeds instanceof Seeds ? seeds.lines : [];
  }

  /** The innermost call of the script itself. */
  get #frameOfScript(): Frame {
    let at = this.depth;
    while (at > 0 && (this.frames[at] as Frame).code.hidden) at--;
    return this.frames[at] as Frame;
  }

  readFile(path: string): Uint8Array | undefined {
    return this.environment.readFile(path);
  }

  spend(multiplications: number): void {
    this.work += multiplications;
  }

  reserve(bytes: number): void {
    this.work += bytes * WORK_A_BYTE;
    const { memory } = this.environment.limits;
    if (this.allocated + bytes > memory) {
      // Objects that the script has left are no longer counted. Counting takes time: it must free a fifth of the memory.
      if (bytes <= memory) this.allocated = this.liveBytes();
      if (this.allocated + bytes > memory || this.allocated > 0.8 * memory) {
        throw memoryError(bytes, memory);
      }
    }
    this.allocated += bytes;
  }

  /** Counts a new list: a list of millions of lists is large, too. */
  countList(length: number): void {
    this.allocated += LIST_BYTES + 8 * length;
    if (this.allocated > this.environment.limits.memory) this.reserve(LIST_BYTES + 8 * length);
  }

  /** Counts a new text; any other value is not counted here. */
  countText(text: Value): void {
    if (typeof text !== 'string') return;
    this.allocated += 2 * text.length;
    if (this.allocated > this.environment.limits.memory) this.reserve(2 * text.length);
  }

  /**
   * Counts work: each line, call and jump back may have made a small object that is kept, such as an entry of a dict. Memory is counted at
   * multiples of COUNTED_UNITS only, so that a run meets its bound at the same instruction however it is divided into pieces.
   * @throws RaisedError where the memory is full
   */
  countUnits(units: number): void {
    const before = Math.floor(this.units / COUNTED_UNITS);
    this.units += units;
    if (Math.floor(this.units / COUNTED_UNITS) === before) return;
    this.allocated += COUNTED_UNITS * BYTES_OF_UNIT;
    if (this.allocated > this.environment.limits.memory) this.reserve(0);
  }

  /** The bytes of all objects that the script can still reach, about. */
  liveBytes(): number {
    return reachableBytes(this.#reachable());
  }

  /** True when the script can still reach an object. The search is work. */
  reaches(object: HeapObject): boolean {
    let isFound = false;
    const bytes = searchObjects(this.#reachable(), (own) => {
      isFound = own === object;
      return isFound;
    });
    this.work += bytes * WORK_A_BYTE;
    return isFound;
  }

  /** Visits all objects that the script can still reach. */
  visitObjects(take: (object: HeapObject) => void): void {
    searchObjects(this.#reachable(), (own) => {
      take(own);
      return false;
    });
  }

  /** All values that the script reaches at once. */
  *#reachable(): Iterable<Value | undefined> {
    for (let i = 0; i < this.sp; i++) yield this.stack[i];
    for (let i = 0; i <= this.depth; i++) {
      const { extra, names, fallback } = this.frames[i] as Frame;
      yield extra;
      yield fallback;
      yield* names?.values() ?? [];
    }
    yield* this.modules.values();
    yield* this.states.values();
  }

  state<S extends HeapObject>(name: string, make: () => S): S {
    let state = this.states.get(name);
    if (state === undefined) {
      state = make();
      this.states.set(name, state);
    }
    return state as S;
  }

  get frame(): Frame {
    return this.frames[this.depth] as Frame;
  }

  /** Makes a frame the running one; its caller sets the rest. */
  push(code: Code, module: ScriptModule, base: number, ret: number, kind: number, extra: HeapObject | null): Frame {
    if (this.reads !== undefined && this.depth >= 0) throw new CallsScript();
    if (this.depth + 1 >= this.environment.limits.recursion) {
      throw new RaisedError(
        'RecursionError',
        'maximum recursion depth exceeded',
        'A function calls itself again and again: it needs a case in which it does not.',
      );
    }
    let frame = this.frames[++this.depth];
    if (frame === undefined) {
      frame = new Frame();
      this.frames.push(frame);
    }
    frame.code = code;
    frame.ip = 0;
    frame.base = base;
    frame.ret = ret;
    frame.kind = kind;
    frame.module = module;
    frame.extra = extra;
    frame.names = null;
    return frame;
  }

  /** A new exception of a built-in class. */
  exception(name: string, message: string, advice?: string): ExceptionObject {
    if (name === 'ModuleNotFoundError' && this.version === 2) {
      return this.exception('ImportError', message.replace(/^No module named '(.*)'$/, 'No module named $1'), advice);
    }
    const made = this.make(name, message === '' ? [] : [message]);
    made.advice = advice;
    return made;
  }

  make(name: string, args: readonly Value[]): ExceptionObject {
    const cls = exceptionClasses.get(name) ?? (exceptionClasses.get('RuntimeError') as ClassObject);
    return new ExceptionObject(cls, this.nextId++, args);
  }

  instance(cls: ClassObject): Instance {
    if ((this.nextId & 1023) === 0) this.reserve(1024 * 400);
    return new Instance(cls, this.nextId++);
  }
}

export function typeError(message: string, advice?: string): RaisedError {
  return new RaisedError('TypeError', message, advice);
}

/** A script module with the names that every module has. */
export function newModule(environment: Environment, name: string, file: string): ScriptModule {
  const module = new ScriptModule(name, environment.builtins);
  module.set('__name__', name);
  module.set('__file__', file);
  module.set('__doc__', null);
  return module;
}
