/* The rebuild in sentences, for a screen reader: the lines that a message adds. */
import { networkOf } from '../../learn/rebuild/networks.ts';
import { keysText } from './draw.ts';
import { hintTexts } from './hints.ts';
import { helpKeys } from './keys.ts';
import { areMarksHidden, given, isShown, isSolved, type Message, ownLines, type RebuildModel } from './model.ts';

/** Lines to say after a message. */
export function speak(before: RebuildModel, message: Message, after: RebuildModel): readonly string[] {
  switch (message.type) {
    case 'opened':
    case 'levelOpened':
      return opening(after);
    case 'reported':
      return message.isLast && after.checked === after.version ? reportSaid(before, after) : [];
    case 'hinted':
    case 'accepted': {
      if (isShown(after) && !isShown(before)) return ['The marks are shown now.', ...reportSaid(before, after)];
      const said = hintTexts(after).slice(hintTexts(before).length);
      return said.length > 0 ? said : [after.notice ?? 'Help is given.'];
    }
    case 'helpToggled':
      return after.isHelpOpen ? helpKeys().map(({ keys, words }) => `${keys}: ${words}.`) : [];
    case 'typed':
    case 'pasted':
    case 'resized':
    case 'quitAsked':
    case 'levelAsked':
      return noticeOf(before, after);
    case 'moved':
    case 'broken':
    case 'erased':
    case 'tabbed':
    case 'undone':
    case 'redone':
    case 'lifted':
    case 'left':
      return [...noticeOf(before, after), cursorLine(after)];
  }
}

function noticeOf(before: RebuildModel, after: RebuildModel): readonly string[] {
  return after.notice !== undefined && after.notice !== before.notice ? [after.notice] : [];
}

function opening(model: RebuildModel): readonly string[] {
  const { level, place, symptom } = model;
  const [head, unit] = level.hunt === undefined ? ['Rebuild', 'level'] : ['Bug hunt', 'program'];
  return [
    `${head}: ${networkOf(level.task.network).title}, ${unit} ${place[0]} of ${place[1]}. ${level.instruction}`,
    ...(symptom === undefined ? [] : [symptom]),
    ...level.before.filter((line) => line.trim() !== '').map((line) => `Given: ${line.trim()}`),
    ...ownLines(model).map((line, i) => `Line ${given(model) + i + 1}: ${line.trim() === '' ? 'empty' : line.trim()}`),
    cursorLine(model),
    'Ctrl+G lists the keys. Ctrl+T gives a hint.',
  ];
}

function cursorLine(model: RebuildModel): string {
  const { order, editor, report } = model;
  const row = order === undefined ? editor.row : order.chosen;
  const text = order === undefined ? (editor.lines[row] ?? '') : (order.rows[row]?.text ?? '');
  const line = given(model) + row + 1;
  const isKnown = model.checked === model.version && !areMarksHidden(model);
  const mark = isKnown ? report?.marks[line - 1] : undefined;
  const lifted = order?.isLifted === true ? ', lifted' : '';
  const judged = mark === undefined || mark.sentence === '' ? '' : ` ${mark.mark}: ${mark.sentence}.`;
  const column = order === undefined || order.isFilling ? `, column ${editor.column + 1}` : '';
  return `Line ${line}${column}${lifted}: ${text.trim() === '' ? 'empty' : text.trim()}.${judged}`;
}

function reportSaid(before: RebuildModel, after: RebuildModel): readonly string[] {
  const { report, offer } = after;
  if (report === undefined) return [];
  const offered = offer !== undefined && before.offer === undefined ? [`Ctrl+T: ${offer}.`] : [];
  const { hunt } = after.level;
  if (isSolved(after) && hunt !== undefined) {
    const found = isShown(after) ? 'Mended, after the marks were shown.' : 'Found and mended.';
    const keys = `${keysText(after)}.`;
    return [`${found} It was ${hunt.title}.`, hunt.sentence, `${keys} Enter opens the next program.`];
  }
  if (areMarksHidden(after) && report.fault?.stage !== 'syntax') {
    return after.isBegun ? ['The mistake is still there, or there is another one.'] : [];
  }
  if (isSolved(after)) return ['Right: these numbers are those of the network. Enter opens the next level.'];
  const { fault, missing } = report;
  if (fault !== undefined) {
    const place = fault.line === undefined ? '' : `Line ${fault.line}, wrong: `;
    const values =
      fault.is === undefined
        ? []
        : [`${fault.is}${fault.shouldBe === undefined ? '' : `; it should be ${fault.shouldBe}`}.`];
    return [place + fault.sentence, ...values, ...offered];
  }
  return [...(missing === undefined ? [] : [missing.sentence]), ...offered];
}
