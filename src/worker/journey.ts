import type { Replay } from '../engine/run/pieces.ts';
import type { Position } from '../engine/run/run.ts';
import type { JourneyProgress } from './protocol.ts';

/**
 * A replay that continues between commands. The run is where it was until the end.
 *
 * - `travel`: to another position.
 * - `change`: to where its changes are replaced.
 * - `look`: to read another position; the run stays, and may train meanwhile.
 * - `search`: for the first non-finite value.
 * - `resume`: to the iteration at which a saved run continues.
 */
export class Journey {
  readonly purpose: JourneyProgress['purpose'];
  /** The destination; of a search, the position where it began. */
  readonly to: Position;
  readonly #pieces: Replay<() => void>;
  #first: number | undefined;
  #at = 0;

  /** @param pieces the replay; it returns the function to call on arrival. */
  constructor(purpose: JourneyProgress['purpose'], to: Position, pieces: Replay<() => void>) {
    this.purpose = purpose;
    this.to = to;
    this.#pieces = pieces;
  }

  /** True when the run may continue meanwhile. */
  get isAside(): boolean {
    return this.purpose === 'look';
  }

  /** True when it can be dropped, and the run stays where it is. */
  get canBeCancelled(): boolean {
    return this.purpose !== 'search' && this.purpose !== 'resume';
  }

  get progress(): JourneyProgress {
    const { purpose, to } = this;
    const [first, end] = [this.#first ?? 0, to.iteration];
    // A search goes back and forth.
    const share =
      purpose === 'search' || end <= first ? 0 : Math.max(0, Math.min(1, (this.#at - first) / (end - first)));
    return { purpose, iteration: to.iteration, share };
  }

  /** Does the next piece. Returns, after the last one, the function to call on arrival. */
  advance(): (() => void) | undefined {
    const { done, value } = this.#pieces.next();
    if (done) return value;
    this.#first ??= Math.floor(value);
    this.#at = value;
    return undefined;
  }
}

/** A replay that hands its answer over on arrival. */
export function* arriving<Answer>(replay: Replay<Answer>, arrive: (answer: Answer) => void): Replay<() => void> {
  const answer = yield* replay;
  return () => arrive(answer);
}
