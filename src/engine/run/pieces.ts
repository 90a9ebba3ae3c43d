/**
 * Work in pieces of a few milliseconds: each `next` does one. The caller can do something else in between, or drop the rest.
 */
export type Pieces<Value = void, Progress = void> = Generator<Progress, Value>;

/** A replay in pieces. Each yields the iterations completed so far, with the share of the one that runs. */
export type Replay<Value = void> = Pieces<Value, number>;

/** The most work (`workOf`) of a piece, where it can be divided: a few milliseconds. */
export const LONGEST_PIECE = 1e6;

/** Does all pieces, one after the other. */
export function finish<Value>(pieces: Generator<unknown, Value>): Value {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
