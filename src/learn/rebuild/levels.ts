/*
 * The levels over the lines of a network: what is given, and what is left to do. Seeded: the same seed gives the same level. Longer than
 * other files: all levels are made from the same pieces.
 */
import { type Expression, name, operands } from '../../language/expression.ts';
import { inferShapes } from '../../language/shapes.ts';
import { check } from './check.ts';
import { type LevelName, levelNames, type NetworkName, networkNames } from './level-names.ts';
import { allows, type MistakeId, mistakeOf, mistakes, setupMistakes } from './mistakes.ts';
import {
  helperLines,
  helpersOf,
  type Line,
  lineText,
  networkOf,
  type PartLabel,
  partLabels,
  programText,
  type Source,
  sourceOf,
} from './networks.ts';
import type { Report } from './report.ts';

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

/** The place that is left open in a line. */
export const BLANK = '____';

export function hasBlank(text: string): boolean {
  return text.includes(BLANK);
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
  readonly labels: readonly (PartLabel | 'setup')[];
  /** The mistake of a bug hunt, and the part that it is in. */
  readonly hunt?: Hunt;
}

export interface Hunt {
  readonly mistake: MistakeId;
  readonly label: PartLabel | 'setup';
  /** One sentence about the mistake. */
  readonly sentence: string;
  readonly title: string;
}

const INDENT = '    ';

export function labelLine(label: PartLabel | 'left out'): string {
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
      instruction: 'Write everything: first weights from seed 1, and the loop that trains them.',
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
        instruction: `Fill each blank, ${BLANK}. Any form with the right values is right.`,
        before,
        after,
        start: inLoop(underLabels(source, (line) => withBlank(line, random))),
      };
    case 'labels':
      return {
        ...whole,
        instruction: 'Write the lines under their labels. Names and form are yours.',
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
      const wrong = isFaded ? distractors(source, random).slice(0, 3) : [];
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

/** The order of the mistakes of a bug hunt: a seed of its own, so that the order says nothing. */
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
    instruction: 'One mistake is in this program: find it, and mend it.',
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

/** The lines in a given order, as many under each label as belong there; a wrong line is under the label that it looks like. */
function spread(pieces: readonly Piece[]): readonly string[] {
  const rest = [...pieces];
  return partLabels.flatMap((label) => {
    const count = pieces.filter((piece) => piece.label === label).length;
    return count === 0 ? [] : [labelLine(label), ...rest.splice(0, count).map(({ text }) => text)];
  });
}

/** A line with one part of its right side left open. A line of one name has no part. */
function withBlank(line: Line, random: () => number): string {
  if (typeof line.value === 'string') return lineText(line);
  const parts = partsOf(line.value).filter(({ kind }) => kind !== 'number' && kind !== 'fill');
  const part = parts[Math.floor(random() * parts.length)];
  return part === undefined ? lineText(line) : lineText({ ...line, value: replaced(line.value, part) });
}

/** The parts inside of an expression. */
function partsOf(expression: Expression): readonly Expression[] {
  return operands(expression).flatMap((part) => [part, ...partsOf(part)]);
}

/** The expression with one of its parts left open. */
function replaced(expression: Expression, part: Expression): Expression {
  if (expression === part) return name(BLANK);
  switch (expression.kind) {
    case 'binary':
      return { ...expression, left: replaced(expression.left, part), right: replaced(expression.right, part) };
    case 'call':
      return { ...expression, argument: replaced(expression.argument, part) };
    case 'transpose':
    case 'negate':
    case 'index':
    case 'clip':
      return { ...expression, of: replaced(expression.of, part) };
    case 'rows':
      return { ...expression, of: replaced(expression.of, part), at: replaced(expression.at, part) };
    default:
      return expression;
  }
}

/** Lines with a known mistake: those of programs that differ from the right one in a single line. */
function distractors(source: Source, random: () => number): readonly Piece[] {
  const right = new Set(source.iteration.map(lineText));
  const found = new Map<string, Piece>();
  for (const { id, apply } of mistakes) {
    if (setupMistakes.has(id)) continue;
    for (const { iteration } of apply(source)) {
      const changed = iteration.filter((line) => !right.has(lineText(line)));
      const [line] = changed;
      if (changed.length !== 1 || line === undefined || line.label === 'setup') continue;
      const text = lineText(line);
      // One wrong line for each name.
      if (![...found.values()].some((piece) => piece.text.split(' ')[0] === line.target && piece.mistake === id)) {
        found.set(text, { text, solution: text, label: line.label, mistake: id });
      }
    }
  }
  const all = shuffled([...found.values()], random);
  const targets = new Set<string>();
  const spreadOut = all.filter(({ text }) => {
    const target = text.split(' ')[0] as string;
    const isNew = !targets.has(target);
    targets.add(target);
    return isNew;
  });
  return [...spreadOut, ...all.filter((piece) => !spreadOut.includes(piece))];
}

/** Numbers from 0 up to 1 from a seed (mulberry32, by Tommy Ettinger). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fisher and Yates; an order that is that of the items is turned by one. */
function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  const isSame = list.every((item, i) => item === items[i]);
  return isSame && list.length > 1 ? [...list.slice(1), list[0] as T] : list;
}

/** The whole text of a level with the learner's lines. */
export function levelText({ before, after }: Pick<Level, 'before' | 'after'>, lines: readonly string[]): string {
  return [...before, ...lines, ...after, ''].join('\n');
}

/** `# backprop-tui rebuild: three-layers, gap, 1`: the line by which a file says its level. */
export function headerOf({ task, seed }: Pick<Level, 'task' | 'seed'>): string {
  return `# backprop-tui rebuild: ${task.network}, ${task.level}, ${seed}`;
}

/** The level that a file says; undefined where it says none. */
export function levelOfText(text: string): { readonly task: Task; readonly seed: number } | undefined {
  const found = /^# backprop-tui rebuild: ([\w-]+), (\w+), (\d+)\s*$/m.exec(text);
  if (found === null) return undefined;
  const task = tasks.find(({ network, level }) => network === found[1] && level === found[2]);
  return task === undefined ? undefined : { task, seed: Number(found[3]) };
}

/**
 * Checks a text of a level. Lines that still have a blank are judged as if they were filled, and the program is not solved before
 * they are.
 */
export function* checkLevel(
  text: string,
  { task, seed }: Pick<Level, 'task' | 'seed'>,
  options: Parameters<typeof check>[2] = {},
): Generator<Report | undefined, Report> {
  const network = networkOf(task.network);
  const lines = text.split('\n');
  const blanks = lines.flatMap((line, i) => (hasBlank(line.split('#')[0] as string) ? [i] : []));
  const level = makeLevel(task, seed);
  if (blanks.length === 0) {
    const report = yield* check(text, network, options);
    if (report.fault?.stage === 'syntax') return yield* withOtherMarks(report, lines, level);
    return underItsLabel(report, lines, { task, seed });
  }
  const filled = lines.map((line, i) => (blanks.includes(i) ? filledLine(line, level) : line));
  let report = yield* check(filled.join('\n'), network, { ...options, digits: 'none' });
  if (report.fault?.stage === 'syntax') report = yield* withOtherMarks(report, filled, level);
  const marks = report.marks.map((mark) =>
    blanks.includes(mark.line - 1) ? { line: mark.line, mark: 'open' as const, sentence: 'a blank to fill' } : mark,
  );
  const first = (blanks[0] as number) + 1;
  const sentence = `${blanks.length === 1 ? 'One blank is' : `${blanks.length} blanks are`} still open: the first is in line ${first}.`;
  const stages = report.stages.map((stage) =>
    stage.state === 'failed' || stage.name === 'syntax' ? stage : { ...stage, state: 'open' as const, sentence },
  );
  return {
    ...report,
    marks,
    stages,
    solved: false,
    missing: report.missing ?? { label: 'forward', sentence, mistake: undefined },
  };
}

/** A report on a line that Python cannot read, with the marks of the right lines beside it: the line may be half typed. */
function* withOtherMarks(report: Report, lines: readonly string[], level: Level): Generator<undefined, Report> {
  const at = (report.fault?.line ?? 0) - 1;
  const line = lines[at];
  if (line === undefined) return report;
  const other = filledLine(line, level);
  const indent = line.slice(0, line.length - line.trimStart().length);
  const work = check(
    lines.with(at, other === line ? `${indent}pass` : other).join('\n'),
    networkOf(level.task.network),
    {
      digits: 'none',
    },
  );
  for (;;) {
    const { done, value } = work.next();
    yield undefined;
    if (!done) continue;
    const marks = report.marks.map((mark, i) => {
      const own = value.marks[i];
      return i !== at && own?.mark === 'right' ? own : mark;
    });
    return { ...report, marks, shapes: value.shapes };
  }
}

/** A right program of a level with labels is solved once each line is under its own. Without the labels there is nothing to judge. */
function underItsLabel(report: Report, lines: readonly string[], { task, seed }: Pick<Level, 'task' | 'seed'>): Report {
  if (!report.solved || (task.level !== 'order' && task.level !== 'faded')) return report;
  const { pieces } = makeLevel(task, seed);
  const texts = lines.map((line) => line.trim());
  const labels = [...new Set(pieces.map(({ label }) => label))];
  if (!labels.every((label) => texts.includes(labelLine(label)))) return report;
  // From the first line on: each move to a label then keeps the order of the lines.
  let own: string | undefined;
  for (const [at, text] of texts.entries()) {
    if (labels.some((label) => text === labelLine(label))) own = text;
    const piece = pieces.find(({ solution, mistake }) => mistake === undefined && solution === text);
    if (piece === undefined || own === labelLine(piece.label)) continue;
    const sentence = `The numbers are right. Still to move: line ${at + 1} belongs under "${piece.label}".`;
    return { ...report, solved: false, missing: { label: piece.label, sentence, mistake: undefined } };
  }
  return report;
}

/** The right line that a line with a blank comes from; the line itself where none fits. */
function filledLine(line: string, { solution, pieces }: Level): string {
  const indent = line.slice(0, line.length - line.trimStart().length);
  const own = line.trim();
  const parts = own.split(BLANK);
  const all = [...solution, ...pieces.map((piece) => piece.solution)];
  const fits = (text: string): boolean => {
    let at = 0;
    for (const [i, part] of parts.entries()) {
      const found = i === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return parts.at(-1) === '' || text.endsWith(parts.at(-1) as string);
  };
  // Another name for the value does not change which line it is.
  const target = own.split(/\s*[-+*]?=/)[0];
  const found = all.find(fits) ?? all.find((text) => text.split(/\s*[-+*]?=/)[0] === target);
  return found === undefined ? line : indent + found.trim();
}
