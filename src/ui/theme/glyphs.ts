/** Every character beyond ASCII that the dashboard draws, with what stands for it where the locale is not UTF-8. */
export interface Glyphs {
  readonly box: {
    readonly topLeft: string;
    readonly topRight: string;
    readonly bottomLeft: string;
    readonly bottomRight: string;
    readonly across: string;
    readonly down: string;
  };
  /** In asciichart's order: first point, axis, right end, left end, level, up from below, down from below, down to below, up to below, vertical. */
  readonly chart: readonly string[];
  readonly corner: string;
  readonly tick: string;
  readonly progressFull: string;
  readonly progressEdge: string;
  readonly progressEmpty: string;
  /** A cell filled from the left, by eighths: index 0 is empty, the last is full. */
  readonly eighths: readonly string[];
  /** Heights of a small curve in one line, the lowest first. */
  readonly sparks: readonly string[];
  readonly minus: string;
  readonly plusMinus: string;
  readonly times: string;
  readonly dot: string;
  readonly dash: string;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly alpha: string;
  readonly check: string;
  readonly cross: string;
  readonly running: string;
  readonly paused: string;
  readonly pointer: string;
  readonly bullet: string;
  /** Beside a line that the tutorial does not have. */
  readonly added: string;
  readonly here: string;
  /** Points of curves that were kept, each curve with its own. */
  readonly keptRuns: readonly string[];
  /** The halves of a cell, where a cell can show two colours over each other. */
  readonly halves: { readonly upper: string; readonly lower: string } | undefined;
  /** From empty to full, for what has no colour. */
  readonly shades: readonly string[];
  /** Points of examples: of the first class or of the second, learned from or only tested on. */
  readonly points: { readonly train: readonly [string, string]; readonly test: readonly [string, string] };
  /** As `chart`, for a second curve. */
  readonly secondChart: readonly string[];
}

export const unicode: Glyphs = {
  box: { topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', across: '─', down: '│' },
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
  alpha: 'α',
  check: '✓',
  cross: '✗',
  running: '▶',
  paused: '‖',
  pointer: '›',
  bullet: '●',
  added: '▎',
  here: '▲',
  keptRuns: ['·', '∘', '+', '⋄'],
  halves: { upper: '▀', lower: '▄' },
  shades: [' ', '░', '▒', '▓', '█'],
  points: { train: ['○', '●'], test: ['◇', '◆'] },
  secondChart: ['┼', '┤', '╌', '╌', '╌', '└', '┌', '┐', '┘', '╎'],
};

export const ascii: Glyphs = {
  box: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', across: '-', down: '|' },
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
  alpha: 'alpha',
  check: '*',
  cross: 'x',
  running: '>',
  paused: '=',
  pointer: '>',
  bullet: 'O',
  added: '|',
  here: '^',
  keptRuns: [':', 'o', '+', '%'],
  halves: undefined,
  shades: [' ', '.', ':', '%', '#'],
  points: { train: ['o', '@'], test: ['v', 'V'] },
  secondChart: ['+', '|', '=', '=', '=', '=', '=', '=', '=', '!'],
};
