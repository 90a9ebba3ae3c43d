/* The levels of a network: the lines that are given, and those that are left to do. The same seed gives the same level. */

import { inferShapes } from '../../language/shapes.ts';
import { BLANK, withBlank } from './blanks.ts';
import { chance, shuffled } from './chance.ts';
import { type LevelName, levelNames, type NetworkName, networkNames } from './level-names.ts';
import { allows, type MistakeId, mistakeOf, mistakes } from './mistakes.ts';
import {
  helperLines,
  helpersOf,
  type Line,
  type LineLabel,
  lineText,
  networkOf,
  type PartLabel,
  partLabels,
  programText,
  type Source,
  sourceOf,
} from './networks.ts';
import { wrongPieces } from './wrong-pieces.ts';

export interface Task {
  readonly network: NetworkName;
  /** `hunt` is a whole program with one mistake. */
  readonly level: LevelName | 'hunt';
}

const ladder: readonly NetworkName[] = ['two-layers', 'three-layers', 'dropout'];
const transfer: readonly NetworkName[] = ['four-layers', 'tanh', 'bias', 'momentum'];

/** All levels in the order in which they are offered: each network from gaps to nothing, then networks that no lesson shows. */
export const tasks: readonly Task[] = [
  ...ladder.flatMap((network) => levelNames.map((level): Task => ({ network, level }))),
  ...transfer.map((network): Task => ({ network, level: 'labels' })),
];

/** A bug hunt for each network. The seed chooses the mistake. */
export const hunts: readonly (Task & { readonly level: 'hunt' })[] = networkNames.map((network) => ({
  network,
  level: 'hunt',
}));

export function taskAfter({ network, level }: Task): Task | undefined {
  const at = tasks.findIndex((task) => task.network === network && task.level === level);
  return at < 0 ? undefined : tasks[at + 1];
}

/** A line that can be moved as one. A wrong line has the mistake that it comes from. */
export interface Piece {
  readonly text: string;
  /** The line without a blank. */
  readonly solution: string;
  readonly label: PartLabel;
  readonly mistake: MistakeId | undefined;
}

export interface Level {
  readonly task: Task;
  readonly seed: number;
  /** The task, in one sentence. */
  readonly instruction: string;
  /** Lines that are given before and after the learner's. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The learner's lines at the beginning. They are one level deeper than those around them, but at the level `nothing`. */
  readonly start: readonly string[];
  /** The lines to put in order; empty at the other levels. */
  readonly pieces: readonly Piece[];
  /** The right lines, and the part that each belongs to. */
  readonly solution: readonly string[];
  readonly labels: readonly LineLabel[];
  /** The mistake of a bug hunt, and the part that it is in. */
  readonly hunt?: Hunt;
}

export interface Hunt {
  readonly mistake: MistakeId;
  readonly label: LineLabel;
  /** One sentence about the mistake. */
  readonly sentence: string;
  readonly title: string;
}

const INDENT = '    ';
/** Wrong lines of a faded level. */
const WRONG_LINES = 3;

export function labelLine(label: PartLabel): string {
  return `# ${label}`;
}

/** A level of a network. @param seed chooses blanks, order and wrong lines. */
export function makeLevel(task: Task, seed = 1): Level {
  const network = networkOf(task.network);
  const source = sourceOf(network);
  const text = programText(source);
  const given = [...text.imports, '', ...text.helpers, ...text.data, ''];
  const whole = {
    task,
    seed,
    pieces: [],
    solution: source.iteration.map(lineText),
    labels: source.iteration.map(({ label }) => label),
  };
  if (task.level === 'hunt') return huntLevel(task, seed, source);
  const random = chance(seed);
  if (task.level === 'nothing') {
    return {
      ...whole,
      instruction: 'Write everything: initial weights from seed 1, and the loop that trains them.',
      before: [...text.imports, '', ...text.data, ''],
      after: [],
      start: [''],
      labels: [
        ...[text.seed, ...text.setup, text.loop].map(() => 'setup' as const),
        ...source.iteration.map(({ label }) => label),
        ...text.report.map(() => 'update' as const),
      ],
      solution: [
        text.seed,
        ...text.setup,
        text.loop,
        ...[...text.iteration, ...text.report].map((line) => INDENT + line),
      ],
    };
  }
  const before = [...given, text.seed, ...text.setup, '', text.loop];
  const after = text.report.map((line) => INDENT + line);
  const inLoop = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => (line === '' ? '' : INDENT + line));
  switch (task.level) {
    case 'gap':
      return {
        ...whole,
        instruction: `Fill each blank, ${BLANK}. Any expression with the right values counts.`,
        before,
        after,
        start: inLoop(underLabels(source, (line) => withBlank(line, random))),
      };
    case 'labels':
      return {
        ...whole,
        instruction: 'Write the lines under their labels. You choose names and form.',
        before,
        // The learner's names are free: a line that prints one of ours would fail.
        after: [],
        start: inLoop(labelsWithShapes(source)),
      };
    case 'order':
    case 'faded': {
      const isFaded = task.level === 'faded';
      const right = source.iteration.map((line): Piece => {
        const solution = lineText(line);
        const label = line.label === 'setup' ? 'forward' : line.label;
        return {
          text: isFaded && random() < 0.5 ? withBlank(line, random) : solution,
          solution,
          label,
          mistake: undefined,
        };
      });
      const wrong = isFaded ? wrongPieces(source, random).slice(0, WRONG_LINES) : [];
      const pieces = shuffled([...right, ...wrong], random);
      return {
        ...whole,
        instruction: isFaded
          ? 'Put the lines in order, fill the blanks, and leave out three lines that are wrong.'
          : 'Put the lines in order, under their labels.',
        before,
        after,
        pieces,
        start: inLoop(spread(pieces)),
      };
    }
  }
}

/** The seed of the order of mistakes in bug hunts. */
const HUNT_ORDER = 17;

/** The mistakes that a network can have, in the order of the seeds. */
export function huntedMistakes(network: NetworkName): readonly MistakeId[] {
  const source = sourceOf(networkOf(network));
  const all = mistakes.filter((mistake) => allows(source, mistake)).map(({ id }) => id);
  return shuffled(all, chance(HUNT_ORDER));
}

/** A whole program with one mistake. Seeds go through all mistakes of the network, then through other places of the same ones. */
function huntLevel(task: Task, seed: number, source: Source): Level {
  const ids = huntedMistakes(task.network);
  const number = Math.max(0, Math.floor(seed) - 1);
  const mistake = mistakeOf(ids[number % ids.length] as MistakeId);
  const all = mistake.apply(source);
  const wrong = all[Math.floor(number / ids.length) % all.length] as Source;
  const lines = (own: Source): readonly string[] => {
    const { data, seed: seedLine, setup, loop, iteration, report } = programText(own);
    return [...data, '', seedLine, ...setup, '', loop, ...[...iteration, ...report].map((line) => INDENT + line)];
  };
  const { imports, report, setup } = programText(source);
  const needed = new Set([...helpersOf(source), ...helpersOf(wrong)]);
  const start = lines(wrong);
  const solution = lines(source);
  const labels = [
    ...Array.from({ length: setup.length + 6 }, () => 'setup' as const),
    ...source.iteration.map(({ label }) => label),
    ...report.map(() => 'update' as const),
  ];
  const first = solution.findIndex((line, i) => line !== start[i]);
  return {
    task,
    seed,
    pieces: [],
    instruction: 'This program has one mistake: find it, and fix it.',
    before: [...imports, '', ...[...needed].flatMap((own) => [...(helperLines[own] ?? []), ''])],
    after: [],
    start,
    solution,
    labels,
    hunt: {
      mistake: mistake.id,
      title: mistake.title,
      sentence: mistake.sentence(source),
      label: labels[first] ?? 'update',
    },
  };
}

/** The lines under comments with their labels. */
function underLabels({ iteration }: Source, text: (line: Line) => string): readonly string[] {
  return partLabels.flatMap((label) => {
    const lines = iteration.filter((line) => line.label === label);
    return lines.length === 0 ? [] : [labelLine(label), ...lines.map(text)];
  });
}

/** `# forward: l0 is 4×3, l1 is 4×4`, and an empty line for the learner. */
function labelsWithShapes(source: Source): readonly string[] {
  const shapes = inferShapes(source.program);
  return partLabels.flatMap((label) => {
    const names = [...new Set(source.iteration.filter((line) => line.label === label).map(({ target }) => target))];
    const texts = names.flatMap((own) => {
      const shape = shapes.get(own);
      return shape === undefined ? [] : [`${own} ${shape.rows}×${shape.columns}`];
    });
    return names.length === 0 ? [] : [`${labelLine(label)}: ${texts.join(', ')}`, ''];
  });
}

/** The lines in the given order under the labels: as many under each as there are lines, right and wrong, of that label. */
function spread(pieces: readonly Piece[]): readonly string[] {
  const rest = [...pieces];
  return partLabels.flatMap((label) => {
    const count = pieces.filter((piece) => piece.label === label).length;
    return count === 0 ? [] : [labelLine(label), ...rest.splice(0, count).map(({ text }) => text)];
  });
}

/** The whole text of a level with the learner's lines. */
export function levelText({ before, after }: Pick<Level, 'before' | 'after'>, lines: readonly string[]): string {
  return [...before, ...lines, ...after, ''].join('\n');
}

/** `# backprop-tui rebuild: three-layers, gap, 1`: the line that names the level of a file. */
export function headerOf({ task, seed }: Pick<Level, 'task' | 'seed'>): string {
  return `# backprop-tui rebuild: ${task.network}, ${task.level}, ${seed}`;
}

/** The level that a file names; undefined where it names none. */
export function levelOfText(text: string): { readonly task: Task; readonly seed: number } | undefined {
  const found = /^# backprop-tui rebuild: ([\w-]+), (\w+), (\d+)\s*$/m.exec(text);
  if (found === null) return undefined;
  const task = tasks.find(({ network, level }) => network === found[1] && level === found[2]);
  return task === undefined ? undefined : { task, seed: Number(found[3]) };
}
