import { PartOnDemand } from '../language/parts.ts';

/*
 * Parts of the session that few commands need. A command that comes before its part has been read waits for it. The training thread
 * reads them ahead, once its first snapshot is out.
 */

export interface SessionParts {
  readonly aside: PartOnDemand<Pick<typeof import('./aside.ts'), 'gradientCheckOf' | 'checkUpBeside'>>;
  readonly gauges: PartOnDemand<Pick<typeof import('./gauges.ts'), 'GaugeViews'>>;
  readonly inspect: PartOnDemand<Pick<typeof import('./inspect.ts'), 'inspecting' | 'inspectingAsked'>>;
  readonly rivals: PartOnDemand<Pick<typeof import('./rivals.ts'), 'Rivals'>>;
  readonly surface: PartOnDemand<Pick<typeof import('./surface.ts'), 'SurfaceViews'>>;
}

export type ModuleOf<Name extends keyof SessionParts> = NonNullable<SessionParts[Name]['module']>;

export const sessionParts: SessionParts = {
  aside: new PartOnDemand(() => import('./aside.ts')),
  gauges: new PartOnDemand(() => import('./gauges.ts')),
  inspect: new PartOnDemand(() => import('./inspect.ts')),
  rivals: new PartOnDemand(() => import('./rivals.ts')),
  surface: new PartOnDemand(() => import('./surface.ts')),
};

/** Reads all parts. One that cannot be read is reported to the command that needs it. */
export async function readSessionParts(): Promise<void> {
  for (const part of Object.values(sessionParts)) await part.read();
}

/** A part that a run waits for: it is read while the run needs it, and then begun, once. */
export class AwaitedPart<Run extends { readonly number: number }, Module> {
  readonly #part: PartOnDemand<Module>;
  readonly #isNeeded: (run: Run) => boolean;
  readonly #begin: (run: Run, module: Module | undefined) => void;
  /** The number of the run that has been told that the part is gone. */
  #goneFor: number | undefined;

  /**
   * @param isNeeded false from the moment at which the part has begun.
   * @param begin gets undefined where the part cannot be read.
   */
  constructor(
    part: PartOnDemand<Module>,
    isNeeded: (run: Run) => boolean,
    begin: (run: Run, module: Module | undefined) => void,
  ) {
    this.#part = part;
    this.#isNeeded = isNeeded;
    this.#begin = begin;
  }

  /** True while the run needs the part and it has not been read. */
  isAwaited(run: Run): boolean {
    return this.#isNeeded(run) && this.#goneFor !== run.number;
  }

  /** Begins the part if the run waits for it and it has been read. */
  begin(run: Run): void {
    if (!this.isAwaited(run) || !this.#part.request()) return;
    const { module } = this.#part;
    this.#goneFor = module === undefined ? run.number : undefined;
    this.#begin(run, module);
  }

  /** Reads the part again where it was gone. */
  retry(): void {
    this.#goneFor = undefined;
  }
}
