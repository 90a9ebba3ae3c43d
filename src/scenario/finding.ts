import type { Complaint } from './fault.ts';
import type { Path } from './json/path.ts';

/** A complaint about the value at a path, or with `atKey` about the key that the path ends with. */
export interface Finding extends Complaint {
  readonly path: Path;
  readonly atKey?: boolean;
}
