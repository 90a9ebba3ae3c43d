import { printWatch } from '../../program/watch.ts';
import type { Message } from './message.ts';
import type { Fault, Model, View } from './model.ts';
import { numberFrom, type Question, typedAfter } from './question.ts';
import { ask, edit, send, type Update, unchanged } from './requests.ts';

type Prompt = View & { kind: 'prompt' };

export function openPrompt(model: Model, question: Question, typed = ''): Model {
  return { ...model, view: { kind: 'prompt', question, typed, fault: undefined } };
}

/** `My data` → `my-data-mine.json`: what `S` proposes. */
export function fileNameFor(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${words === '' ? 'scenario' : words.slice(0, 40)}-mine.json`;
}

/** A key while a question is open. */
export function typeKey(model: Model, key: string): Update {
  const { view } = model;
  if (view.kind !== 'prompt') return unchanged(model);
  if (key === 'enter') return answer(model, view);
  const typed = typedAfter(view.question, view.typed, key);
  return unchanged(typed === view.typed ? model : { ...model, view: { ...view, typed, fault: undefined } });
}

/** What was typed is what was asked for; without an answer the question is dropped. */
function answer(model: Model, view: Prompt): Update {
  const { question, typed } = view;
  const closed: Model = { ...model, view: { kind: 'panes' } };
  if (typed.trim() === '') return unchanged(closed);
  switch (question.kind) {
    case 'iteration':
      return ask({ ...closed, cursor: undefined }, 'paused', {
        type: 'travel',
        travel: { to: 'iteration', iteration: Number(typed) },
      });
    case 'alpha': {
      const value = numberFrom(typed);
      if (value === undefined || value <= 0) return refuse(model, view, 'alpha is a number above 0, such as 0.1');
      return edit(closed, [{ kind: 'settings', set: { learningRate: value } }]);
    }
    case 'weight': {
      const value = numberFrom(typed);
      if (value === undefined) return refuse(model, view, 'a weight is a finite number, such as -0.5');
      return edit(closed, [{ ...question, kind: 'cell', value }]);
    }
    case 'watch':
      return { model, effects: [{ type: 'readWatch', source: typed }] };
    case 'file': {
      const { subject, seed, snapshot, watches } = model;
      const log = snapshot?.log ?? [];
      const iterations = snapshot?.goal ?? subject.job.iterations;
      const what = { seed, settings: subject.job.settings, iterations, log, watches: watches.map(printWatch) };
      return { model: closed, effects: [{ type: 'save', file: typed.trim(), what }] };
    }
  }
}

/** The watch that was typed, read: added to the others, or with a fault. */
export function hearWatch(model: Model, { source, parsed }: Message & { type: 'watchRead' }): Update {
  const { view } = model;
  // By now it may have been changed, or left.
  if (view.kind !== 'prompt' || view.question.kind !== 'watch' || view.typed !== source) return unchanged(model);
  if (!parsed.ok) return refuse(model, view, parsed.fault.message, parsed.fault);
  const watches = [...model.watches, parsed.watch];
  return setWatches(
    { ...model, view: { kind: 'panes' }, trails: [...model.trails, { iterations: [], values: [] }] },
    watches,
  );
}

export function setWatches(model: Model, watches: Model['watches']): Update {
  const chosenWatch = Math.max(0, Math.min(model.chosenWatch, watches.length - 1));
  return send({ ...model, watches, chosenWatch, request: model.request + 1 }, { type: 'setWatches', watches });
}

function refuse(model: Model, view: Prompt, message: string, place?: Omit<Fault, 'message'>): Update {
  const { offset, length } = place ?? { offset: 0, length: view.typed.length };
  return unchanged({ ...model, view: { ...view, fault: { message, offset, length } } });
}
