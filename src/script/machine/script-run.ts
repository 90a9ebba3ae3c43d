/* The run of a script, as a debugger sees it: where it is, what it knows, forward and back. */
import type { Module as Tree } from '../syntax/tree.ts';
import type { ExceptionObject } from './classes.ts';
import { compileModule } from './compile.ts';
import { type EnvironmentOptions, makeEnvironment } from './environment.ts';
import { execute } from './execute.ts';
import { ENDS, type Frame, variablesIn } from './frame.ts';
import { goTo, type Moment, momentOf } from './moment.ts';
import { LINE } from './opcodes.ts';
import { COUNTED_UNITS, newModule, State } from './state.ts';
import { tracebackText } from './traceback.ts';
import { raise } from './unwind.ts';
import { List, RaisedError, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';

export interface ScriptOptions extends EnvironmentOptions {
  /** The name of the file, in tracebacks and as `sys.argv[0]`. */
  readonly file: string;
  readonly arguments?: readonly string[];
}

/** A destination of a run. */
export type Until =
  /** The next executed line, wherever it is. */
  | { readonly kind: 'line' }
  /** The next executed line of this call or of one of its callers. */
  | { readonly kind: 'over' }
  /** The next executed line of a caller. */
  | { readonly kind: 'out' }
  /** This count of executed lines. */
  | { readonly kind: 'lines'; readonly lines: number }
  | { readonly kind: 'end' };

export type Stopped =
  /** The destination is reached: the next line has not run yet. */
  | 'reached'
  /** The piece of work is done; call again to continue. */
  | 'piece'
  /** `input` waits for `answer`. */
  | 'input'
  | 'ended';

/** The end of a script. */
export type Ending =
  | { readonly kind: 'finished' }
  | { readonly kind: 'exit'; readonly code: number; readonly message: string | undefined }
  | { readonly kind: 'exception'; readonly exception: ExceptionObject };

/** A call of the stack, as it is shown. */
export interface CallView {
  /** `<module>`, `train`. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** The statement or call that is executed. */
  readonly place: { readonly from: number; readonly to: number };
  /** The variables of the call; for a module, the global ones. */
  readonly variables: ReadonlyMap<string, Value>;
}

/** The name of the module that the script is. */
const MAIN = '__main__';

export class ScriptRun {
  readonly state: State;

  /** A run before its first line; or one in a state that another run has made. */
  constructor(tree: Tree, options: ScriptOptions);
  constructor(state: State);
  constructor(from: Tree | State, options?: ScriptOptions) {
    this.state = from instanceof State ? from : stateBefore(from, options as ScriptOptions);
  }

  /**
   * Another run of this script, at a moment of this one. It prints nothing, warns of nothing, and reads the answers that were given
   * here. Nothing that it does changes this run.
   */
  beside(moment: Moment): ScriptRun {
    const state = new State(this.state.environment);
    state.muted = true;
    state.answers.push(...this.state.answers);
    const other = new ScriptRun(state);
    other.restore(moment);
    return other;
  }

  /** Executed lines. */
  get lines(): number {
    return this.state.lines;
  }

  /** The number of calls of the script, the module's among them. */
  get depth(): number {
    const { frames, depth } = this.state;
    let count = 0;
    for (let i = 0; i <= depth; i++) if (!(frames[i] as Frame).code.hidden) count++;
    return count;
  }

  /**
   * Goes on to a destination, or until a piece of work is done.
   * @param piece how many lines, calls and jumps back; an endless loop ends its piece, too.
   * @param from the depth of calls that 'over' and 'out' count from: that of the beginning, for a later piece of the same step.
   */
  go(until: Until, piece = Number.POSITIVE_INFINITY, from = this.depth): Stopped {
    const { state } = this;
    state.stops = false;
    let left = piece;
    for (;;) {
      state.stopAt = this.#stopOf(until);
      // Memory is counted at the same instructions, however the run is divided. The instruction after a part is not executed in it.
      const part = Math.min(left, COUNTED_UNITS - (state.units % COUNTED_UNITS));
      state.fuel = part + 1;
      const stop = execute(state);
      const done = part + 1 - state.fuel;
      left -= done;
      try {
        state.countUnits(done);
      } catch (error) {
        if (!(error instanceof RaisedError)) throw error;
        if (stop === 'end') return 'ended';
        raise(state, error);
        if (state.depth < 0) return 'ended';
        if (stop !== 'fuel') continue;
      }
      // A piece may end at a jump to the line where the run stops: that line must not run as a part of the next piece.
      switch (stop === 'fuel' && this.#isAtLine && state.lines >= state.stopAt ? 'line' : stop) {
        case 'end':
          return 'ended';
        case 'fuel':
          if (left > 0) continue;
          return 'piece';
        case 'input':
          return 'input';
        case 'line':
          if (state.stops) return 'reached';
          if (until.kind === 'over' && this.depth > from) continue;
          if (until.kind === 'out' && this.depth >= from) continue;
          return 'reached';
      }
    }
  }

  #stopOf(until: Until): number {
    if (until.kind === 'lines') return until.lines;
    if (until.kind === 'end') return Number.MAX_SAFE_INTEGER;
    // In the middle of a line, that line is counted already.
    const { lines } = this.state;
    return this.#isAtLine ? lines + 1 : lines;
  }

  /** True before a line, false in the middle of one. */
  get #isAtLine(): boolean {
    const { depth, frame } = this.state;
    return depth >= 0 && frame.code.ops[frame.ip] === LINE;
  }

  /** Goes to the first line, which has not run yet. */
  start(): Stopped {
    return this.go({ kind: 'lines', lines: 0 });
  }

  /** Gives the answer that `input` waits for; undefined is the end of the input. */
  answer(text: string | undefined): void {
    const { state } = this;
    // Going back to an earlier question and answering it otherwise forgets the later answers, and what was printed after them.
    state.output.forget();
    state.answers.length = state.answered;
    state.answers.push(text ?? '\u0004');
  }

  /** True where `input` waits for an answer. */
  get isAsking(): boolean {
    const { prompted, answers, answered, depth } = this.state;
    return depth >= 0 && prompted && answers.length === answered;
  }

  get ending(): Ending | undefined {
    const { state } = this;
    if (state.depth >= 0) return undefined;
    const exception = state.uncaught;
    if (exception === null) return { kind: 'finished' };
    if (exception.class.name !== 'SystemExit') return { kind: 'exception', exception };
    const [code = null] = exception.args;
    if (code === null) return { kind: 'exit', code: 0, message: undefined };
    if (typeof code === 'number') return { kind: 'exit', code: code & 255, message: undefined };
    if (typeof code === 'boolean') return { kind: 'exit', code: Number(code), message: undefined };
    return {
      kind: 'exit',
      code: 1,
      message: tracebackText(state, exception)
        .replace(/^[\s\S]*SystemExit: /, '')
        .trimEnd(),
    };
  }

  /** The traceback of the exception that has ended the run. */
  get traceback(): string | undefined {
    const { uncaught } = this.state;
    return uncaught === null ? undefined : tracebackText(this.state, uncaught);
  }

  /** The calls of the script, the innermost first. */
  get calls(): readonly CallView[] {
    const { state } = this;
    const views: CallView[] = [];
    for (let i = state.depth; i >= 0; i--) {
      const frame = state.frames[i] as Frame;
      const { code } = frame;
      if (code.hidden) continue;
      // The innermost frame is before its instruction, the others are in it.
      const at = i === state.depth ? frame.ip : frame.ip - 1;
      views.push({
        name: code.name,
        file: code.source.file,
        line: code.lineOf(at),
        place: code.placeOf(at),
        variables: this.#variables(frame),
      });
    }
    return views;
  }

  #variables(frame: Frame): ReadonlyMap<string, Value> {
    const { code, module, names } = frame;
    const variables = new Map<string, Value>(names ?? []);
    if (code.kind === 'module') {
      for (const [name, value] of module.variables()) if (!/^__\w+__$/.test(name)) variables.set(name, value);
    }
    for (const [name, value] of variablesIn(frame, this.state.stack)) {
      if (name !== '__class__') variables.set(name, value);
    }
    return variables;
  }

  /** The global variables of the script. */
  get globals(): ReadonlyMap<string, Value> {
    const module = this.state.modules.get(MAIN);
    return new Map(module instanceof ScriptModule ? module.variables() : []);
  }

  /** A copy of everything that can change. */
  save(): Moment {
    return momentOf(this.state);
  }

  /**
   * Goes to a moment of this run, and to what it had printed.
   * @param isLast true where nothing goes to this moment again: it needs no copy.
   */
  restore(moment: Moment, isLast = false): void {
    goTo(this.state, moment, isLast);
  }
}

/** The state before the first line. */
function stateBefore(tree: Tree, options: ScriptOptions): State {
  const environment = makeEnvironment(options);
  const state = new State(environment);
  const module = newModule(environment, MAIN, options.file);
  state.modules.set(MAIN, module);
  const code = compileModule(tree, options.file, module);
  if (code.docstring !== null) module.set('__doc__', code.docstring);
  state.push(code, module, 0, 0, ENDS, null);
  for (let i = 0; i < code.slots.length; i++) state.stack[i] = undefined;
  state.sp = code.slots.length;
  const sys = environment.makeModule('sys');
  if (sys !== undefined) state.modules.set('sys', sys);
  sys?.names.set('argv', new List([options.file, ...(options.arguments ?? [])]));
  return state;
}
