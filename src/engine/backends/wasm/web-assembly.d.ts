/** The part of the WebAssembly interface that the compiled backend uses. The types of Node 20 lack it. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { readonly initial: number; readonly maximum?: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, (...values: readonly number[]) => number>>;
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
