// Part of the bundle: starts Yoga at once. Its own loader answers by a promise, which everything would have to wait for.
import { readFileSync } from 'node:fs';

/** @param load what the package exports; it fills the object that it is given, and calls `instantiateWasm` first */
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
