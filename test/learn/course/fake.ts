import { beginLesson } from '../../../src/learn/course/course.ts';
import type { Lesson, Step } from '../../../src/learn/course/schema.ts';
import type { Sight, Table } from '../../../src/learn/course/sight.ts';
import type { CourseState } from '../../../src/learn/course/state.ts';

export function sight(own: Partial<Sight> = {}, tables: Readonly<Record<string, Table>> = {}): Sight {
  return {
    isSettled: true,
    state: 'paused',
    iteration: 0,
    line: 0,
    goal: 100,
    seed: 1,
    alpha: 1,
    error: undefined,
    solvedAt: undefined,
    verdict: 'untrained',
    view: 'panes',
    hasQuestion: false,
    pane: 'predictions',
    hiddenPanes: [],
    inside: undefined,
    option: undefined,
    example: 0,
    weight: undefined,
    parameters: [],
    asked: undefined,
    settings: {},
    changes: 0,
    watches: [],
    marks: 1,
    kept: 0,
    lines: [],
    table: (name) => tables[name],
    ...own,
  };
}

export function lessonOf(...steps: readonly Step[]): Lesson {
  return { title: 'A lesson', about: 'a test', minutes: 1, scenario: 'xor', steps: [...steps] };
}

export function begun(...steps: readonly Step[]): CourseState {
  return beginLesson({ lesson: lessonOf(...steps), name: 'test' });
}

export const hints = ['a question', 'a place', 'the answer'];
