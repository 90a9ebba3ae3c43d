import { carryOverOf } from '../../language/carry-over.ts';
import { printStatement } from '../../language/print.ts';
import { counted } from '../../language/wording.ts';
import { buildProgram } from '../../network/build.ts';
import { type Option, options } from '../../network/options.ts';
import type { Inspection } from '../../worker/protocol.ts';
import { type CoveringView, helpRows, keyTable } from '../keys/bindings.ts';
import { planeTitle } from '../model/data-facts.ts';
import type { Model } from '../model/model.ts';
import { descriptionOpening } from '../model/requests.ts';
import { rivalsOf } from '../model/rivals.ts';
import { scriptContext } from '../model/script.ts';
import { checkedRows } from '../panes/check-up-pane.ts';
import { gradientsContent } from '../panes/gradients-pane.ts';
import { drawNumbers } from '../panes/inspect-pane.ts';
import { optionName } from '../panes/options-list.ts';
import { lineChanges } from '../panes/options-pane.ts';
import { formatCount } from '../text/numbers.ts';
import { gradientsProps } from '../views/gradients-view.ts';
import { isPending } from '../views/inside-line.ts';
import { keptRunRows } from '../views/kept-runs-view.ts';
import { carryOverWords } from '../words/carry-over-words.ts';
import { findingLabel, findingWords } from '../words/check-up-words.ts';
import { stageOf } from '../words/verdict-headline.ts';
import { measuredFrom, nothingToTry, verdictWords } from '../words/verdict-words.ts';
import { boundarySentences, isBoundaryPending } from './boundary.ts';
import { compareSentences } from './compare.ts';
import { insideSentences, isInsidePending } from './examples.ts';
import { fitSentences } from './fit.ts';
import { gaugeSentences } from './gauges.ts';
import { cellSentences, lineSentences } from './inside.ts';
import { lookSentences, mapSentences } from './map.ts';
import { errorWords } from './position.ts';
import { variableSentences } from './script.ts';
import { atMost, linesOf, MOST_LINES, sentence, spoken, spokenTheme } from './spoken.ts';
import { isSurfacePending, SURFACE_KEYS, surfaceSentences } from './surface.ts';

/* One file, though it is long: it is the table of all views. */

/** A view that covers the panes, in sentences. */
interface ViewSentences<State> {
  /** The name of the view. */
  readonly title: string | ((model: Model) => string);
  /** All of it, line by line: the answer to the key that opens it. */
  readonly whole: (model: Model, view: State) => readonly string[];
  /** The answer to a key of its own; all of it by default. */
  readonly chosen?: (model: Model, view: State) => readonly string[];
  /** True while the training thread has not answered yet. */
  readonly isPending?: (model: Model, view: State) => boolean;
  /** Said at once, where the answer may take a while. */
  readonly begin?: string;
}

type Table = { readonly [Kind in CoveringView['kind']]: ViewSentences<Extract<CoveringView, { readonly kind: Kind }>> };

/** The sentences of each view. A view without an entry does not compile. */
const table: Table = {
  verdict: { title: 'verdict', whole: verdictSentences },
  boundary: {
    title: ({ subject }) => planeTitle(subject),
    whole: (model) => [
      ...boundarySentences(model),
      'Left and right choose the output or a hidden unit, X and Y another input, # types both.',
    ],
    chosen: boundarySentences,
    isPending: isBoundaryPending,
  },
  fit: {
    title: 'fit',
    whole: fitSentences,
    isPending: ({ snapshot, subject }) => subject.classes !== undefined && snapshot?.scores?.confusion === undefined,
  },
  example: {
    title: 'example',
    whole: (model) => [...insideSentences(model), 'Up and down choose another example.'],
    chosen: insideSentences,
    isPending: isInsidePending,
  },
  inspect: {
    title: 'line view',
    whole: (model, view) => {
      if (view.inside !== undefined) return lineSentences(view);
      return view.inspection === undefined ? [] : [lineOf(view.inspection), ...cellOf(model, view.inspection)];
    },
    chosen: (model, view) => {
      if (view.inside !== undefined) return cellSentences(view);
      return view.inspection === undefined ? [] : cellOf(model, view.inspection);
    },
    isPending: (_, view) => (view.inside === undefined ? isInspectPending(view) : isPending(view)),
  },
  gauges: {
    title: 'gauges',
    whole: gaugeSentences,
    isPending: ({ snapshot }) => snapshot?.gauges === undefined && (snapshot?.furthest ?? 0) > 0,
  },
  surface: {
    title: 'loss surface',
    whole: (model, view) => [...surfaceSentences(model, view), ...SURFACE_KEYS],
    chosen: surfaceSentences,
    isPending: isSurfacePending,
    begin: 'Computing the losses.',
  },
  gradients: {
    title: 'gradient check',
    whole: gradientSentences,
    isPending: (_, { report }) => report === undefined,
    begin: 'Checking the gradients, esc cancels.',
  },
  checkUp: {
    title: 'check-up',
    whole: checkUpSentences,
    isPending: (_, { report }) => report?.isDone !== true,
    begin: 'Check-up: it takes about two seconds, esc cancels.',
  },
  variables: { title: 'variables', whole: variableSentences },
  options: {
    title: 'options',
    whole: (model, view) => [...OPTIONS_HELP, ...optionSentences(model, view)],
    chosen: optionSentences,
  },
  compare: { title: 'compare', whole: compareSentences, isPending: (_, { earlier }) => earlier === undefined },
  keptRuns: {
    title: (model) => {
      if (model.trainings.length > 0) return 'trainings and kept runs';
      return rivalsOf(model).length > 0 ? 'race' : 'kept runs';
    },
    whole: (model) => keptRunSentences(model),
    chosen(model, { chosen }) {
      const row = chosen + (model.trainings.length === 0 ? 1 : 0);
      return keptRunSentences(model).slice(row, row + 1);
    },
  },
  map: {
    title: 'map',
    whole: mapSentences,
    chosen: lookSentences,
    isPending: ({ askedSweep }) => askedSweep !== undefined,
    begin: 'Training the runs of a map, p pauses them.',
  },
  help: {
    title: 'keys',
    whole: (model) => helpSentences(descriptionSentences(model)),
    chosen(model, view) {
      const rows = helpRows(model, view);
      const { label, description, reason } = rows[view.chosen] ?? {};
      if (label === undefined) return ['No key matches.'];
      const found = view.filter === '' ? '' : `; ${counted(rows.length, 'key')} found for ${view.filter}`;
      return [spoken(`${label}: ${description}${reason === undefined ? '' : `, not now: ${reason}`}${found}.`)];
    },
  },
};

function entryOf(view: CoveringView): ViewSentences<CoveringView> {
  return table[view.kind] as ViewSentences<CoveringView>;
}

export function viewTitle(model: Model, view: CoveringView): string {
  const { title } = entryOf(view);
  return typeof title === 'string' ? title : title(model);
}

/** The first words about a view whose answer may take a while. */
export function viewBeginning(view: CoveringView): readonly string[] {
  const { begin } = entryOf(view);
  return begin === undefined ? [] : [begin];
}

/** True while the training thread has not answered a view yet. */
export function isViewPending(model: Model, view: CoveringView): boolean {
  return entryOf(view).isPending?.(model, view) ?? false;
}

/** A view in sentences: all of it, or the answer to a key of its own. */
export function viewLines(model: Model, view: CoveringView, part: 'whole' | 'chosen'): readonly string[] {
  const { whole, chosen = whole } = entryOf(view);
  return (part === 'whole' ? whole : chosen)(model, view);
}

function verdictSentences(model: Model): readonly string[] {
  const { snapshot, subject } = model;
  const verdict = snapshot?.verdict;
  if (verdict === undefined) return ['No verdict yet.'];
  const context = {
    words: subject,
    stage: stageOf(snapshot),
    script: scriptContext(model),
    glyphs: spokenTheme.glyphs,
  };
  const { line, evidence, remedies, advice } = verdictWords(verdict, context);
  const measured = evidence.length - verdict.causes.length;
  return [
    line,
    ...evidence.slice(0, measured),
    ...evidence.slice(measured).map((cause) => `Why: ${cause}`),
    ...remedies.map(({ text }, index) => `Press ${index + 1} to try: ${text}`),
    ...advice.map((text) => `Look at: ${text}`),
    ...(remedies.length + advice.length === 0 ? [nothingToTry(verdict, context)] : []),
    measuredFrom(verdict, context),
  ].map(sentence);
}

function gradientSentences(model: Model, view: CoveringView & { kind: 'gradients' }): readonly string[] {
  const lines = linesOf(gradientsContent(gradientsProps(model, view), Number.POSITIVE_INFINITY, spokenTheme));
  return lines.map((text) => {
    const isRow = /^[-\d.e, ]+$/.test(text);
    return isRow ? text.replaceAll(',', '') : sentence(text.replace(/^(?:not )?ok (?=passed|failed)/, ''));
  });
}

const states = { good: 'good', bad: 'problem', open: 'open' } as const;

function checkUpSentences({ subject }: Model, { report }: CoveringView & { kind: 'checkUp' }): readonly string[] {
  if (report === undefined) return [];
  const { findings, iteration, rows, of } = report;
  const bad = findings.filter(({ state }) => state === 'bad').length;
  return [
    `Check-up: ${bad === 0 ? 'no problem' : counted(bad, 'problem')}, after ${counted(iteration, 'iteration')}, on ${checkedRows(rows, of)}.`,
    ...findings.map((finding) =>
      sentence(`${states[finding.state]}, ${findingLabel(finding.kind)}: ${findingWords(finding, subject)}`),
    ),
  ];
}

/** True while the answer is about another cell, or about the run where it was before. */
function isInspectPending({ inspection, line, cell, at }: CoveringView & { kind: 'inspect' }): boolean {
  if (inspection?.line !== line || inspection.cell.row !== cell.row || inspection.cell.column !== cell.column)
    return true;
  // A line that has not run yet in its first iteration is explained ahead.
  const isInNext = at !== undefined && (line < at.line || at.iteration === 0);
  return at !== undefined && inspection.iteration !== at.iteration + (isInNext ? 1 : 0);
}

function lineOf({ line, statement, iteration }: Inspection): string {
  const by = statement.techniques === undefined ? '' : ` by ${statement.techniques.join(', ')}`;
  return sentence(`line ${line + 1}${by}: ${printStatement(statement)}, iteration ${formatCount(iteration)}`);
}

/** The most lines of the arithmetic of a cell. */
const SUM_ROWS = 30;

/** The new value of a cell, then its arithmetic. */
function cellOf({ network }: Model, inspection: Inspection): readonly string[] {
  const { statement, line } = inspection;
  const props = { statement, line, error: network.program.roles.error, inspection };
  const lines = linesOf(drawNumbers(props, inspection, { columns: 1000, rows: SUM_ROWS }, spokenTheme));
  // The heading has the name of the cell and its iteration, and the last line has the change.
  const arithmetic = lines.slice(1, -1);
  const result = (lines.at(-1) ?? '').replace(/^(\S+), (.+) to (\S+)$/, '$1: $2 = $3');
  // Names of variables keep their small letters.
  return [result, ...arithmetic.map(columnRow)].map((text) => `${text}.`);
}

/** A row of the column of the cell: `row 2, chosen: +0.51 x +0.25 = +0.13`. */
function columnRow(text: string): string {
  return text.replace(/^(chosen )?(\d+) (?=[-+\d])/, (_, chosen: string | undefined, row: string) => {
    return `row ${row}${chosen === undefined ? '' : ', chosen'}: `;
  });
}

const OPTIONS_HELP = [
  `Options: ${options.length}. Up and down choose one, left and right change it.`,
  'Enter continues with the changes, Ctrl-R starts over with them, esc leaves without them.',
];

/** The chosen option, and the lines that the changes so far add or take away. */
function optionSentences({ subject }: Model, view: CoveringView & { kind: 'options' }): readonly string[] {
  const { chosen, settings, before, layer } = view;
  const option = options[chosen] as Option;
  const examples = subject.inputs.rows;
  const [old, now] = [option.value(before, layer), option.value(settings, layer)];
  const was = old === now ? '' : `, was ${old}`;
  const idle = option.unavailable(settings, examples);
  const note = option.note?.(settings, layer);
  const changes = lineChanges({ before, settings, examples, chosen, layer, first: 0 }).filter(
    ({ sign }) => sign !== ' ',
  );
  const kept = carryOverText(view, examples);
  return [
    sentence(
      `${optionName(option, layer)}: ${now}${was}${idle === undefined ? '' : `, without effect: ${idle}`}; option ${chosen + 1} of ${options.length}, ${option.group}`,
    ),
    ...(note === undefined ? [] : [sentence(note)]),
    ...atMost(
      changes.map(({ sign, text }) => spoken(`${sign === '+' ? 'Adds' : 'Removes'} the line ${text}`)),
      MOST_LINES,
      'changed lines',
    ),
    ...(kept === undefined ? [] : [sentence(kept)]),
  ];
}

function carryOverText({ before, settings }: CoveringView & { kind: 'options' }, examples: number): string | undefined {
  const carried = carryOverOf(buildProgram(before, examples), buildProgram(settings, examples));
  return carryOverWords(carried, Number.POSITIVE_INFINITY);
}

/** The current run or the trainings of a script, then each kept run. */
function keptRunSentences(model: Model): readonly string[] {
  return keptRunRows(model).map(({ kept, name, iterations, error, solvedAt, common, race }, row) => {
    const isTraining = row < model.trainings.length;
    const number =
      kept === undefined ? '' : `${isTraining ? 'training' : race === undefined ? 'kept run' : 'run'} ${kept.number}`;
    const isNumbered = ['run', 'training', 'kept, run'].some((word) => name === `${word} ${kept?.number}`);
    const here = kept?.mark === 'present' ? 'this one' : '';
    const label = [number, isNumbered ? '' : name.replace(/^kept, |^training \d+, /, ''), here]
      .filter(Boolean)
      .join(', ');
    const known = solvedAt == null ? 'not solved' : `solved at ${formatCount(solvedAt)}`;
    const solved = solvedAt === null ? '' : `, ${known}`;
    const then =
      common === undefined || common.iteration === iterations
        ? ''
        : `, ${errorWords(model, common.error)} by iteration ${formatCount(common.iteration)}`;
    const after = `${errorWords(model, error)} after ${counted(iterations, 'iteration')}`;
    const place = race === undefined ? '' : `, place ${race.place}, ${race.verdict}`;
    return sentence(`${label}: ${after}${then}${solved}${place}`);
  });
}

/** The description of the scenario, and what it is about where that is not the current run; nothing without one. */
export function descriptionSentences(model: Model): readonly string[] {
  const { description } = model.subject;
  const opening = descriptionOpening(model);
  return description === '' ? [] : [sentence(opening === undefined ? description : `${opening} ${description}`)];
}

/** The keys line by line, in their groups. */
function helpSentences(description: readonly string[]): readonly string[] {
  return [
    ...description,
    ...keyTable().flatMap(({ group, lines }) => [
      `${group}:`,
      ...lines.map(({ keys, description: words }) => spoken(`${keys}: ${words}.`)),
    ]),
    'Up and down read one key, enter presses it, typing searches; esc closes the list.',
  ];
}
