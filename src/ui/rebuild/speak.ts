/* The rebuild in sentences, for a screen reader: the lines that a message adds. */
import { networkOf } from '../../learn/rebuild/networks.ts';
import { hintTexts } from './hints.ts';
import { helpKeys } from './keys.ts';
import { given, isSolved, type Message, ownLines, type RebuildModel } from './model.ts';

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
  const { level, place } = model;
  return [
    `Rebuild: ${networkOf(level.task.network).title}, level ${place[0]} of ${place[1]}. ${level.instruction}`,
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
  const mark = model.checked === model.version ? report?.marks[line - 1] : undefined;
  const lifted = order?.isLifted === true ? ', lifted' : '';
  const judged = mark === undefined || mark.sentence === '' ? '' : ` ${mark.mark}: ${mark.sentence}.`;
  const column = order === undefined || order.isFilling ? `, column ${editor.column + 1}` : '';
  return `Line ${line}${column}${lifted}: ${text.trim() === '' ? 'empty' : text.trim()}.${judged}`;
}

function reportSaid(before: RebuildModel, after: RebuildModel): readonly string[] {
  const { report, offer } = after;
  if (report === undefined) return [];
  const offered = offer !== undefined && before.offer === undefined ? [`Ctrl+T: ${offer}.`] : [];
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
