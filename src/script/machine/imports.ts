import { ClassObject } from './classes.ts';
import type { Code } from './code.ts';
import { IMPORTS, newModule, type State } from './state.ts';
import { List, Module, RaisedError, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';

/**
 * A module by its path, or the root of its path.
 * @returns undefined when a file of the script's folder has to run first: it is imported again then.
 */
export function importModule(state: State, path: string, root: boolean): Module | undefined {
  const parts = path.split('.');
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
    else {
      const made = state.environment.makeModule(name);
      if (made !== undefined) {
        state.modules.set(name, made);
        module = made;
      } else {
        if (runFile(state, name)) return undefined;
        throw notFound(name, i > 0);
      }
    }
    if (!state.modules.has(name)) state.modules.set(name, module);
  }
  return root ? state.modules.get(parts[0] as string) : module;
}

function notFound(name: string, isInner: boolean): RaisedError {
  const root = name.split('.')[0] as string;
  const why = isInner ? `; '${root}' is not a package` : '';
  return new RaisedError(
    'ModuleNotFoundError',
    `No module named '${name}'${why}`,
    'The modules known here are numpy, math, random, sys, time, copy and a few more, and Python files of the same folder.',
  );
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

/** `from module import name` @returns undefined when a file of the script's folder has to run first. */
export function importFrom(state: State, module: Module, name: string): Value | undefined {
  const value = module instanceof ScriptModule ? module.get(name) : module.names.get(name);
  if (value !== undefined) return value;
  const path = `${module.name}.${name}`;
  const known = state.modules.get(path) ?? state.environment.makeModule(path);
  if (known !== undefined) {
    state.modules.set(path, known);
    return known;
  }
  if (module instanceof ScriptModule && runFile(state, path)) return undefined;
  throw new RaisedError(
    'ImportError',
    `cannot import name '${name}' from '${module.name}'${module instanceof ScriptModule ? ` (${String(module.get('__file__'))})` : ''}`,
    module instanceof ScriptModule ? undefined : `Either ${module.name} has no ${name}, or it is not known here.`,
  );
}

/** `from module import *`: the names of `__all__`, or all that do not begin with an underscore. */
export function importStar(module: Module, into: ScriptModule): void {
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
