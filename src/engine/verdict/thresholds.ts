/*
 * The numbers that decide between verdicts, each with its reason. `MARGIN`, which decides whether a prediction is right, is in the
 * language. A share is relative to the completed iterations of the run.
 */

/** The share of a run between two looks: a verdict is never older than this, but for a solved run, and looks cost almost nothing. */
export const LOOK_SHARE = 1 / 32;
/** The same for a solved run without a test set, whose every iteration is checked besides. */
export const LOOK_SHARE_SOLVED = 1 / 8;

/**
 * The recent part of a run, which is compared with the part before it: at iteration 5,000, iterations 4,000 to 5,000 with 3,200 to
 * 4,000. It is a share, because the error of a sigmoid network falls like a power of time: on that scale both parts are equally long.
 */
export const RECENT_SHARE = 1 / 5;

/**
 * A verdict changes when every look in this part of the run has the same opinion. It is longer than `RECENT_SHARE`: a single sudden
 * drop, which is visible for a fifth of the run, does not count as learning.
 */
export const HOLD_SHARE = 1 / 4;
/**
 * A run is solved when all predictions have been right for this many iterations, and for this share of the run. Every iteration is
 * checked, and one wrong prediction starts the count again: a short time is enough.
 */
export const SOLVED_HOLD = 8;
export const SOLVED_HOLD_SHARE = 1 / 100;

/** Overfitting is announced sooner: it is judged with a margin of standard errors. */
export const OVERFITTING_HOLD_SHARE = 1 / 8;

/** Before this iteration the opinion is always 'learning': the first updates jump at any alpha. */
export const FIRST_OPINION = 32;

/**
 * A run makes no progress when its recent part takes away less than this share of the excess. At that pace, halving the excess would take
 * 10^13 times as long as the run so far.
 */
export const NO_PROGRESS = 0.005;
/** A run that is stuck must make four times as much progress to be learning again. */
export const PROGRESS_AGAIN = 0.02;

/** A run far from its targets that has halved its excess since it came to rest is learning again, without waiting. */
export const HALVED = 0.5;
/** The share of a run between two looks while it is at rest far from its targets: its fall may take only a hundredth of the run. */
export const LOOK_SHARE_AT_REST = 1 / 128;
/**
 * The share of a run, and the iterations, for which the causes of a verdict hold that is the same and accuses nothing: finding them costs
 * more than a look.
 */
export const EXPLAINED_SHARE = 1 / 4;
export const EXPLAINED_FOR = 16;

/**
 * An update changes nothing when no prediction moves by more than this share of alpha. When the updates of a run change nothing, that is
 * announced after this many looks; where updates depend on chance or on a mini-batch, after more.
 */
export const STILL = 1e-12;
export const STILL_LOOKS = 3;
export const STILL_LOOKS_BY_CHANCE = 40;

/**
 * The age (`ageOf`) before which no run is stuck. XOR with 4 units starts on a plateau, which it leaves within 700 iterations at alpha 1 for
 * seeds 0 to 99; at a smaller alpha it takes longer in proportion.
 */
export const STUCK_AFTER = 1000;
/** The rows to which an age is converted: an update is a sum over the rows, so more rows make larger steps. */
export const STUCK_AFTER_ROWS = 4;

/** At rest, predictions are good when at most this share of the rows is wrong, or of the squares of quantities is unexplained. */
export const GOOD_SHARE = 0.1;
/** They are poor when they leave this share of what the most common class or the mean leaves. */
export const POOR_SHARE = 0.5;
/** A prediction of 0 or 1 that misses by this is next to ½: it says neither. */
export const UNDECIDED = 0.4;
/** In a smaller training set every row counts: predictions are good when none is wrong. */
export const SMALL_SET = 20;
/** Quantities are as good as a line when they leave at most this share of what it leaves; they are worse than it beyond the other. */
export const LIKE_LINE = 1.02;
export const WORSE_THAN_LINE = 1.2;
/** Quantities are no better than the mean when they leave this share of its squares. */
export const LIKE_MEAN = 0.95;

/** In a smaller test set a few rows decide: nothing is concluded from it. */
export const LEAST_TEST_ROWS = 10;
/**
 * The standard errors by which the test set must be predicted worse than the training set for overfitting. Fewer suffice where the test set is
 * predicted no better than by the most common class or the mean: that is rare by chance.
 */
export const GAP = 3;
export const GAP_AT_CHANCE = 2.5;
/** A large gap is overfitting when the test loss is this many times that of the training set. */
export const TIMES_WORSE = 2;
/** The unexplained share of quantities in a test set from which a large gap is overfitting. */
export const TEST_UNEXPLAINED = 0.3;
/** The test error has risen when it is this many times the lowest one, and this much above it. */
export const RISEN_TIMES = 1.25;
export const RISEN_BY = 0.05;
/**
 * The test error rises for certain when its rows are predicted worse than at its lowest by this many standard errors, which is less by chance
 * than it looks: the lowest was chosen, …
 */
export const RISE = 2.5;
/** … (or still by this, once it was certain), … */
export const RISE_STAYS = 2;
/** … it is this many times the lowest, … */
export const RISE_TIMES = 1.2;
/** … and the run is this many times as old as then. */
export const RISE_AFTER = 2;

/** A slope below this share of the steepest is flat: its weights move a twenty-fifth as fast. A sigmoid is then within 0.01 of 0 or 1. */
export const FLAT_PART = 0.04;
/** The run is saturated when this share of the wrong predictions is flat. */
export const FLAT_SHARE = 0.5;

/**
 * The run oscillates when each update changes the predictions by this on average: that overshoots any valley. Classes range from 0 to 1;
 * changes of quantities are in standard deviations of the targets.
 */
export const SWING = 0.1;
/** While predictions swing, the excess rises and falls by accident: only a fall by more than this share is progress. */
export const PROGRESS_WHILE_SWINGING = 0.1;
/**
 * Its error jumps when all rises between looks together make this share of the mean excess, with predictions that swing by the other: a
 * batch now and then throws many rows over. Its mean must then fall by more than the third.
 */
export const JUMPS = 0.5;
export const SWING_WHILE_JUMPING = 0.02;
export const PROGRESS_WHILE_JUMPING = 0.3;
/** Small batches whose updates move predictions by this on average take too large steps, until most rows are right. */
export const SWING_OF_BATCHES = 0.05;
/** Batches throw rows over when the recent looks have an excess of at least this many times the least one, … */
export const TIMES_THROWN = 3;
/** … and of at least this: that of a tenth of the rows predicted wrongly by 0.8. */
export const THROWN_TO = 0.05;
/** A batch has thrown a run back when its excess is this many times the least one of the recent looks. */
export const THROWN_BACK = 1.5;
/** Steps overshoot where the squares of the misses are this many times those around the mean, … */
export const BEYOND_MEAN = 10;
/** … and the excess is this many times the least one of the recent looks. */
export const GROWN = 4;
/** A single update that moves a prediction by this share of its range is a jump: it has not followed the slope. */
export const JUMP = 0.25;

/** A batch that moves a prediction by this has thrown a row from one class to another. */
export const LARGE_JUMP = 0.5;

/** Rows are alike when their values differ by at most this: the next layer would need weights above 20 to tell them apart. */
export const ALIKE_WITHIN = 0.05;
/** Units are alike when their values differ by at most this in every row: they do the same work. */
export const ALIKE_UNITS_WITHIN = 0.01;
/** Larger inputs saturate sigmoids with weights of ordinary size. */
export const LARGE_INPUT = 10;
/** Targets are large when the largest is beyond `LARGE_INPUT`, and the root of their mean square beyond this. */
export const LARGE_TARGETS = 5;

/** Steps are small when the age of the run grows this many times slower than its iterations, … */
export const SMALL_STEPS = 5;
/** … and the recent part made less progress than this: halving the error would take 20 times as long as the run so far. */
export const SLOW_PROGRESS = 0.05;
/** A run is very young when its age is this many times below the one before which nothing is stuck, … */
export const VERY_YOUNG = 50;
/** … and progress below this, half of the rest in one and a half times the run so far, is slow then. */
export const SLOW_WHILE_YOUNG = 0.3;
/** In a younger run, steps are small from this iteration on, … */
export const YOUNG_FROM = 100;
/** … when updates of their size would take this many times as long as the run so far to reach the targets, … */
export const TIMES_AS_LONG = 4;
/** … and have this share of the largest one: a run that has come to rest once took larger ones. */
export const CALMED = 0.01;
/** The largest factor on alpha that is advised at once. */
export const MOST_TIMES_ALPHA = 1000;

/** The deltas of the first layer have vanished when they are below this share of those of the last: its weights hardly move. */
export const VANISHED = 1e-4;
/** In a network of three hidden layers or more, which flatten each other's slopes, a larger share says the same. */
export const VANISHED_IN_DEEP = 1e-2;
/** With more hidden layers, tanh in place of sigmoid helped in one of five runs; with up to six, in three of five. */
export const MOST_LAYERS_FOR_TANH = 6;

/** The most wrong predictions, rows or units that are listed. */
export const LISTED = 8;
/** The most units that are compared with each other. */
export const UNITS_COMPARED = 64;
/** A larger miss counts as this. Otherwise its square could overflow, and excesses could not be compared. */
export const LARGEST_MISS = 1e100;

/** Data with more cells than this are not looked through for causes. */
export const CELLS_LOOKED_THROUGH = 1_000_000;
/** A column alone tells a target when their squared correlation is at least this, … */
export const LEAK = 0.99;
/** … in a training set of at least this many rows. */
export const LEAK_ROWS = 20;
/** Nearest rows say something about noise from this many rows on, … */
export const NEIGHBOUR_ROWS = 20;
/** … with at most this many columns that vary, … */
export const NEIGHBOUR_COLUMNS = 64;
/** … where their mean squared distance is at most this share of that of any two rows. */
export const NEIGHBOUR_CLOSE = 0.1;
/** The most products of rows, rows and columns for finding nearest rows: a few milliseconds. */
export const NEIGHBOUR_CELLS = 500_000;
/** The rest may be noise when the run misses at most this many times what nearest rows differ by, … */
export const NOISE_EXCESS = 1.25;
/** … and they differ by at least this share of what two rows by chance do. */
export const NOISE_SHARE = 0.05;
/** With at least this many targets for each weight, a network cannot learn rows by heart. */
export const ROWS_PER_WEIGHT = 3;
/**
 * Inputs do not tell the targets when nearest rows differ by at least this share of what two rows by chance do: a share of rows, or of
 * squares. In many rows it must not be two standard errors below 1.
 */
export const UNRELATED = 0.8;
/** A test set was never predicted better than by the mean when all looks left at least this share unexplained. */
export const TEST_AT_CHANCE = 0.9;
/** The share of the most common class from which classes are imbalanced: 10 to 1, as in Amazon SageMaker Debugger. */
export const IMBALANCED = 0.9;
/** A run does no better than always predicting the most common class when it misses at least this share of the rest. */
export const NO_BETTER = 0.9;
/** Columns have different scales when the largest is this many times the size of the smallest, … */
export const SCALES_APART = 100;
/** … and the largest is at least this: tiny columns beside ordinary ones do no harm at once. */
export const SCALED = 5;
/** A column, or targets, of which the root of the mean square, or the largest, is below this are small. */
export const SMALL_INPUT = 0.003;
/** A column of the test set is of another scale when its size, or its distance from the mean in deviations, is this many times as large. */
export const TEST_SCALE = 5;
/** Units from which a layer is not narrow for many rows: 8 of tanh learned spirals where 4 did not. */
export const WIDE_UNITS = 8;
/** Initial weights are too large when they make this share of the values of the first layer flat. */
export const LARGE_WEIGHTS = 0.75;
/** For weights that are written out, not drawn, fewer are enough: in a row of zeros nothing is flat. */
export const LARGE_WRITTEN_WEIGHTS = 0.5;
/** The rows over which first sums are computed. */
export const FIRST_ROWS = 64;
/** The first loss is too large when it is this many times that of an even guess (CS231n: “look for correct loss at chance performance”). */
export const FIRST_LOSS = 2.5;
/** More than this share of a layer left out is too much: UMLAUT warns there. */
export const LARGE_DROPOUT = 0.5;
/** A schedule has ended a run when alpha is below this share of the one it started from. */
export const SCHEDULE_ENDED = 0.01;
/**
 * A penalty holds the weights when it is at least this share of the loss. At rest, weights that are a tenth larger would lower the loss by about a
 * fifth of an L2 penalty: for this share, by a twenty-fifth.
 */
export const PENALTY_SHARE = 0.2;
/** The same share, at rest and where nothing else is found: the pull of the examples is then as large as that of the penalty. */
export const WEAK_PENALTY_SHARE = 0.02;
/** Weights of an adaptive optimizer are held by decay from this share of 1 / decay on. */
export const HELD_BY_DECAY = 0.5;
/** Under a penalty, a fit up to this many times what a line leaves is as good as the line. */
export const LIKE_LINE_PENALIZED = 1.1;
/** A penalty has pulled all weights of a layer to 0 when they are below this, … */
export const PULLED_TO_0 = 0.05;
/** … or below this, with predictions no better than the mean: initial weights are larger. */
export const SMALL_WEIGHT = 0.3;
/** … or below this many steps of L1. */
export const WITHIN_STEPS = 2;
/** The steps of L1 have brought initial weights to 0 after this many iterations, where they are larger than those of the examples. */
export const SWUNG_AFTER = 100;
/** Clipping limits all updates when it has clipped this share of the cells, after this many iterations. */
export const CLIPPED_SHARE = 0.9;
export const CLIPPED_AFTER = 100;
/** Batches below this share of the rows follow few of them. */
export const SMALL_BATCH = 0.25;
/** A line fits when it leaves less than this share of the targets' variance. */
export const LINE_FITS = 0.02;
/** The most passes of a perceptron over the rows, and its products: a few milliseconds. */
export const PERCEPTRON_PASSES = 200;
export const PERCEPTRON_WORK = 2_000_000;
/** No line separates classes by more than this share of the size of the inputs where their deltas cancel to this share. */
export const LEAST_MARGIN = 0.01;
