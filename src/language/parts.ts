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

/** A part for code that cannot wait: it asks again later. */
export class PartOnDemand<Module> {
  readonly #read: () => Promise<Module>;
  #module: Module | undefined;
  #state: 'unread' | 'reading' | 'read' | 'gone' = 'unread';

  constructor(read: () => Promise<Module>) {
    this.#read = read;
  }

  /** Undefined before it has been read, and where it could not be. */
  get module(): Module | undefined {
    return this.#module;
  }

  /** Begins to read the part. @returns true once it has been read, or could not be: the next call then tries again. */
  request(): boolean {
    if (this.#state === 'read') return true;
    if (this.#state === 'gone') {
      this.#state = 'unread';
      return true;
    }
    void this.read();
    return false;
  }

  /** Reads the part. Never rejects. */
  async read(): Promise<void> {
    if (this.#state === 'read' || this.#state === 'reading') return;
    this.#state = 'reading';
    try {
      this.#module = await this.#read();
      this.#state = 'read';
    } catch {
      this.#state = 'gone';
    }
  }
}

/** The parser of watches is large and seldom needed. */
export const watchParser = partOf(() => import('./parse-watch.ts'));
