import { printCell } from '../../language/change.ts';
import { printStatement } from '../../language/print.ts';
import { counted } from '../../language/wording.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import { outputNames } from '../model/data-facts.ts';
import { chosenLine, type Model } from '../model/model.ts';
import { isScript } from '../model/script.ts';
import { firstVisible, visibleRows } from '../model/script-rows.ts';
import { formatAlike, formatCount, formatReading } from '../text/numbers.ts';
import type { PaneName } from '../views/layout.ts';
import { changeNotes, watchNotes } from '../views/panes-props.ts';
import { scoreWords } from '../words/predictions-words.ts';
import { boundarySentences } from './boundary.ts';
import { chartChosen, chartRows, chartShort } from './chart.ts';
import { askedSentences, exampleSentence, FEW_INPUTS, insideSentences, rowsFrom, tableOf } from './examples.ts';
import { lineSentence, valuesText } from './position.ts';
import {
  outputLines,
  outputShort,
  sourceChosen,
  sourceRows,
  sourceShort,
  variableSentences,
  variablesShort,
} from './script.ts';
import { atMost, MOST_LINES, sentence, spokenTheme } from './spoken.ts';

const { glyphs } = spokenTheme;

/** A pane in sentences. */
interface PaneSentences {
  /** The name of the pane, and its contents in short. */
  readonly short: (model: Model) => readonly string[];
  /** The chosen example, line, weight, watch or iteration. */
  readonly chosen: (model: Model) => readonly string[];
  /** The rows that the pane shows at its place, line by line. */
  readonly rows: (model: Model) => readonly string[];
}

/** The sentences of each pane. A pane without an entry does not compile. */
export const paneSentences: Readonly<Record<PaneName, PaneSentences>> = {
  error: { short: chartShort, chosen: chartChosen, rows: chartRows },
  weights: { short: weightsShort, chosen: weightChosen, rows: weightRows },
  network: { short: networkShort, chosen: insideSentences, rows: insideSentences },
  predictions: { short: predictionsShort, chosen: exampleChosen, rows: exampleRows },
  program: { short: programShort, chosen: programChosen, rows: programRows },
  output: { short: outputShort, chosen: outputLines, rows: outputLines },
  variables: { short: variablesShort, chosen: variableSentences, rows: variableSentences },
  boundary: { short: boundarySentences, chosen: boundarySentences, rows: boundarySentences },
  notes: { short: notesShort, chosen: watchChosen, rows: notesRowsOrNone },
};

/** A pane with at most this many rows is read as a whole when it gets the focus. */
const FEW = 8;

// Weights

function weightsShort(model: Model): readonly string[] {
  const views = model.snapshot?.parameters ?? [];
  return [
    sentence(views.length === 0 ? 'weights: none yet' : `weights: ${views.map(extentWords).join('; ')}`),
    ...(model.weight === undefined ? ['Arrows choose a weight, e edits it, x sets it to zero.'] : weightChosen(model)),
  ];
}

/** `syn0, 3x4, from -3.2 to +4.5` */
function extentWords({ name, rows, columns, blockRows, blockColumns, sums }: MatrixView): string {
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  const shape = `${name}, ${rows}x${columns}`;
  if (blockRows * blockColumns !== 1) return `${shape}, too large to be read`;
  const [least, most] = formatAlike([low, high], glyphs);
  return `${shape}, from ${least?.trim()} to ${most?.trim()}`;
}

function weightChosen(model: Model): readonly string[] {
  const { weight, snapshot } = model;
  if (weight === undefined) return ['No weight is chosen: the arrows choose one.'];
  const view = snapshot?.parameters.find(({ name }) => name === weight.name);
  const isSingle = view !== undefined && view.blockRows * view.blockColumns === 1;
  const value = isSingle ? formatReading(view.sums[weight.row * view.columns + weight.column]!, glyphs).trim() : '';
  const where = betweenWords(model, weight);
  return [
    sentence(`${printCell(weight)} = ${value === '' ? 'part of a sum' : value}${where === '' ? '' : `, ${where}`}`),
  ];
}

/** `from x1 to hidden unit 3` */
function betweenWords({ network, subject }: Model, { name, row, column }: NonNullable<Model['weight']>): string {
  // Rows of a script may be units, too.
  if (subject.kind === 'script') return '';
  const { layers } = network.program.roles;
  const layer = layers.findIndex(({ weights }) => weights === name);
  if (layer === -1) return '';
  const from = layer === 0 ? (subject.inputNames[row] ?? `input ${row + 1}`) : `hidden unit ${row + 1}`;
  const names = outputNames(subject);
  const isLast = layer === layers.length - 1;
  return `from ${from} to ${isLast ? (names[column] ?? `output ${column + 1}`) : `hidden unit ${column + 1}`}`;
}

function weightRows(model: Model): readonly string[] {
  const { network, snapshot } = model;
  const first = firstVisible(model, 'weights');
  const shown = new Set(
    network.program.roles.layers
      .slice(first, first + visibleRows(model, 'weights'))
      .flatMap((layer) => Object.values(layer)),
  );
  return (snapshot?.parameters ?? []).filter(({ name }) => shown.has(name)).flatMap(matrixLines);
}

/** A matrix line by line: `syn0 row 1: +0.12 -3.40`. */
function matrixLines(view: MatrixView): readonly string[] {
  const { name, rows, columns, blockRows, blockColumns, sums } = view;
  if (blockRows * blockColumns !== 1) return [sentence(extentWords(view))];
  const texts = formatAlike(sums, glyphs).map((text) => text.trim());
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = texts.slice(row * columns, (row + 1) * columns);
    return `${name} row ${row + 1}: ${atMost(cells, MOST_LINES, 'columns').join(' ')}`;
  });
  return atMost(lines, MOST_LINES, 'rows');
}

// The network, and predictions

function networkShort(model: Model): readonly string[] {
  return ['Network: up and down choose an example.', ...insideSentences(model)];
}

export function predictionsShort(model: Model): readonly string[] {
  const table = tableOf(model);
  const all = table.targets.rows;
  const shown = table.order?.length ?? all;
  const set = table.part === undefined ? '' : `${table.part === 'test' ? 'test' : 'training'} set, `;
  const arrangement = table.arrangement?.[0];
  const count = shown === all ? counted(all, 'example') : `${formatCount(shown)} of ${counted(all, 'example')}`;
  const order = arrangement === undefined ? '' : `, ${arrangement}`;
  const [score] = scoreWords(model.snapshot, model.network.program, glyphs);
  const heading = sentence(`predictions: ${set}${count}${order}${score === undefined ? '' : `; ${score}`}`);
  if (shown === 0) return [heading, sentence(table.nothing ?? 'no example matches')];
  if (table.chosen !== undefined) return [heading, exampleSentence(table, table.chosen)];
  return [
    heading,
    ...rowsFrom(table, 0, shown <= FEW ? shown : 1).map((row) => exampleSentence(table, row, FEW_INPUTS)),
  ];
}

function exampleChosen(model: Model): readonly string[] {
  const table = tableOf(model);
  if (model.examples.isAsked) return askedSentences(model);
  return table.chosen === undefined ? predictionsShort(model) : [exampleSentence(table, table.chosen)];
}

function exampleRows(model: Model): readonly string[] {
  const table = tableOf(model);
  // A regression has a row for each output.
  const each = table.classes === undefined ? table.targets.columns : 1;
  const first = Math.floor(firstVisible(model, 'predictions') / each);
  const count = Math.max(1, Math.floor(visibleRows(model, 'predictions') / each));
  const rows = rowsFrom(table, first, Math.min(MOST_LINES, count));
  return rows.length === 0
    ? predictionsShort(model)
    : [...rows.map((row) => exampleSentence(table, row, FEW_INPUTS)), ...askedSentences(model)];
}

// The program

function programShort(model: Model): readonly string[] {
  if (isScript(model)) return sourceShort(model);
  const { iteration } = model.network.program;
  return [`Program: ${counted(iteration.length, 'line')}; enter looks inside the chosen one.`, ...programChosen(model)];
}

function programChosen(model: Model): readonly string[] {
  return isScript(model) ? sourceChosen(model) : [lineSentence(model, chosenLine(model))];
}

function programRows(model: Model): readonly string[] {
  if (isScript(model)) return sourceRows(model);
  const { setup, iteration } = model.network.program;
  const lines = [
    `Before the first iteration: seed(${model.seed}).`,
    ...setup.map((statement) => sentence(`before the first iteration: ${printStatement(statement)}`)),
    'Each iteration:',
    ...iteration.map((_, line) => lineSentence(model, line)),
  ];
  const first = firstVisible(model, 'program');
  return lines.slice(first, first + visibleRows(model, 'program'));
}

// Watches and changes

function notesShort(model: Model): readonly string[] {
  const [watches, changes] = [watchNotes(model), changeNotes(model)];
  return [
    `Watches and changes: ${counted(watches.length, 'watch').replace('watchs', 'watches')}, ${counted(changes.length, 'change')}.`,
    ...notesRows(model).slice(0, FEW),
  ];
}

function watchChosen(model: Model): readonly string[] {
  return model.watches.length === 0 ? notesShort(model) : [watchSentence(model, model.chosenWatch)];
}

/** `Watch 1 of 2: l1_error, 4x1, values +0.3 -0.4 -0.2 +0.5.` */
export function watchSentence(model: Model, index: number): string {
  const notes = watchNotes(model);
  const note = notes[index];
  if (note === undefined) return 'No such watch.';
  const value = note.view?.value;
  const shape = value === undefined || value.rows * value.columns === 1 ? '' : `, ${value.rows}x${value.columns}`;
  const values =
    note.view?.text !== undefined
      ? `: ${note.view.text}`
      : value === undefined
        ? ', no value yet'
        : `${shape}: ${valuesText(value)}`;
  const holds = note.view?.holds;
  const state = holds === undefined ? '' : holds ? ', holds' : ', does not hold yet';
  const kind = note.isBreakpoint ? 'breakpoint' : 'watch';
  return sentence(`${kind} ${index + 1} of ${notes.length}: ${note.text}${values}${state}`);
}

function notesRowsOrNone(model: Model): readonly string[] {
  const rows = notesRows(model);
  return rows.length === 0 ? ['No watches and no changes.'] : rows;
}

function notesRows(model: Model): readonly string[] {
  return [...watchNotes(model).map((_, index) => watchSentence(model, index)), ...changeSentences(model).toReversed()];
}

/** `Change at iteration 1,000: alpha 1 to 10.`, the oldest first. */
export function changeSentences(model: Model): readonly string[] {
  return changeNotes(model).map(({ at, text, inEffect }) =>
    sentence(`change at iteration ${formatCount(at)}: ${text}${inEffect ? '' : ', still ahead'}`),
  );
}
