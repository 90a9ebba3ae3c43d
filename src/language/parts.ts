/** A part of the program in a file of its own: reads it, the first time from the file. */
export type Part<Module = unknown> = () => Promise<Module>;

/** Keeps what `read` imports: another `import()` may look for the file again, which an update of the program may have removed. */
export function partOf<Module>(read: () => Promise<Module>): Part<Module> {
  let known: Promise<Module> | undefined;
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/** The parser of watches is large and seldom needed. */
export const watchParser = partOf(() => import('./parse-watch.ts'));
