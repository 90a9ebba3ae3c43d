/* The names and rules that a script runs with: built-in values, modules, the prelude. */
import { makeLibrary } from '../library/library.ts';
import { numpyModule } from '../numpy/module.ts';
import { parseModule } from '../syntax/module.ts';
import { lineAt, type SyntaxFault } from '../syntax/tree.ts';
import type { Code } from './code.ts';
import type { Dict } from './collections.ts';
import { compileModule } from './compile.ts';
import { exceptionClasses } from './exceptions.ts';
import { execute } from './execute.ts';
import { FunctionObject, Intrinsic } from './functions.ts';
import { intrinsics } from './intrinsics/builtins.ts';
import { preludeIntrinsics } from './intrinsics/for-prelude.ts';
import { constants } from './intrinsics/types.ts';
import preludeSource from './prelude.py?raw';
import './special-methods.ts';
import { ENDS } from './frame.ts';
import { defaultLimits, type Environment, type Limits, State } from './state.ts';
import { tracebackText } from './traceback.ts';
import { Module, RaisedError, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';
import warmUpSource from './warm-up.py?raw';

export interface EnvironmentOptions {
  readonly version: 2 | 3;
  /** The seed of random streams that the script does not seed. */
  readonly seed: number;
  /** The number in place of the first seed that the script gives; the later ones are moved as far. */
  readonly namedSeed?: number | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readFile?(path: string): Uint8Array | undefined;
}

export function makeEnvironment(options: EnvironmentOptions): Environment {
  const { version, seed, namedSeed } = options;
  const library = makeLibrary(version);
  const builtins = new Map<string, Value>([...library.builtins, ...exceptionClasses, ...constants, ...intrinsics]);
  for (const name of ['LinAlgError', 'AxisError', 'UFuncTypeError']) builtins.delete(name);
  builtins.set('IOError', exceptionClasses.get('OSError') as Value);
  builtins.set('EnvironmentError', exceptionClasses.get('OSError') as Value);
  if (version === 2) {
    builtins.set('StandardError', exceptionClasses.get('Exception') as Value);
    builtins.delete('input');
  } else for (const name of ['raw_input', 'execfile']) builtins.delete(name);
  const limits = { ...defaultLimits, ...options.limits };
  const base = {
    version,
    seed,
    namedSeed,
    limits,
    builtins,
    makeModule: () => undefined,
    readFile: (path: string) => options.readFile?.(path),
    compile: compileFile,
    compileLibrary(name: string, module: ScriptModule): Code | undefined {
      const source = library.sourceOf(name);
      if (source === undefined) return undefined;
      const parsed = parseModule(source, { version: 3 });
      if (parsed.fault !== undefined) throw new Error(`${name} has a fault: ${parsed.fault.message}`);
      return compileModule(parsed.module, `<${name}>`, module, true);
    },
  };
  let loaded = preludes.get(version);
  if (loaded === undefined) {
    loaded = loadPrelude({ ...base, prelude: new Map() });
    preludes.set(version, loaded);
  }
  const { prelude, modules } = loaded;
  for (const name of ['map', 'filter', 'reversed', 'enumerate', 'zip', 'any', 'all', 'sum', 'min', 'max', 'sorted']) {
    const own = prelude.get(name);
    if (!builtins.has(name) && own !== undefined) builtins.set(name, own);
  }
  if (version === 2) builtins.set('reduce', prelude.get('reduce') as Value);
  const makeModule = (name: string): Module | undefined => {
    const additions = modules.get(name);
    if (name === 'traceback') return tracebackModule();
    let module = name === 'numpy' ? numpyWithErrors(version) : library.makeModule(name, version);
    if (module === undefined && additions !== undefined) module = new Module(name);
    for (const [part, value] of additions ?? []) module?.names.set(part, value);
    if (module !== undefined && (name === 'builtins' || name === '__builtin__')) {
      for (const [part, value] of builtins) module.names.set(part, value);
    }
    return module;
  };
  return { ...base, makeModule, prelude };
}

/** The module traceback: the text of the exception that is being handled. */
function tracebackModule(): Module {
  const module = new Module('traceback');
  const textOf = (state: State): string =>
    state.handled === null ? 'NoneType: None\n' : tracebackText(state, state.handled);
  module.names.set('format_exc', new Intrinsic('format_exc', (state: never) => textOf(state)));
  module.names.set(
    'print_exc',
    new Intrinsic('print_exc', (state: never) => {
      (state as State).printError(textOf(state));
      return null;
    }),
  );
  return module;
}

/** NumPy with its own exception classes, which are the machine's. */
function numpyWithErrors(version: 2 | 3): Module {
  const numpy = numpyModule(version);
  const linalg = numpy.names.get('linalg');
  const [linalgError, axisError] = ['LinAlgError', 'AxisError'].map((name) => exceptionClasses.get(name) as Value);
  if (linalg instanceof Module) linalg.names.set('LinAlgError', linalgError as Value);
  if (version === 2) numpy.names.set('AxisError', axisError as Value);
  else {
    const exceptions = new Module('numpy.exceptions');
    exceptions.names.set('AxisError', axisError as Value);
    numpy.names.set('exceptions', exceptions);
  }
  return numpy;
}

function compileFile(source: Uint8Array, file: string, module: ScriptModule): Code {
  const parsed = parseModule(source);
  if (parsed.fault !== undefined) throw syntaxError(parsed.fault, parsed.source, file);
  return compileModule(parsed.module, file, module);
}

function syntaxError({ type, message, advice, from }: SyntaxFault, source: string, file: string): RaisedError {
  return new RaisedError(type, `${message} (${file}, line ${lineAt(source, from)})`, advice);
}

let isWarm = false;

function warmUp(environment: Environment): void {
  isWarm = true;
  const { module: tree } = parseModule(warmUpSource, { version: 3 });
  if (tree === undefined) throw new Error('warm-up.py has a fault');
  const module = new ScriptModule('warm-up', environment.builtins);
  const code = compileModule(tree, 'warm-up.py', module);
  const state = new State(environment);
  state.push(code, module, 0, 0, ENDS, null);
  // In the shortest pieces: each instruction at which a piece may end does end one.
  do state.fuel = 2;
  while (execute(state) !== 'end');
  if (state.uncaught !== null) throw new Error(`warm-up.py has failed: ${String(state.uncaught.args[0])}`);
}

interface Prelude {
  readonly prelude: ReadonlyMap<string, FunctionObject>;
  readonly modules: ReadonlyMap<string, ReadonlyMap<string, Value>>;
}

/** The preludes by version: they never change, so all runs share them. */
const preludes = new Map<2 | 3, Prelude>();

let parsedPrelude: ReturnType<typeof parseModule> | undefined;

/** Runs the prelude, in a state of its own. Its module then never changes. */
function loadPrelude(environment: Environment): Prelude {
  parsedPrelude ??= parseModule(preludeSource, { version: 3 });
  const { module: tree } = parsedPrelude;
  if (tree === undefined) throw new Error(`the prelude has a fault: ${parsedPrelude.fault?.message}`);
  const own = new Map([...environment.builtins, ...preludeIntrinsics, ['_version', environment.version] as const]);
  const module = new ScriptModule('builtins', own);
  module.set('__name__', 'builtins');
  const code = compileModule(tree, '<built-in>', module, true);
  const state = new State(environment);
  state.fuel = 2 ** 30;
  state.push(code, module, 0, 0, ENDS, null);
  execute(state);
  if (state.uncaught !== null) throw new Error(`the prelude has failed: ${String(state.uncaught.args[0])}`);
  module.frozen = true;
  if (!isWarm) warmUp(environment);
  const prelude = new Map<string, FunctionObject>();
  for (const [name, value] of module.variables()) {
    if (value instanceof FunctionObject && name.startsWith('_')) prelude.set(name, value);
  }
  for (const { key, value } of (module.get('stand_ins') as Dict).entries.values()) {
    prelude.set(String(key), value as FunctionObject);
  }
  const modules = new Map<string, ReadonlyMap<string, Value>>();
  for (const { key, value } of (module.get('module_parts') as Dict).entries.values()) {
    const parts = [...(value as Dict).entries.values()].map((entry) => [String(entry.key), entry.value] as const);
    modules.set(String(key), new Map(parts));
  }
  return { prelude, modules };
}
