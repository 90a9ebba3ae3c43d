import { counted } from '../../language/wording.ts';
import type { EndingView, ScriptView, VariableView } from '../../worker/protocol.ts';
import type { Model } from '../model/model.ts';
import {
  chosenSourceLine,
  examinedIn,
  foundIn,
  NO_TRAINING,
  scriptOf,
  scriptView,
  trainsNothing,
} from '../model/script.ts';
import { foundWords } from '../model/script-network.ts';
import { firstVisible, visibleRows } from '../model/script-rows.ts';
import { outputRows, ownText, shownText } from '../panes/output-pane.ts';
import { formatCount } from '../text/numbers.ts';
import { pythonText } from '../text/python.ts';
import { seedNotes } from '../views/script-props.ts';
import { atMost, MOST_LINES, sentence, spokenTheme } from './spoken.ts';

/*
 * A script in sentences: its lines, its output, its variables. Code and output stay as they are: no capital letter, no full stop.
 */

/** `Line 34: l1 = nonlin(l0)`; code is not made into a sentence. @param line from 1 */
function codeWords(model: Model, line: number): string {
  const script = scriptOf(model);
  if (script === undefined) return '';
  const text = pythonText(script.text, script.version).lines[line - 1]?.trim() ?? '';
  const shown = shownText(text, spokenTheme);
  return `line ${formatCount(line)}${shown === '' ? ', empty' : `: ${shown}`}`;
}

function begun(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Next in train: line 34: l1 = nonlin(l0)` */
export function nextLineSentence(model: Model): string {
  const view = scriptView(model);
  if (view === undefined) return 'Starting.';
  if (view.asks !== undefined) return sentence(`the script waits for input: ${shownText(view.asks, spokenTheme)}`);
  if (view.ending !== undefined) return endingSentences(view.ending).join(' ');
  if (view.line === undefined) return 'Next: a line of another file.';
  const [call] = view.calls;
  const where = view.calls.length > 1 && call !== undefined ? ` in ${shownText(call.name, spokenTheme)}` : '';
  return `Next${where}: ${codeWords(model, view.line)}`;
}

export function endingSentences(ending: EndingView): readonly string[] {
  switch (ending.kind) {
    case 'finished':
      return ['The script has ended.'];
    case 'exit':
      return [`The script has ended: exit code ${ending.code}.`];
    case 'exception': {
      const last = shownText(ending.traceback.trimEnd().split('\n').at(-1) ?? '', spokenTheme);
      const advice = ending.advice === undefined ? [] : [sentence(shownText(ending.advice, spokenTheme))];
      return [`The script has ended with an error: ${last}.`, ...advice];
    }
  }
}

/** The answer to a key that runs a line of a script, or takes one back. @param ran the line that ran, from 1 */
export function steppedSentences(model: Model, ran: number | undefined): readonly string[] {
  const view = scriptView(model);
  if (view === undefined) return ['Starting.'];
  if (ran === undefined) return [nextLineSentence(model)];
  const value = view.values.find(({ line }) => line === ran);
  const assigned = value === undefined ? [] : [`${spokenValue(value.text)}.`];
  return [begun(codeWords(model, ran)), ...assigned, nextLineSentence(model)];
}

/** A value in words: `l1 4x3: 0.02 to 0.97`. Names keep their small letters. */
function spokenValue(text: string): string {
  return ownText(text, spokenTheme);
}

/** The roles of the script, once they are known. */
function foundSentences(model: Model): readonly string[] {
  if (trainsNothing(model)) return [sentence(NO_TRAINING)];
  const found = foundIn(model);
  return found === undefined ? [] : [sentence(`found: ${foundWords(found, examinedIn(model)?.from).join(', ')}`)];
}

/** The loop whose roles are the current ones, where they are those of another loop than before. */
export function otherLoopSentences(before: Model, after: Model): readonly string[] {
  const [was, found] = [foundIn(before), foundIn(after)];
  if (before.run !== after.run || was === undefined || found === undefined || was === found) return [];
  if (JSON.stringify(was) === JSON.stringify(found)) return [];
  return [sentence(`the loop of line ${found.line} trains: ${foundWords(found, undefined).join(', ')}`)];
}

// Panes

export function sourceShort(model: Model): readonly string[] {
  const script = scriptOf(model);
  if (script === undefined) return [];
  const { lines } = pythonText(script.text, script.version);
  const rules = script.version === 2 ? ', Python 2' : '';
  return [
    sentence(`source: ${shownText(script.file, spokenTheme)}${rules}, ${counted(lines.length, 'line')}`),
    ...foundSentences(model),
    ...callSentences(scriptView(model)),
    nextLineSentence(model),
  ];
}

function callSentences(view: ScriptView | undefined): readonly string[] {
  const calls = view?.calls ?? [];
  if (calls.length < 2) return [];
  const named = calls.map(({ name, line }) => `${shownText(name, spokenTheme)} at line ${line}`);
  return [sentence(`calls, the innermost first: ${named.join(', called by ')}`)];
}

/** The line that was chosen. */
export function sourceChosen(model: Model): readonly string[] {
  const line = chosenSourceLine(model);
  if (line === undefined) return sourceRows(model);
  return [`${model.breakpoints.includes(line) ? 'Breakpoint. ' : ''}${begun(codeWords(model, line))}`];
}

/** The lines in sight, with their values. */
export function sourceRows(model: Model): readonly string[] {
  const script = scriptOf(model);
  if (script === undefined) return [];
  const { lines } = pythonText(script.text, script.version);
  const first = firstVisible(model, 'program');
  const view = scriptView(model);
  const notes = seedNotes(model);
  return lines.slice(first, first + visibleRows(model, 'program')).map((_, row) => {
    const number = first + row + 1;
    const value = [...notes, ...(view?.values ?? [])].find(({ line }) => line === number);
    const assigned = value === undefined ? '' : `; ${spokenValue(value.text)}`;
    const stops = model.breakpoints.includes(number) ? 'Breakpoint. ' : '';
    return `${stops}${number === view?.line ? 'Next, line' : 'Line'} ${codeWords(model, number).slice('line '.length)}${assigned}`;
  });
}

export function outputShort(model: Model): readonly string[] {
  const view = scriptView(model);
  if (view === undefined) return ['Output: nothing yet.'];
  const { lines, count } = view.output;
  const last = lines.at(-1);
  return [
    sentence(`output: ${count === 0 ? 'nothing printed yet' : counted(count, 'line')}`),
    ...(last === undefined ? [] : [`The last one: ${shownText(last, spokenTheme)}`]),
    ...(view.ending === undefined ? [] : endingSentences(view.ending)),
  ];
}

/** Columns of a printed line before it is broken. */
const OUTPUT_COLUMNS = 1000;

export function outputLines(model: Model): readonly string[] {
  const view = scriptView(model);
  if (view === undefined) return outputShort(model);
  const rows = outputRows(view, OUTPUT_COLUMNS).map(({ text }) => shownText(text, spokenTheme));
  const visible = visibleRows(model, 'output');
  const first = Math.max(0, Math.min(firstVisible(model, 'output'), rows.length - visible));
  return rows.slice(first, first + visible);
}

export function variablesShort(model: Model): readonly string[] {
  const variables = scriptView(model)?.variables ?? [];
  const [first] = variables;
  const own = first?.call === undefined ? 0 : variables.filter(({ call }) => call === first.call).length;
  const inCall = own === 0 ? '' : `${formatCount(own)} in ${shownText(first?.call ?? '', spokenTheme)}, `;
  return [
    sentence(`variables: ${inCall}${formatCount(variables.length - own)} global`),
    ...variableSentences(model).slice(0, 8),
  ];
}

export function variableSentences(model: Model): readonly string[] {
  const variables = scriptView(model)?.variables ?? [];
  if (variables.length === 0) return ['No variable yet, or the script runs: pause reads them.'];
  return atMost(variables.map(variableSentence), MOST_LINES, 'variables');
}

function variableSentence({ name, call, type, shape, value }: VariableView): string {
  const own = call === undefined ? '' : ` in ${call}`;
  return `${name}${own}: ${[type, shape, value].filter(Boolean).map(spokenValue).join(', ')}.`;
}
