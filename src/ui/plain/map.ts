import { cellName, combinationWords, runOfCell } from '../model/cell-names.ts';
import type { Model } from '../model/model.ts';
import { runsOf, type SweepState } from '../model/sweep.ts';
import { formatCount } from '../text/numbers.ts';
import { quartilesOf } from '../text/quartiles.ts';
import type { MapView } from '../views/map-view.ts';
import {
  cellKinds,
  cellWords,
  censusWords,
  kindOfCell,
  kindWords,
  lookWords,
  progressWords,
} from '../words/map-words.ts';
import { errorUnitText } from '../words/unit-words.ts';
import { atMost, MOST_LINES, sentence, spokenTheme } from './spoken.ts';

/* The map in sentences: its progress, a row of a table for each combination, and the chosen run. */

export function mapSentences(model: Model, view: MapView): readonly string[] {
  const { sweep } = model;
  if (sweep === undefined) return ['The axes are being read.'];
  const { facts } = sweep;
  return [
    sentence(`map: ${progressWords(sweep)}, ${lookWords(facts, view.look)}`),
    ...tableSentences(sweep, view.look),
    ...chosenSentences(model, view),
    'Arrows choose a run, enter opens it, less and greater than choose the iteration, e types the axes, p pauses, S writes a file.',
  ];
}

/** A sentence for each combination. */
export function tableSentences(sweep: SweepState, look: number | undefined): readonly string[] {
  const rows = sweep.facts.combinations.map((_, combination) => combinationSentence(sweep, combination, look));
  return atMost(rows, MOST_LINES, 'combinations');
}

/** The chosen run, and its combination. */
function chosenSentences({ sweep }: Model, { chosen, look }: MapView): readonly string[] {
  if (sweep === undefined) return [];
  const { facts, cells, subject } = sweep;
  const unit = errorUnitText(subject, spokenTheme.glyphs);
  return [sentence(`${cellName(facts, chosen)}: ${cellWords(cells[chosen], look, unit).join('; ')}`)];
}

/** The chosen combination at another look. */
export function lookSentences(model: Model, view: MapView): readonly string[] {
  const { sweep } = model;
  if (sweep === undefined) return [];
  const { facts } = sweep;
  const { combination } = runOfCell(facts, view.chosen);
  const census = censusWords(facts, runsOf(sweep, combination), view.look).join('; ');
  const name = combinationWords(facts, combination);
  return [
    sentence(`${lookWords(facts, view.look)}${census === '' ? '' : `: ${name === '' ? '' : `${name}, `}${census}`}`),
    ...chosenSentences(model, view),
  ];
}

/** `alpha 0.1: 48 solved, 2 stuck; iterations to solved 6,328, quartiles 5,531 and 7,020` */
function combinationSentence(sweep: SweepState, combination: number, look: number | undefined): string {
  const own = runsOf(sweep, combination);
  const kinds = own.map((result) => kindOfCell(result, look));
  const counts = cellKinds.flatMap((kind) => {
    const amount = kinds.filter((each) => each === kind).length;
    return amount === 0 ? [] : [`${formatCount(amount)} ${kindWords(kind)}`];
  });
  const quartiles = quartilesOf(own.flatMap((result) => result?.solvedAt ?? []))?.map(formatCount);
  const times =
    quartiles === undefined
      ? ''
      : `; iterations to solved ${quartiles[1]}, quartiles ${quartiles[0]} and ${quartiles[2]}`;
  const name = combinationWords(sweep.facts, combination);
  return sentence(`${name === '' ? 'all seeds' : name}: ${counts.join(', ')}${times}`);
}
