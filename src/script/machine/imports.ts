import { Absent, AbsentModule, isStandInFor, notHere } from '../library/absent-modules.ts';
import { ClassObject } from './classes.ts';
import type { Code } from './code.ts';
import { IMPORTS } from './frame.ts';
import { newModule, type State } from './state.ts';
import { List, Module, RaisedError, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';

/**
 * A module by its path, or the root of its path.
 * @param isCaught true when the script catches the error of a module that is not supported; otherwise it gets a stand-in.
 * @returns undefined when a file of the script's folder has to run first: it is imported again then.
 */
export function importModule(state: State, path: string, root: boolean, isCaught: boolean): Module | undefined {
  const parts = (path.startsWith('.') ? absolute(state, path) : path).split('.');
  let module: Module | undefined;
  for (let i = 0; i < parts.length; i++) {
    const name = parts.slice(0, i + 1).join('.');
    const part = parts[i] as string;
    const known = state.modules.get(name);
    if (known !== undefined) {
      module = known;
      continue;
    }
    const inner: Value | undefined = module === undefined ? undefined : module.names.get(part);
    if (inner instanceof Module) module = inner;
    else if (module instanceof AbsentModule) module = new AbsentModule(name);
    else {
      const made = state.environment.makeModule(name);
      if (made !== undefined) {
        state.modules.set(name, made);
        module = made;
      } else {
        if (runFile(state, name)) return undefined;
        if (module instanceof ScriptModule || (module !== undefined && !isStandInFor(name))) throw notAPackage(name);
        if (isCaught || !isStandInFor(name)) throw notHere(name);
        const absent = new AbsentModule(name);
        // The module numpy is shared by all runs.
        if (module !== undefined && module.name !== 'numpy') module.names.set(part, absent);
        module = absent;
      }
    }
    if (!state.modules.has(name)) state.modules.set(name, module);
  }
  return root ? state.modules.get(parts[0] as string) : module;
}

function notAPackage(name: string): RaisedError {
  return new RaisedError(
    'ModuleNotFoundError',
    `No module named '${name}'; '${name.slice(0, name.lastIndexOf('.'))}' is not a package`,
    'The modules supported here are numpy, math, random, sys, time, copy and a few more, and Python files of the same folder.',
  );
}

/** The path of a relative import, such as `..tools`, in a module of a package. */
function absolute(state: State, path: string): string {
  const { module } = state.frame;
  const dots = /^\.+/.exec(path)![0].length;
  const isPackage = String(module.get('__file__')).endsWith('__init__.py');
  const parts = module.name.split('.');
  const kept = parts.length - dots + (isPackage ? 1 : 0);
  if (module.name === '__main__' || kept <= 0) {
    throw new RaisedError('ImportError', 'attempted relative import with no known parent package');
  }
  const rest = path.slice(dots);
  return [...parts.slice(0, kept), ...(rest === '' ? [] : [rest])].join('.');
}

/** Begins to run `name.py` of the script's folder, or a module of the library in Python. @returns false when there is none. */
function runFile(state: State, name: string): boolean {
  const path = name.replaceAll('.', '/');
  for (const file of [`${path}.py`, `${path}/__init__.py`]) {
    const source = state.readFile(file);
    if (source === undefined) continue;
    const module = newModule(state.environment, name, file);
    begin(state, state.environment.compile(source, file, module), module);
    return true;
  }
  const module = newModule(state.environment, name, `<${name}>`);
  const code = state.environment.compileLibrary(name, module);
  if (code === undefined) return false;
  begin(state, code, module);
  return true;
}

/** Begins to run the code of an imported module. */
function begin(state: State, code: Code, module: ScriptModule): void {
  state.modules.set(module.name, module);
  const { sp } = state;
  state.push(code, module, sp, sp, IMPORTS, module);
  for (let i = 0; i < code.slots.length; i++) state.stack[sp + i] = undefined;
  state.sp = sp + code.slots.length;
}

/** `from module import name` @param isCaught as for a module @returns undefined when a file of the script's folder has to run first. */
export function importFrom(state: State, module: Module, name: string, isCaught: boolean): Value | undefined {
  if (module instanceof AbsentModule) return new Absent(`${module.name}.${name}`);
  const value = module instanceof ScriptModule ? module.get(name) : module.names.get(name);
  if (value !== undefined) return value;
  const path = `${module.name}.${name}`;
  const known = state.modules.get(path) ?? state.environment.makeModule(path);
  if (known !== undefined) {
    state.modules.set(path, known);
    return known;
  }
  if (module instanceof ScriptModule) {
    if (runFile(state, path)) return undefined;
  } else if (/^(?:numpy|scipy)\b/.test(module.name) && isStandInFor(path)) {
    if (isCaught) throw notHere(path);
    return new Absent(path);
  }
  throw new RaisedError(
    'ImportError',
    `cannot import name '${name}' from '${module.name}'${module instanceof ScriptModule ? ` (${String(module.get('__file__'))})` : ''}`,
    module instanceof ScriptModule ? undefined : `Either ${module.name} has no ${name}, or it is not supported here.`,
  );
}

/** `from module import *`: the names of `__all__`, or all that do not begin with an underscore. */
export function importStar(module: Module, into: ScriptModule): void {
  if (module instanceof AbsentModule) throw notHere(module.name);
  const all = module instanceof ScriptModule ? new Map(module.variables()) : module.names;
  const wanted = all.get('__all__');
  const names = wanted instanceof List ? wanted.items : [...all.keys()].filter((name) => !name.startsWith('_'));
  for (const name of names) {
    const value = all.get(String(name));
    if (value !== undefined && !(value instanceof ClassObject && value.frozen && module.name === 'builtins')) {
      into.set(String(name), value);
    }
  }
}
