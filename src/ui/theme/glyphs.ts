interface BoxGlyphs {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly across: string;
  readonly down: string;
}

/** The glyphs of the dashboard: one set for UTF-8, one in ASCII for other locales. */
export interface Glyphs {
  readonly box: BoxGlyphs;
  /** The border of the focused pane while another place takes the keys. */
  readonly heavyBox: BoxGlyphs;
  /**
   * Symbols of a curve in asciichart's order: first point, axis, right end, left end, level, lower left corner, upper
   * left corner, upper right corner, lower right corner, vertical.
   */
  readonly chart: readonly string[];
  readonly corner: string;
  readonly tick: string;
  readonly progressFull: string;
  readonly progressEdge: string;
  readonly progressEmpty: string;
  /** A cell filled from the left in eighths: index 0 is empty, index 8 full. */
  readonly eighths: readonly string[];
  /** Heights of a sparkline, the lowest first. */
  readonly sparks: readonly string[];
  readonly minus: string;
  readonly plusMinus: string;
  readonly times: string;
  readonly dot: string;
  readonly dash: string;
  readonly ellipsis: string;
  readonly arrow: string;
  /** Between a function of a script and its caller. */
  readonly calledBy: string;
  readonly alpha: string;
  /** One standard deviation. */
  readonly sigma: string;
  readonly squared: string;
  readonly check: string;
  readonly cross: string;
  readonly running: string;
  readonly paused: string;
  readonly pointer: string;
  readonly bullet: string;
  readonly breakpoint: string;
  /** Marks a line that a technique adds to the tutorial's program. */
  readonly added: string;
  /** Marks the shown iteration below the axis of the error chart. */
  readonly here: string;
  /** Marks a change of the run on the axis of the error chart. */
  readonly change: string;
  /** The line at the chosen iteration of the error chart. */
  readonly crosshair: string;
  /** Points of the curves of kept runs, or of the cells of a watch, one glyph a curve. */
  readonly keptRuns: readonly string[];
  /** Half blocks, with which a cell shows two colours; undefined in ASCII. */
  readonly halves: { readonly upper: string; readonly lower: string } | undefined;
  /** Shades from empty to full, for terminals without colour. */
  readonly shades: readonly string[];
  /** Examples of the training set and of the test set, first class then second. */
  readonly points: { readonly train: readonly [string, string]; readonly test: readonly [string, string] };
  /** Symbols of the test curve, in the order of `chart`. */
  readonly secondChart: readonly string[];
}

export const unicode: Glyphs = {
  box: { topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', across: '─', down: '│' },
  heavyBox: { topLeft: '┏', topRight: '┓', bottomLeft: '┗', bottomRight: '┛', across: '━', down: '┃' },
  chart: ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'],
  corner: '└',
  tick: '┬',
  progressFull: '━',
  progressEdge: '╸',
  progressEmpty: '┈',
  eighths: [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  sparks: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  minus: '−',
  plusMinus: '±',
  times: '×',
  dot: '·',
  dash: '–',
  ellipsis: '…',
  arrow: '→',
  calledBy: '←',
  alpha: 'α',
  sigma: 'σ',
  squared: '²',
  check: '✓',
  cross: '✗',
  running: '▶',
  paused: '‖',
  pointer: '›',
  bullet: '●',
  breakpoint: '●',
  added: '▎',
  here: '▲',
  change: '◆',
  crosshair: '┊',
  keptRuns: ['·', '∘', '+', '⋄', '×', '=', '~'],
  halves: { upper: '▀', lower: '▄' },
  shades: [' ', '░', '▒', '▓', '█'],
  points: { train: ['○', '●'], test: ['◇', '◆'] },
  secondChart: ['┼', '┤', '╌', '╌', '╌', '└', '┌', '┐', '┘', '╎'],
};

export const ascii: Glyphs = {
  box: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', across: '-', down: '|' },
  heavyBox: { topLeft: '#', topRight: '#', bottomLeft: '#', bottomRight: '#', across: '=', down: '#' },
  chart: ['+', '|', '-', '-', '-', "'", '.', '.', "'", '|'],
  corner: '+',
  tick: '+',
  progressFull: '#',
  progressEdge: '>',
  progressEmpty: '.',
  eighths: [' ', ' ', ' ', ' ', '#', '#', '#', '#', '#'],
  sparks: ['_', '_', '.', '-', '-', '=', '=', '^'],
  minus: '-',
  plusMinus: '+-',
  times: 'x',
  dot: '.',
  dash: '-',
  ellipsis: '~',
  arrow: '->',
  calledBy: '<-',
  alpha: 'alpha',
  sigma: 'sd',
  squared: '2',
  check: '*',
  cross: 'x',
  running: '>',
  paused: '=',
  pointer: '>',
  bullet: 'O',
  breakpoint: '*',
  added: '|',
  here: '^',
  change: '*',
  crosshair: ':',
  keptRuns: [':', 'o', '+', '%', '&', '"', '~'],
  halves: undefined,
  shades: [' ', '.', ':', '%', '#'],
  points: { train: ['o', '@'], test: ['v', 'V'] },
  secondChart: ['+', '|', '=', '=', '=', '=', '=', '=', '=', '!'],
};
