import type { SavedHistory } from './error-history.ts';
import type { Keyframe, Rhythm } from './keyframes.ts';
import type { Lowest, StopReason } from './stopping.ts';

/** A run as another process can go on with it. */
export interface SavedRun {
  /** Completed iterations. */
  readonly iteration: number;
  /** Before the last of them: what is between runs again, and gives the same bits. */
  readonly from: Keyframe;
  readonly rhythm: Rhythm;
  readonly history: SavedHistory;
  /** Of examples that it is measured on; absent where there are none, or where nobody has saved it. */
  readonly tests?: SavedHistory | undefined;
}

/** A run on its way, with what is known of it besides. */
export interface Underway {
  readonly saved: SavedRun;
  readonly lowest: Lowest;
  /** Since the run began. */
  readonly seconds: number;
  /** Why it has stopped. */
  readonly stopped: StopReason | undefined;
}
