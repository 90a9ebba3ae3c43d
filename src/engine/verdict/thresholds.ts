/** Every number that decides between verdicts but the `MARGIN`, with the reason for it. Shares are of the iterations that a run has had. */

/** Between two looks at a run lies a 32nd part of it: what is looked at is never older, and looks cost next to nothing. */
export const LOOK_SHARE = 1 / 32;

/**
 * The last fifth of a run is compared with the stretch before it, which is as long in proportion. A share, because the
 * error of a sigmoid network falls like a power of time: what counts is what a stretch of that length still changes.
 */
export const RECENT_SHARE = 1 / 5;

/**
 * A verdict changes when every look of the last quarter of the run says the same. Longer than `RECENT_SHARE`, so that one
 * sudden drop, which is seen for a fifth, does not pass for learning.
 */
export const HOLD_SHARE = 1 / 4;
/**
 * Every prediction of every iteration counts for solved, not looks alone, and one bad one ends it: a short time says enough.
 * In iterations, and as a share.
 */
export const SOLVED_HOLD = 8;
export const SOLVED_HOLD_SHARE = 1 / 100;

/** Before this a run is only getting going: the first updates jump about at any alpha. */
export const FIRST_OPINION = 32;

/**
 * A run that takes away less than this of what is wrong in its last fifth goes nowhere: at that pace, half of it would take
 * 10^13 times as long as the run so far.
 */
export const NO_PROGRESS = 0.005;
/** Once it goes nowhere it takes four times as much to be learning again. */
export const PROGRESS_AGAIN = 0.02;

/**
 * Nor is a run stuck before it has had this many iterations at alpha 1 on 4 rows. XOR with 4 units starts on a plateau,
 * which it leaves within 700 iterations for seeds 0-99; a smaller alpha takes as much longer as it is smaller.
 */
export const STUCK_AFTER = 1000;
/** Updates are sums over the rows, so more rows make larger steps. */
export const STUCK_AFTER_ROWS = 4;

/** A slope below 4 % of the steepest is flat: what hangs on it moves a twenty-fifth as fast. A sigmoid's is within 0.01 of 0 or 1. */
export const FLAT_PART = 0.04;
/** Where half of the wrong predictions are flat, that is what holds the run. */
export const FLAT_SHARE = 0.5;

/** Each update changes predictions by a tenth of their range on average: no valley is followed like that. */
export const SWING = 0.1;
/** While predictions swing, what is wrong goes up and down by accident; only a fall by more than this is learning. */
export const PROGRESS_WHILE_SWINGING = 0.1;
/** A single update that moves a prediction by a quarter of its range has not followed the slope but jumped. */
export const JUMP = 0.25;

/** Values nearer than this are alike: the next layer would need weights above 20 to tell them apart. */
export const ALIKE_WITHIN = 0.05;
/** Two units this near on every row do the same work. */
export const ALIKE_UNITS_WITHIN = 0.01;
/** Inputs above this saturate sigmoids with weights of ordinary size. */
export const LARGE_INPUT = 10;

/** Steps count as small when STUCK_AFTER takes this many times as long at the given alpha, ... */
export const SMALL_STEPS = 5;
/** ... and the last fifth of the run took away less than this: the error would halve in 20 times as long as the run so far. */
export const SLOW_PROGRESS = 0.05;

/** Deltas that are smaller than those of the last layer by this have vanished: the weights before them stand still beside the others. */
export const VANISHED = 1e-4;

/** How many wrong predictions, rows or units are listed. */
export const LISTED = 8;
/** Swings are taken from this many predictions, evenly spread over all. */
export const SWINGS_WATCHED = 64;
/** Units are compared two by two among this many. */
export const UNITS_COMPARED = 64;
/** A miss beyond this counts as this: the squares of larger ones overflow, and nothing could be compared any more. */
export const LARGEST_MISS = 1e100;
