import type { CellName } from '../../language/change.ts';
import { nextTarget, type ScriptTarget, scriptTargets } from '../../language/script-targets.ts';
import { printWatch } from '../../language/watch.ts';
import { count } from '../../language/wording.ts';
import { isIn, MOST_ITERATIONS, ranges } from '../../network/ranges.ts';
import { isSameSettings } from '../../network/settings.ts';
import type { Mark } from '../../worker/protocol.ts';
import { settingsIn } from '../../worker/subject.ts';
import { typeSearch } from '../views/help-view.ts';
import { withTypedOption } from '../views/options-view.ts';
import { findExamples } from './arrange.ts';
import { readAskedRow } from './asked-row.ts';
import { isSame, withNote } from './marks.ts';
import type { Message } from './message.ts';
import { type Fault, type Model, type PromptView, shownView } from './model.ts';
import { readInputPair } from './plane-inputs.ts';
import {
  ask,
  askedAgain,
  edit,
  editCell,
  forRestart,
  runTo,
  send,
  start,
  type Update,
  withNotice,
  withoutEffects,
  withWatches,
} from './requests.ts';
import { MOST_RIVALS, rivalSettings, withRivals } from './rivals.ts';
import { readWeightPair, WHOLE_PATH } from './surface-weights.ts';
import { proposedAxes, startSweep, writeSweep } from './sweep.ts';
import { trainingStart } from './training.ts';

/* Longer than other files: each kind of question has its proposed answer and the effect of its answer here. */

/** A question in the footer. */
export type Question =
  | { readonly kind: 'iteration' }
  /** `now` is the current value, where it is known. */
  | { readonly kind: 'alpha'; readonly now?: number | undefined }
  | { readonly kind: 'weight'; readonly cell: CellName; readonly now?: number | undefined }
  | { readonly kind: 'watch' }
  | { readonly kind: 'file' }
  | { readonly kind: 'script'; readonly target: ScriptTarget }
  | { readonly kind: 'find' }
  /** A number for an option of the options view. */
  | { readonly kind: 'option'; readonly name: string }
  /** Two inputs for the axes of the plane. */
  | { readonly kind: 'plane' }
  /** The settings of other runs of a race. */
  | { readonly kind: 'race' }
  /** Two weights for the axes of the loss surface. */
  | { readonly kind: 'surface' }
  /** The axes of a map. */
  | { readonly kind: 'sweep' }
  /** The name of a file for the runs of a map. */
  | { readonly kind: 'mapFile' }
  /** The question of `input` in a script. */
  | { readonly kind: 'input'; readonly prompt: string }
  /** The note of a mark. `mark`: its number. */
  | { readonly kind: 'note'; readonly of: Mark; readonly mark: number }
  /** `names`: those of the values of a row. */
  | { readonly kind: 'row'; readonly names: string };

const MOST_WATCHES = 20;
const ITERATION_RULE = 'an iteration is a whole number from 0';
const NUMBER_RULE = 'this option needs a number, such as 0.1';
const WEIGHT_RULE = 'a weight is a finite number, such as -0.5';
export const ALPHA_RANGE = `alpha is a number above 0, at most ${ranges.learningRate.high.toExponential()}, such as 0.1`;

export function isAlpha(value: number): boolean {
  return isIn(ranges.learningRate, value);
}

/** The reason why another alpha has no effect: the schedule multiplies it by 0. */
export function whyAlphaIsIdle({ snapshot, network }: Model): string | undefined {
  const { schedule = 'constant' } = settingsIn(network.subject) ?? {};
  if (snapshot?.alpha !== 0 || schedule === 'constant') return undefined;
  return `the ${schedule} schedule has reached 0, so alpha has no effect: o changes the schedule`;
}

/** Opens a question. A question for a file proposes a name. */
export function openPrompt(model: Model, question: Question): Model {
  const typed = proposedAnswer(model, question);
  return { ...model, view: { kind: 'prompt', question, typed, fault: undefined, covered: shownView(model) } };
}

function proposedAnswer(model: Model, question: Question): string {
  switch (question.kind) {
    case 'file':
      return fileNameFor(model.subject.name, 'mine.json');
    case 'script':
      return fileNameFor(model.subject.name, `${question.target}.${scriptTargets[question.target].extension}`);
    case 'mapFile':
      return fileNameFor(model.subject.name, 'map.ndjson');
    case 'sweep':
      return model.askedSweep?.asked ?? model.sweep?.asked ?? proposedAxes(model);
    case 'row':
      return model.asked?.text ?? '';
    case 'note':
      return model.marks.find((mark) => isSame(mark, question.of))?.note ?? '';
    default:
      return '';
  }
}

/** `My data` → `my-data-mine.json`, `my-data-numpy.py` */
function fileNameFor(name: string, end: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${words === '' ? 'scenario' : words.slice(0, 40)}-${end}`;
}

/** Opens the question for the note of a mark; undefined without one. */
export function askForNote(model: Model, mark: number | undefined): Model | undefined {
  const of = mark === undefined ? undefined : model.marks[mark];
  return mark === undefined || of === undefined ? undefined : openPrompt(model, { kind: 'note', of, mark });
}

/** Opens the question of a script that waits for input; undefined where it does not. */
export function openInput(model: Model): Model | undefined {
  const prompt = model.snapshot?.script?.asks;
  return prompt === undefined ? undefined : openPrompt(model, { kind: 'input', prompt });
}

/** A key while a question is open. */
export function typeKey(model: Model, key: string): Update {
  const { view } = model;
  if (view.kind === 'help') return typeSearch(model, view, key);
  if (view.kind !== 'prompt') return withoutEffects(model);
  if (key === 'enter') return answer(model, view);
  if (key === 'tab' && view.question.kind === 'script') {
    return withoutEffects(openPrompt(model, { kind: 'script', target: nextTarget(view.question.target) }));
  }
  const typed = typedAfter(view.typed, key);
  const refused = typed.length > view.typed.length ? whyNotTyped(view.question, key) : undefined;
  return refused === undefined ? withTyped(model, view, typed) : refuse(model, view, refused);
}

/** The reason why a question for a number takes no such character; undefined when the character can be part of its answer. */
function whyNotTyped(question: Question, key: string): string | undefined {
  switch (question.kind) {
    case 'iteration':
      return key === 'space' || /[\d,_]/.test(key) ? undefined : ITERATION_RULE;
    case 'alpha':
    case 'weight':
    case 'option':
      if (key === 'space' || /[\d.eE+−-]/.test(key)) return undefined;
      if (question.kind === 'option') return NUMBER_RULE;
      return question.kind === 'alpha' ? ALPHA_RANGE : WEIGHT_RULE;
    default:
      return undefined;
  }
}

/** Text from the clipboard while a question is open. */
export function typeText(model: Model, text: string): Update {
  const { view } = model;
  return view.kind === 'prompt' ? withTyped(model, view, pastedAfter(view.typed, text)) : withoutEffects(model);
}

function withTyped(model: Model, view: PromptView, typed: string): Update {
  return withoutEffects(typed === view.typed ? model : { ...model, view: { ...view, typed, fault: undefined } });
}

/** Takes the typed text as the answer. Without a text the question is dropped. */
function answer(model: Model, view: PromptView): Update {
  const { question, typed } = view;
  const closed: Model = { ...model, view: { kind: 'panes' } };
  if (question.kind === 'find') return withoutEffects(findExamples({ ...model, view: view.covered }, typed));
  if (question.kind === 'row') return withoutEffects(askAbout({ ...model, view: view.covered }, view));
  if (question.kind === 'note') return withoutEffects(withNote({ ...model, view: view.covered }, question.of, typed));
  if (question.kind === 'option') return setTyped({ ...model, view: view.covered }, view);
  if (question.kind === 'plane') return showPlane({ ...model, view: view.covered }, view);
  if (question.kind === 'surface') return showSurface({ ...model, view: view.covered }, view);
  if (question.kind === 'sweep' || question.kind === 'mapFile') return answerForMap(model, view);
  if (question.kind === 'input')
    return ask({ ...model, view: view.covered }, 'paused', { type: 'answer', text: typed });
  if (typed.trim() === '') return withoutEffects(closed);
  switch (question.kind) {
    case 'iteration': {
      const digits = typed.replaceAll(/[ ,_]/g, '');
      const own = /^\d+$/.test(digits) ? Number(digits) : undefined;
      const furthest = model.snapshot?.furthest ?? 0;
      if (own === undefined) return refuse(model, view, ITERATION_RULE);
      const iteration = trainingStart(model) + own;
      if (own > MOST_ITERATIONS) return refuse(model, view, `an iteration is at most ${count(MOST_ITERATIONS)}`);
      if (iteration > furthest) return runTo(closed, iteration);
      return ask({ ...closed, cursor: undefined }, 'paused', {
        type: 'travel',
        travel: { to: 'iteration', iteration },
      });
    }
    case 'alpha': {
      const value = numberFrom(typed);
      if (value === undefined || !isAlpha(value)) return refuse(model, view, ALPHA_RANGE);
      const idle = whyAlphaIsIdle(model);
      if (idle !== undefined) return refuse(model, view, idle);
      return edit(closed, [{ kind: 'settings', set: { learningRate: value } }]);
    }
    case 'weight': {
      const value = numberFrom(typed);
      if (value === undefined) return refuse(model, view, WEIGHT_RULE);
      return editCell(closed, question.cell, value);
    }
    case 'watch':
      return { model, effects: [{ type: 'readWatch', source: typed }] };
    case 'race':
      return { model, effects: [{ type: 'readRace', text: typed }] };
    case 'file':
    case 'script': {
      const { subject, seed, snapshot, watches } = model;
      const changes = snapshot?.changes ?? [];
      // Single steps may have gone past the end, and changes there are part of the run.
      const iterations = Math.max(snapshot?.goal ?? subject.iterations, changes.at(-1)?.at ?? 0);
      const name = subject.renamed === undefined ? {} : { name: subject.name };
      const marks = { own: [...model.marks.slice(1), ...model.markedBefore], furthest: snapshot?.furthest ?? 0 };
      const what = { ...name, seed, subject, iterations, changes, watches: watches.map(printWatch), marks };
      return {
        model: { ...model, view: view.covered },
        effects: [{ type: 'write', question, file: typed.trim(), what }],
      };
    }
  }
}

/** Begins the map of the typed axes, or writes the map to the typed file. The question for axes is open until they have been read. */
function answerForMap(model: Model, view: PromptView): Update {
  const closed: Model = { ...model, view: view.covered };
  const typed = view.typed.trim();
  if (typed === '') return withoutEffects(closed);
  if (view.question.kind === 'mapFile') return writeSweep(closed, typed);
  return startSweep(model, view.typed);
}

/** Sets the option of the options view to the typed number. */
function setTyped(model: Model, view: PromptView): Update {
  if (view.typed.trim() === '') return withoutEffects(model);
  const value = numberFrom(view.typed);
  if (value === undefined) return refuse(model, view, NUMBER_RULE);
  const set = withTypedOption(model, value);
  return typeof set === 'string' ? refuse(model, view, set) : withoutEffects(set);
}

/** Shows the plane of the two typed inputs. */
function showPlane(model: Model, view: PromptView): Update {
  if (view.typed.trim() === '') return withoutEffects(model);
  const inputs = readInputPair(view.typed, model.subject);
  if ('problem' in inputs) return refuse(model, view, inputs.problem);
  return withoutEffects({ ...model, plane: { ...model.plane, inputs } });
}

function showSurface(model: Model, prompt: PromptView): Update {
  const { view } = model;
  if (prompt.typed.trim() === '' || view.kind !== 'surface') return withoutEffects(model);
  const pair = readWeightPair(prompt.typed, model);
  if ('problem' in pair) return refuse(model, prompt, pair.problem);
  const [across, upwards] = pair;
  return withoutEffects({ ...model, view: { ...view, across, upwards, ...WHOLE_PATH } });
}

/** Shows the prediction of the typed row; none for an empty text. */
function askAbout(model: Model, view: PromptView): Model {
  const examples = { ...model.examples, isAsked: false };
  if (view.typed.trim() === '') return { ...model, asked: undefined, examples };
  const asked = readAskedRow(view.typed, model.subject);
  if ('problem' in asked) return refuse(model, view, asked.problem).model;
  return { ...model, asked, examples: { ...examples, isAsked: true } };
}

/** Adds the parsed watch, or shows its fault. */
export function addParsedWatch(model: Model, { source, parsed }: Message & { type: 'watchRead' }): Update {
  const { view } = model;
  // The question may have been changed or closed meanwhile.
  if (view.kind !== 'prompt' || view.question.kind !== 'watch' || view.typed !== source) return withoutEffects(model);
  if (!parsed.ok) return refuse(model, view, parsed.fault.message, parsed.fault);
  if (model.watches.length >= MOST_WATCHES) return refuse(model, view, `a run has at most ${MOST_WATCHES} watches`);
  const watches = [...model.watches, parsed.watch];
  return setWatches({ ...model, view: { kind: 'panes' } }, watches);
}

/** Begins a race with the typed settings, or shows their problem. */
export function beginRace(model: Model, { text, read }: Message & { type: 'raceRead' }): Update {
  const { view } = model;
  // The question may have been changed or closed meanwhile.
  if (view.kind !== 'prompt' || view.question.kind !== 'race' || view.typed !== text) return withoutEffects(model);
  if (!read.ok) return refuse(model, view, read.problem);
  const all = [...rivalSettings(model), ...read.settings];
  const settings = all.filter((own, index) => all.findIndex((other) => isSameSettings(own, other)) === index);
  if (settings.length > MOST_RIVALS)
    return refuse(model, view, `a race has at most ${MOST_RIVALS} other runs: K removes one`);
  const racing = withRivals({ ...model, view: { kind: 'panes' } }, settings);
  const { model: begun, effects } = start(forRestart(racing), model.seed, 'running');
  const runs = settings.length === 1 ? 'another run' : `${settings.length} other runs`;
  return { model: withNotice(begun, `the run starts over with ${runs} beside it: K compares them`, 'news'), effects };
}

/** Reports a written file. After a failure the question is open again, with its answer. */
export function reportWritten(model: Model, { question, file, problem }: Message & { type: 'written' }): Update {
  const done = question.kind === 'file' ? 'saved' : 'exported';
  if (problem === undefined) {
    const changes = model.snapshot?.changes ?? [];
    // A script has no marks.
    const isMarked = question.kind === 'file';
    const saved = { changes, marks: isMarked ? [...model.marks, ...model.markedBefore] : (model.saved?.marks ?? []) };
    const { never } = model.editing;
    // From now on the editor opens the copy.
    const editing = question.kind === 'file' && never === undefined ? {} : model.editing;
    return withoutEffects(withNotice({ ...model, saved, editing }, `${done} as ${file}`, 'news'));
  }
  return withoutEffects(askedAgain(model, question, file, problem));
}

/** Removes the chosen watch and its values on the screen. */
export function removeWatch(model: Model): Update {
  const isKept = (_: unknown, index: number): boolean => index !== model.chosenWatch;
  const { snapshot, chosenWatch, chart } = model;
  const shown = snapshot && withWatches(snapshot, snapshot.watches.filter(isKept));
  const { watch = -1 } = chart;
  const shownWatch = watch < 0 || watch === chosenWatch ? undefined : watch - (watch > chosenWatch ? 1 : 0);
  const without = { ...model, snapshot: shown, chart: { ...chart, watch: shownWatch } };
  return setWatches(without, model.watches.filter(isKept));
}

function setWatches(model: Model, watches: Model['watches']): Update {
  const chosenWatch = Math.max(0, Math.min(model.chosenWatch, watches.length - 1));
  const request = model.request + 1;
  return send({ ...model, watches, chosenWatch, request, watchesSince: request }, { type: 'setWatches', watches });
}

function refuse(model: Model, view: PromptView, message: string, place?: Omit<Fault, 'message'>): Update {
  const { offset, length } = place ?? { offset: 0, length: view.typed.length };
  return withoutEffects({ ...model, view: { ...view, fault: { message, offset, length } } });
}

/** UTF-16 units, as a scenario file counts those of a note. */
const LONGEST_ANSWER = 200;
const MOST_PASTED = 4096;

/** The answer after one more key. Only characters, backspace and delete change it. */
export function typedAfter(typed: string, key: string): string {
  if (key === 'backspace' || key === 'delete') return [...typed].slice(0, -1).join('');
  const character = key === 'space' ? ' ' : key;
  const fits =
    [...character].length === 1 && typed.length + character.length <= LONGEST_ANSWER && !/\p{C}/u.test(character);
  return fits ? typed + character : typed;
}

/** The answer after pasted text, which becomes one line without control characters. */
export function pastedAfter(typed: string, text: string): string {
  // A very long text is read as far as an answer could take it.
  const line = text
    .slice(0, MOST_PASTED)
    .replace(/[\r\n]+$/, '')
    .replaceAll(/[\r\n\t]+/g, ' ');
  return [...line].reduce(typedAfter, typed);
}

/** The finite number that a text holds; undefined without one. */
function numberFrom(typed: string): number | undefined {
  const text = typed.trim().replace('−', '-');
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : undefined;
}
