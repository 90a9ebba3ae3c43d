import { describe, expect, it } from 'vitest';
import {
  bracketsAt,
  breakLine,
  type Editor,
  eraseBack,
  eraseForward,
  eraseWord,
  goTo,
  indent,
  insert,
  move,
  nextBlank,
  openEditor,
  redo,
  undo,
} from '../../../src/ui/rebuild/editor.ts';

const type = (editor: Editor, text: string): Editor =>
  [...text].reduce((own, character) => insert(own, character), editor);
const text = ({ lines }: Editor): string => lines.join('\n');

describe('the editor', () => {
  it('undoes typed characters together, and redoes them', () => {
    const typed = type(openEditor(['']), 'l1');
    const more = type(breakLine(typed), 'l2');
    expect(text(more)).toBe('l1\nl2');
    expect(text(undo(more))).toBe('l1\n');
    expect(text(undo(undo(undo(more))))).toBe('');
    expect(text(undo(undo(undo(undo(undo(more))))))).toBe('');
    expect(text(redo(redo(redo(undo(undo(undo(more)))))))).toBe('l1\nl2');
    expect(redo(more)).toBe(more);
  });

  it('keeps the indentation of a line, and adds a level after a colon', () => {
    const block = breakLine(type(openEditor(['']), '    for i in range(9):'));
    expect(block.lines[1]).toBe('        ');
    expect(breakLine(type(block, 'x = 1')).lines[2]).toBe('        ');
  });

  it('erases a level of indentation, a word, a break', () => {
    expect(text(eraseBack(goTo(openEditor(['        x']), 0, 8)))).toBe('    x');
    expect(text(eraseBack(goTo(openEditor(['      x']), 0, 6)))).toBe('    x');
    expect(text(eraseWord(openEditor(['l1 = sigmoid'])))).toBe('l1 = ');
    expect(text(eraseBack(goTo(openEditor(['a', 'b']), 1, 0)))).toBe('ab');
    expect(text(eraseForward(goTo(openEditor(['a', 'b']), 0, 1)))).toBe('ab');
    expect(text(eraseForward(openEditor(['a'])))).toBe('a');
  });

  it('takes a paste of several lines, without control characters', () => {
    const pasted = insert(goTo(openEditor(['ab']), 0, 1), 'x\r\n\ty\u001b[31m\nz');
    expect(text(pasted)).toBe('ax\n    y[31m\nzb');
    expect([pasted.row, pasted.column]).toEqual([2, 1]);
    expect(text(undo(pasted))).toBe('ab');
  });

  it('bounds lines, columns and the past', () => {
    const full = openEditor([''.padEnd(1000, 'x')]);
    expect(insert(full, 'y')).toBe(full);
    expect(insert(openEditor(['']), 'a\n'.repeat(1200)).lines).toHaveLength(1);
    let editor = openEditor(['']);
    for (let i = 0; i < 500; i++) editor = insert(editor, i % 2 === 0 ? ' ' : 'a');
    expect(editor.past.length).toBeLessThanOrEqual(200);
  });

  it('moves by words, to the code of a line, and past its ends', () => {
    const editor = goTo(openEditor(['    l1 = sigmoid(z)', 'b']), 0, 0);
    expect(move(editor, 'word right').column).toBe(4);
    expect(move(move(editor, 'word right'), 'word right').column).toBe(7);
    expect(move(move(editor, 'end'), 'word left').column).toBe(18);
    expect(move(editor, 'home').column).toBe(4);
    expect(move(move(editor, 'home'), 'home').column).toBe(0);
    expect(move(move(editor, 'end'), 'right')).toMatchObject({ row: 1, column: 0 });
    expect(move(goTo(editor, 1, 0), 'left')).toMatchObject({ row: 0, column: 19 });
    expect(move(goTo(editor, 0, 9), 'down')).toMatchObject({ row: 1, column: 1 });
    expect(move(editor, 'bottom')).toMatchObject({ row: 1, column: 1 });
  });

  it('goes from blank to blank, and types over one', () => {
    const editor = goTo(openEditor(['a = ____', 'b = ____ @ c']), 0, 4);
    const next = nextBlank(editor, '____', 1) as Editor;
    expect(next).toMatchObject({ row: 1, column: 4 });
    expect(nextBlank(next, '____', 1)).toMatchObject({ row: 0, column: 4 });
    expect(nextBlank(next, '____', -1)).toMatchObject({ row: 0, column: 4 });
    expect(text(insert(next, 'x', '____'))).toBe('a = ____\nb = x @ c');
    expect(nextBlank(openEditor(['x']), '____', 1)).toBeUndefined();
  });

  it('moves a line a level deeper and back', () => {
    expect(text(indent(openEditor(['x']), 1))).toBe('    x');
    expect(text(indent(openEditor(['      x']), -1))).toBe('    x');
  });

  it('finds the partner of a bracket', () => {
    const editor = openEditor(['f(g(x), [1])']);
    expect(bracketsAt(goTo(editor, 0, 1))).toEqual([1, 11]);
    expect(bracketsAt(goTo(editor, 0, 12))).toEqual([11, 1]);
    expect(bracketsAt(goTo(editor, 0, 8))).toEqual([8, 10]);
    expect(bracketsAt(goTo(openEditor(['(x']), 0, 0))).toEqual([0, undefined]);
    expect(bracketsAt(goTo(openEditor(['(x]']), 0, 0))).toEqual([0, undefined]);
    expect(bracketsAt(goTo(openEditor(['x']), 0, 0))).toBeUndefined();
  });

  it('undoes typing over a blank as one change', () => {
    const editor = goTo(openEditor(['a = ____']), 0, 4);
    expect(text(undo(insert(insert(editor, 'x', '____'), 'y')))).toBe('a = ____');
  });

  it('takes 200 pasted lines, and undoes them at once', () => {
    const lines = Array.from({ length: 200 }, (_, i) => `x${i} = ${i}`);
    const pasted = insert(openEditor(['']), lines.join('\r\n'));
    expect(pasted.lines).toEqual(lines);
    expect(text(undo(pasted))).toBe('');
    expect(redo(undo(pasted)).lines).toEqual(lines);
  });

  it.each([
    ['a block', '    l0 = X\n    for i in a:\n        b = i\n', 'l0 = X\n    for i in a:\n        b = i\n    '],
    ['a block at the margin', 'l0 = X\n\nl1 = y', 'l0 = X\n\n    l1 = y'],
    ['a selection from the middle of a line', 'l0 = X\n        l1 = y', 'l0 = X\n    l1 = y'],
    ['the head of a block', 'for i in a:\n    b = i', 'for i in a:\n        b = i'],
    ['one line', '\tl0 = X', 'l0 = X'],
    ['spaces of a web page', '\u00a0\u00a0l0\u00a0= X\u200b', 'l0 = X'],
    ['control characters', 'a\u0007b\u001b[2J\u202e', 'ab[2J'],
  ])('gives pasted lines the indentation of their place: %s', (_, pasted, expected) => {
    expect(text(insert(openEditor(['    ']), pasted))).toBe(`    ${expected}`);
  });

  it('moves over and erases a wide character as one', () => {
    const editor = goTo(openEditor(['# 👩‍💻e\u0301z']), 0, 2);
    const after = move(editor, 'right');
    expect(after.column).toBe(2 + '👩‍💻'.length);
    expect(move(after, 'left').column).toBe(2);
    expect(text(eraseBack(after))).toBe('# e\u0301z');
    expect(text(eraseForward(after))).toBe('# 👩‍💻z');
    expect(goTo(editor, 0, 3).column).toBe(2);
  });
});
