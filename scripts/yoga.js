// Part of the bundle: loads Yoga synchronously. Its own loader returns a promise, and the whole bundle would wait for it.
import { readFileSync } from 'node:fs';

/** @param load the package's export: it calls `instantiateWasm` of the object that it is given, then fills the object */
export function yoga(load) {
  const binary = readFileSync(new URL('./yoga.wasm', import.meta.url));
  const module = {
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), imports);
      receive(instance);
      return instance.exports;
    },
  };
  load(module);
  return module;
}
