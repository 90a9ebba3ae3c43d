/* The rebuild in sentences, for a screen reader: the lines that a message adds. */
import { networkOf } from '../../learn/rebuild/networks.ts';
import { spacesSaid } from '../text/python.ts';
import { markOfStage, stagesOf } from './draw-news.ts';
import { hintTexts } from './hints.ts';
import { helpKeys } from './keys.ts';
import {
  areFaultsShown,
  areMarksHidden,
  isMistakeShown,
  isSolved,
  linesBefore,
  type Message,
  ownLines,
  type RebuildModel,
} from './model.ts';
import { fixedText, keysText, RIGHT, STILL_WRONG, shapesText, solvedText, stageTitles } from './words.ts';

/** Lines to say after a message. */
export function speak(before: RebuildModel, message: Message, after: RebuildModel): readonly string[] {
  switch (message.type) {
    case 'opened':
    case 'levelOpened':
      return opening(after);
    case 'reported':
      return message.isLast && after.checked === after.version ? reportSaid(before, after) : [];
    case 'hinted': {
      if (after.hint === before.hint) return [after.notice ?? `Done: ${before.offer ?? 'help is given'}.`];
      const hints = hintTexts(after).slice(hintTexts(before).length);
      return isMistakeShown(after) && !isMistakeShown(before) ? [...hints, ...reportSaid(before, after)] : hints;
    }
    case 'helpToggled':
      return helpKeys(after).map(({ keys, words }) => `${keys}: ${words}.`);
    case 'pageTurned':
      return [
        ...(after.notice === undefined ? [] : [after.notice]),
        ...reportSaid(before, after),
        ...stagesSaid(after),
      ];
    case 'kept':
      return after.unkept === undefined || after.unkept === before.unkept
        ? []
        : [`Your text is not kept: ${after.unkept}`];
    case 'typed':
    case 'pasted':
    case 'resized':
    case 'quitAsked':
    case 'suspendAsked':
    case 'levelAsked':
    case 'otherAsked':
    case 'told':
      return noticeOf(before, after);
    case 'lifted':
      // Space is typed into a text.
      if (after.order === undefined || after.order.isFilling) return noticeOf(before, after);
      return [...noticeOf(before, after), cursorLine(after)];
    case 'moved':
    case 'entered':
    case 'erased':
    case 'tabbed':
    case 'undone':
    case 'redone':
    case 'escaped':
      return [...noticeOf(before, after), cursorLine(after)];
  }
}

/** The line that is being typed, up to the cursor: characters are echoed at its end. Undefined after any other message. */
export function typingOf(
  before: RebuildModel,
  message: Message,
  after: RebuildModel,
): { readonly line: string; readonly typed: string } | undefined {
  const { editor, order } = after;
  const isText = order === undefined || order.isFilling;
  const typed = message.type === 'typed' ? message.text : message.type === 'lifted' ? ' ' : undefined;
  if (!isText || typed === undefined || editor.version === before.editor.version) return undefined;
  const line = order === undefined ? editor.row : order.chosen;
  const text = (editor.lines[editor.row] ?? '').slice(0, editor.column).trimStart();
  return { line: `Line ${linesBefore(after) + line + 1}: ${text}`, typed };
}

function noticeOf(before: RebuildModel, after: RebuildModel): readonly string[] {
  return after.notice !== undefined && after.notice !== before.notice ? [after.notice] : [];
}

/** `Line 18, 4 spaces: l1 = X` */
function lineSaid(name: string, text: string): string {
  return `${name}${spacesSaid(text)}: ${text.trim() === '' ? 'empty' : text.trim()}`;
}

function opening(model: RebuildModel): readonly string[] {
  const { level, place, symptom, notice } = model;
  const [head, unit] = level.hunt === undefined ? ['Rebuild', 'level'] : ['Bug hunt', 'program'];
  const said = (lines: readonly string[], first: number, name: string): readonly string[] =>
    lines.flatMap((line, i) => (line.trim() === '' && name !== '' ? [] : [lineSaid(`${name}Line ${first + i}`, line)]));
  const own = ownLines(model);
  return [
    `${head}: ${networkOf(level.task.network).title}, ${unit} ${place[0]} of ${place[1]}. ${level.instruction}`,
    ...(notice === undefined ? [] : [notice]),
    ...(symptom === undefined ? [] : [symptom]),
    ...said(level.before, 1, 'Given. '),
    ...said(own, linesBefore(model) + 1, ''),
    ...said(level.after, linesBefore(model) + own.length + 1, 'Given. '),
    cursorLine(model),
    'Ctrl+G lists the keys. Ctrl+T gives a hint.',
  ];
}

function cursorLine(model: RebuildModel): string {
  const { order, editor, report } = model;
  const row = order === undefined ? editor.row : order.chosen;
  const text = order === undefined ? (editor.lines[row] ?? '') : (order.rows[row]?.text ?? '');
  const line = linesBefore(model) + row + 1;
  const isKnown = model.checked === model.version && !areMarksHidden(model);
  const mark = isKnown ? report?.marks[line - 1] : undefined;
  const isSaid = mark !== undefined && mark.sentence !== '' && (mark.mark !== 'wrong' || areFaultsShown(model));
  const judged = isSaid ? ` ${mark.mark}: ${mark.sentence}.` : '';
  const lifted = order?.isLifted === true ? ', lifted' : '';
  const column = order === undefined || order.isFilling ? `, column ${editor.column + 1}` : '';
  const shapes = isKnown ? shapesText(model) : '';
  return `${lineSaid(`Line ${line}${column}${lifted}`, text)}.${judged}${shapes === '' ? '' : ` Shapes: ${shapes}.`}`;
}

/** The stages of a check, in one sentence. Those of a bug hunt would give its mistake away. */
function stagesSaid(model: RebuildModel): readonly string[] {
  const stages = stagesOf(model);
  if (stages.length === 0 || areMarksHidden(model)) return [];
  return [`${stages.map(({ name, state }) => `${stageTitles[name]} ${markOfStage(model, state)}`).join(', ')}.`];
}

function reportSaid(before: RebuildModel, after: RebuildModel): readonly string[] {
  const { report, offer } = after;
  if (report === undefined) return [];
  const offered = offer !== undefined && before.offer === undefined ? [`Ctrl+T: ${offer}.`] : [];
  const { hunt } = after.level;
  const fixed = fixedText(after);
  if (isSolved(after) && hunt !== undefined && fixed !== undefined) {
    return [fixed, hunt.sentence, `${keysText(after)}. Enter opens the next program.`];
  }
  if (areMarksHidden(after) && report.fault?.stage !== 'syntax') {
    return after.isBegun ? [STILL_WRONG] : [];
  }
  if (isSolved(after)) {
    const remark = report.remark === undefined ? [] : [report.remark];
    return [RIGHT, `${solvedText(after)}.`, ...remark, 'Enter opens the next level.'];
  }
  const { fault, missing } = report;
  if (fault !== undefined) {
    if (!areFaultsShown(after)) return [];
    const place = fault.line === undefined ? '' : `Line ${fault.line}, wrong: `;
    const values =
      fault.is === undefined
        ? []
        : [`${fault.is}${fault.shouldBe === undefined ? '' : `; it should be ${fault.shouldBe}`}.`];
    return [place + fault.sentence, ...values, ...offered];
  }
  return [...(missing === undefined ? [] : [missing.sentence]), ...offered];
}
