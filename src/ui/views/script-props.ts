import type { ScriptSubject } from '../../worker/subject.ts';
import type { Model } from '../model/model.ts';
import { isRunning } from '../model/requests.ts';
import { failedLine, scriptOf, scriptView, trainsNothing } from '../model/script.ts';
import { firstVisible } from '../model/script-rows.ts';
import type { OutputProps } from '../panes/output-pane.ts';
import type { SourceProps } from '../panes/source-pane.ts';
import type { VariablesProps } from '../panes/variables-pane.ts';
import { pythonText } from '../text/python.ts';

/*
 * The props of the panes of a script.
 */

export function sourceProps(model: Model, focused: boolean): SourceProps {
  const { text, version, file } = scriptOf(model) as ScriptSubject;
  const view = scriptView(model);
  // A run of iterations is in every line at once; one of lines is somewhere.
  const rests = !isRunning(model) || trainsNothing(model);
  return {
    file,
    python: pythonText(text, version),
    next: rests ? view?.line : undefined,
    failed: failedLine(model),
    breakpoints: model.breakpoints,
    chosen: model.cursor === undefined || !focused ? undefined : model.cursor + 1,
    calls: rests ? (view?.calls ?? []) : [],
    values: [...seedNotes(model), ...(rests ? (view?.values ?? []) : [])],
    first: firstVisible(model, 'program'),
    focused,
  };
}

/** The numbers in place of the seeds that the lines give. */
export function seedNotes(model: Model): SourceProps['values'] {
  const seeds = scriptView(model)?.seeds ?? [];
  return seeds
    .filter(({ own, used }) => own !== used)
    .map(({ line, own, used }) => ({ line, text: `seed ${used} in place of ${own}` }));
}

export function outputProps(model: Model, focused: boolean): OutputProps {
  const { output, ending, asks } = scriptView(model) ?? {};
  return { output, ending, asks, first: firstVisible(model, 'output'), focused };
}

export function variablesProps(model: Model, focused: boolean): VariablesProps {
  const variables = scriptView(model)?.variables ?? [];
  return { variables, isRunning: isRunning(model), first: firstVisible(model, 'variables'), focused };
}
