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
