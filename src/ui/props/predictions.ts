import { examplesIn } from '../model/examples.ts';
import type { Model } from '../model/model.ts';
import type { Arrangement } from '../model/row-order.ts';
import type { PredictionsProps } from '../panes/predictions-pane.ts';
import { evaluationWords, fitWords } from '../words/predictions-words.ts';

/** What the table of predictions shows. */
export function predictionsProps(model: Model, first: number, focused: boolean): PredictionsProps {
  const { subject, network, snapshot, examples } = model;
  const { inputNames, targetNames, classes, test } = subject;
  const { evaluation, roles } = network.program;
  const { part, order, chosen } = examples;
  const { inputs, targets, prediction } = examplesIn(model, part);
  const predictionName = evaluation?.prediction ?? roles.prediction;
  const names = { inputNames, targetNames, targetName: roles.target, predictionName };
  const [fit, meant] = [fitWords(snapshot), evaluationWords(network.program)];
  const meaning = fit === undefined ? meant : [...meant.map((words) => `${fit}; ${words}`), fit];
  return {
    inputs,
    inputScaling: subject.inputScaling,
    targets,
    prediction,
    ...names,
    classes,
    meaning,
    batch: part === 'train' ? snapshot?.batch : undefined,
    part: test === undefined ? undefined : part,
    order,
    chosen,
    arrangement: arrangementWords(examples.arrangement),
    first,
    focused,
  };
}

/** `worst first, only wrong, "seven"`, and in fewer words; nothing of all as the data have them. */
function arrangementWords({ sort, onlyWrong, find }: Arrangement): readonly string[] {
  const found = find === '' ? [] : [`"${find}"`];
  const long = [...(sort === 'data' ? [] : [`${sort} first`]), ...(onlyWrong ? ['only wrong'] : []), ...found];
  const short = [...(sort === 'data' ? [] : [sort]), ...(onlyWrong ? ['wrong'] : []), ...found];
  return long.length === 0 ? [] : [long.join(', '), short.join(', ')];
}
