/* Hints for the place that comes first: a question, the place, the answer. */
import { hasBlank } from '../../learn/rebuild/blanks.ts';
import type { LineLabel } from '../../learn/rebuild/networks.ts';
import { linesBefore, ownLines, type RebuildModel } from './model.ts';

const questions: Readonly<Record<LineLabel, string>> = {
  setup: 'Which shapes do the weights need: one row for each input of a layer, one column for each unit?',
  forward: 'How is a layer computed from the layer before it and the weights between them?',
  'how wrong': 'How far is the prediction from the target, row by row?',
  backward: 'By which slope is the error multiplied on its way back, and by which weights?',
  update: 'Which values enter these weights, and which delta belongs to the layer after them?',
};

const targetOf = (line: string): string => line.trim().split(/\s*[-+*]?=(?!=)/)[0] ?? '';

/** The right line for the place that comes first, the part it belongs to, and the learner's row, if there is one. */
function placeOfHint(
  model: RebuildModel,
): { readonly solution: string; readonly label: LineLabel; readonly row: number | undefined } | undefined {
  const { level, report } = model;
  const own = ownLines(model);
  const at = (i: number, row: number | undefined) => {
    const solution = level.solution[i];
    const label = level.labels[i];
    return solution === undefined || label === undefined ? undefined : { solution: solution.trim(), label, row };
  };
  const line = report?.fault?.line;
  const row = line === undefined ? undefined : line - linesBefore(model) - 1;
  if (row !== undefined && own[row] !== undefined) {
    const target = targetOf(own[row]);
    const found = level.solution.findIndex((solution) => targetOf(solution) === target);
    // In an order level a line that reads too much comes too soon: the line it waits for is the one that is missing.
    const isThere = own.some((text) => text.trim() === level.solution[found]?.trim());
    if (found >= 0 && !(isThere && level.pieces.length > 0)) return at(found, row);
  }
  const blank = own.findIndex(hasBlank);
  if (report?.fault === undefined && blank >= 0) {
    const found = level.solution.findIndex((solution) => targetOf(solution) === targetOf(own[blank] ?? ''));
    if (found >= 0) return at(found, blank);
  }
  if (level.pieces.length > 0) {
    // The first line of the right order that is not where it belongs.
    const lines = own.map((text) => text.trim()).filter((text) => !text.startsWith('#'));
    const wrong = level.solution.findIndex((solution, i) => targetOf(lines[i] ?? '') !== targetOf(solution));
    return at(Math.max(0, wrong), undefined);
  }
  const label = report?.missing?.label;
  const first = level.solution.findIndex(
    (solution, i) =>
      (label === undefined || level.labels[i] === label) && !own.some((text) => targetOf(text) === targetOf(solution)),
  );
  return at(
    first < 0 ? level.solution.findIndex((solution) => !own.some((text) => text.trim() === solution.trim())) : first,
    undefined,
  );
}

/** The place of a missing line, in words. At the level `nothing` there are no labels to name. */
function nextWords({ task }: RebuildModel['level'], target: string, label: LineLabel): string {
  if (label === 'setup') return `Next comes ${target}, before the loop.`;
  return task.level === 'nothing' ? `Next comes ${target}: "${label}".` : `Next comes ${target}, under "${label}".`;
}

const huntQuestions: Readonly<Record<LineLabel, string>> = {
  ...questions,
  setup: 'Are the data and the initial weights right? Does each of these lines belong before the loop?',
};

/** The hints of a bug hunt: the part of the mistake, its place as the marks show it, the mistake. */
function huntHints({ level: { hunt }, hint, report }: RebuildModel): readonly string[] {
  if (hunt === undefined) return [];
  const part = hunt.label === 'setup' ? 'The mistake is before the loop.' : `The mistake is in "${hunt.label}".`;
  const marks = report === undefined ? 'The marks are shown once the check ends.' : 'The marks are shown now.';
  return [`${part} ${huntQuestions[hunt.label]}`, marks, hunt.sentence].slice(0, hint);
}

/** The hints that are open, the first one first. */
export function hintTexts(model: RebuildModel): readonly string[] {
  if (model.level.hunt !== undefined) return huntHints(model);
  const place = model.hint === 0 ? undefined : placeOfHint(model);
  if (place === undefined) return [];
  const { level } = model;
  const target = targetOf(place.solution);
  const isOrder = level.pieces.length > 0;
  const where =
    place.row !== undefined && !isOrder
      ? `Line ${linesBefore(model) + place.row + 1} should give ${target}.`
      : isOrder
        ? `The line of ${target} belongs under "${place.label}".`
        : nextWords(level, target, place.label);
  return [questions[place.label], where, place.solution].slice(0, model.hint);
}
