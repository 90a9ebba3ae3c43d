import { count, counted } from '../../language/wording.ts';
import { truthNow } from '../../learn/course/answer.ts';
import { holds } from '../../learn/course/condition.ts';
import { isWay, type ShownStep } from '../../learn/course/key-script.ts';
import { linesIn, panesIn } from '../../learn/course/pane-words.ts';
import { placed } from '../../learn/course/read-lesson.ts';
import { lessonUpTo } from '../../learn/course/review-question.ts';
import type { Step } from '../../learn/course/schema.ts';
import { answerKeys, nextOnWay, shownSteps } from '../../learn/course/shown-keys.ts';
import { type CourseState, choicesOf, type Result } from '../../learn/course/state.ts';
import { lastHintFindings } from '../../learn/course/step-faults.ts';
import { stripText } from '../../learn/course/strip-text.ts';
import { UNKNOWN } from '../../learn/course/words.ts';
import { type Finding, printFaults, type ValueFault } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { readText } from '../../scenario/read.ts';
import * as part from '../../ui/lesson/companion.ts';
import { isReady } from '../../ui/lesson/player.ts';
import { sightOf } from '../../ui/lesson/sight-of.ts';
import { neededRows, ROWS } from '../../ui/lesson/strip-pane.ts';
import { plainTheme } from '../../ui/model/pane-space.ts';
import { type Size, smallestSize } from '../../ui/views/layout.ts';
import { refuse } from '../exit.ts';
import { type OpenLesson, openLesson, resolveLesson } from '../lessons.ts';
import { Stage } from './stage.ts';

/* One file, though it is long: every check of a lesson reads the one play of it. */

/** Checks a lesson file: plays it, and prints a line. Returns the exit code. */
export async function checkLesson(file: string): Promise<number> {
  const read = await openLesson(resolveLesson(file), plainText);
  if (!read.ok) return refuse(printFaults(file, read.faults));
  const text = readText(file);
  const { faults, results, keys } = await playLesson(read.opened, typeof text === 'string' ? text : '');
  if (faults.length > 0) return refuse(printFaults(file, faults));
  const answered = results.filter((result) => result?.kind === 'answered').length;
  const steps = counted(results.length, 'step');
  process.stdout.write(`${plainText(file)}: ok, ${steps}, ${answered} of them done with ${counted(keys, 'key')}\n`);
  return 0;
}

/*
 * The check of a lesson: its solution is played on the real dashboard, without a terminal. Each step must be open until it is done, a
 * question must not continue without its answer, and the keys of each step must finish it.
 */

export interface Played {
  readonly faults: readonly ValueFault[];
  readonly results: readonly (Result | undefined)[];
  /** Keys that were pressed. */
  readonly keys: number;
}

/** The smallest terminal: one pane at a time has room beside the strip. */
const SIZE = smallestSize;

/**
 * Plays the solution of a lesson.
 * @param text of its file, for the places of faults.
 * @param from the step where a person stopped: the program does the steps before.
 */
export async function playLesson(
  { lesson, name, subject, seed, speed }: OpenLesson,
  text: string,
  { size = SIZE, from = 0 }: { readonly size?: Size; readonly from?: number } = {},
): Promise<Played> {
  const opening = { lesson, name, resumeAt: from };
  const stage = await Stage.open({ subject, seed, speed, size, at: 0, script: [], lesson: { opening, part } });
  const play = new Play(stage);
  const findings: Finding[] = [];
  await play.resume();
  for (const [at, step] of lesson.steps.entries()) {
    if (at < from) continue;
    const found = await play.step(at, step);
    // A text is looked at more than once.
    const own = new Map(found.map((fault) => [JSON.stringify(fault), fault]));
    findings.push(...[...own.values()].map((fault) => ({ ...fault, path: ['steps', at, ...fault.path] })));
    // The next step begins where this one should have ended. One that is done before it begins has been passed: it is a fault of its own.
    if (play.course.step <= at) break;
  }
  return { faults: placed(text, findings), results: play.course.results, keys: play.keys };
}

/** Asks one question of a lesson again, on a run of another seed, as a review does: the steps before it are done first. */
export async function playQuestion(
  { lesson, name, subject, speed }: OpenLesson,
  text: string,
  at: number,
  seed: number,
): Promise<Played> {
  const asked = lessonUpTo(lesson, at, seed);
  const opening = { lesson: asked, name, resumeAt: at, review: { number: 1, of: 1 } };
  const stage = await Stage.open({ subject, seed, speed, size: SIZE, at: 0, script: [], lesson: { opening, part } });
  const play = new Play(stage);
  await play.resume();
  const found = await play.step(at, asked.steps[at] as Step);
  const findings = found.map((fault) => ({ ...fault, path: ['steps', at, ...fault.path] }));
  return { faults: placed(text, findings), results: play.course.results, keys: play.keys };
}

class Play {
  readonly #stage: Stage;
  keys = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get course(): CourseState {
    return this.#stage.model.course as CourseState;
  }

  /** Presses the keys of the program, until a person's step is open. */
  async resume(): Promise<void> {
    while (this.course.resumeAt !== undefined) {
      const [first] = this.course.player?.pending ?? [];
      await this.#stage.tell({ type: 'lesson', message: { type: 'played' } });
      if (first !== undefined && first !== 'answer' && !isWay(first)) await this.#press(first);
    }
  }

  async step(at: number, step: Step): Promise<readonly Finding[]> {
    const isDone = 'do' in step && this.course.phase === 'done';
    if (this.course.step > at || isDone) {
      const expected = 'a condition that does not hold when the step begins';
      return [{ path: 'until' in step ? ['until'] : [], expected, found: 'a step that is done before it begins' }];
    }
    const findings: Finding[] = [...this.#textFindings(step)];
    if ('predict' in step && sightOf(this.#stage.model).state === 'running') {
      const expected = 'a run that waits: one that continues shows the answer';
      findings.push({
        path: ['predict'],
        expected,
        found: 'a run that continues',
        advice: 'stop it in an earlier step',
      });
    }
    if ('predict' in step && step.number !== undefined && step.number.guess === undefined) {
      const truth = truthNow(step, this.course, sightOf(this.#stage.model));
      const expected = 'a guess, because the run has no answer yet';
      if (truth === undefined) findings.push({ path: ['number'], expected, found: 'no guess' });
    }
    if ('predict' in step || 'explain' in step) findings.push(...(await this.#isPassedWithoutAnswer(at, step)));
    findings.push(...this.#hintFindings(step));
    for (const key of shownSteps(step)) {
      await this.#press(key);
      if (this.course.step === at && this.course.phase === 'waiting') findings.push(...this.#textFindings(step));
    }
    const isWaiting = this.course.step === at && this.course.phase !== 'done' && !('say' in step || 'look' in step);
    if (isWaiting) return [...findings, this.#openFinding(step)];
    findings.push(...this.#textFindings(step), ...this.#rightFindings(step));
    if (this.course.step === at) await this.#press({ key: 'enter' });
    const result = this.course.results[at];
    const isCounted = 'say' in step || 'look' in step ? result?.kind === 'read' : result?.kind === 'answered';
    const isWrong =
      'predict' in step && step.mustBeRight === true && result?.kind === 'answered' && result.isRight !== true;
    if (!isCounted || isWrong)
      findings.push({ path: [], expected: 'a step that its keys answer', found: 'another result' });
    return findings;
  }

  /** The fault of a step that its keys do not finish. */
  #openFinding(step: Step): Finding {
    const sight = sightOf(this.#stage.model);
    const isShown =
      'predict' in step && sight.isSettled && (step.until === undefined || holds(step.until, sight, this.course.kept));
    if (isShown && this.course.phase === 'waiting' && step.choices !== undefined)
      return { path: ['choices'], expected: 'one right answer', found: 'none for the run at the end of the step' };
    const found = this.course.phase === 'waiting' ? 'a run that does not show the answer' : 'a step that is still open';
    const { iteration, line, state, view } = sight;
    const advice = `after its keys: iteration ${count(iteration)}, line ${line}, ${state}, view ${view}`;
    return { path: 'show' in step ? ['show'] : [], expected: 'keys that finish the step', found, advice };
  }

  /** Presses all but the answer: the step must stay open. Wrong reasons are chosen, and what is no number or a wrong one is typed. */
  async #isPassedWithoutAnswer(at: number, step: Step): Promise<readonly Finding[]> {
    const wrong =
      'explain' in step ? step.choices.flatMap(({ right }, choice) => (right === true ? [] : [choice])) : [];
    const held = 'predict' in step ? (step.holds ?? []) : [];
    for (const key of held) await this.#press({ key });
    const findings: Finding[] = [];
    const mistakes = [
      ...wrong.map((choice) => [String(choice + 1)]),
      ...('predict' in step && step.number !== undefined ? [['x'], ['enter']] : []),
      ...('predict' in step && step.mustBeRight === true ? [[...FAR_OFF, 'enter']] : []),
    ];
    for (const keys of mistakes) {
      for (const key of keys) await this.#press({ key });
      findings.push(...this.#textFindings(step));
    }
    const { step: now, phase, results } = this.course;
    if (now === at && phase === 'open' && results[at] === undefined) return findings;
    return [
      ...findings,
      { path: [], expected: 'a step that needs its answer', found: 'a step that continues without it' },
    ];
  }

  /** At the end of a question with answers to choose, one of them is right, and the last hint names no other one. */
  #rightFindings(step: Step): readonly Finding[] {
    if (!('predict' in step) || step.choices === undefined || this.course.phase !== 'done') return [];
    const sight = sightOf(this.#stage.model);
    const right = step.choices.flatMap(({ when }, at) => (holds(when, sight, this.course.kept) ? [at] : []));
    const [only] = right;
    return only !== undefined && right.length === 1
      ? lastHintFindings(step.hints, only, [])
      : [{ path: ['choices'], expected: 'one right answer', found: `${right.length}` }];
  }

  async #press(step: ShownStep): Promise<void> {
    if (step === 'answer') {
      for (const key of answerKeys(this.course, sightOf(this.#stage.model))) await this.#press({ key });
    } else if (isWay(step)) {
      for (const next of nextOnWay(step, sightOf(this.#stage.model))) await this.#press(next);
    } else if ('wait' in step) await this.#stage.pass(step.wait);
    else {
      this.keys++;
      await this.#stage.press(step.key);
      // A run to a later iteration continues by itself.
      for (let turns = 0; turns < MOST_TURNS && !isReady(this.#stage.model); turns++)
        await this.#stage.pass(PATIENCE_MS);
    }
  }

  /** The words of the strip must fit at 60×20, and have all their numbers. */
  #textFindings(step: Step): readonly Finding[] {
    // The numbers of the run at this time, and not those that it had before.
    const course = { ...this.course, seen: undefined };
    const words = stripText(course, sightOf(this.#stage.model), true);
    const props = { text: words, focus: 'strip' } as const;
    const rows = neededRows(props, smallestSize.columns, plainTheme);
    const unknown = words.parts.find(({ text }) => text.includes(UNKNOWN));
    const task = taskPath(step);
    const place = unknown?.kind === 'why' && 'why' in step ? ['why'] : task;
    return [
      ...words.parts.flatMap(({ kind, text }) =>
        this.#hiddenFindings(text, kind === 'why' && 'why' in step ? ['why'] : task),
      ),
      ...(rows > ROWS.most
        ? [{ path: task, expected: `texts of ${ROWS.most - 1} lines of 58 characters`, found: `${rows - 1} lines` }]
        : []),
      ...(unknown === undefined
        ? []
        : [{ path: place, expected: 'numbers that the run has at this time', found: JSON.stringify(unknown.text) }]),
    ];
  }

  /** Every hint must fit, too. */
  #hintFindings(step: Step): readonly Finding[] {
    if (!('hints' in step)) return [];
    let { model } = this.#stage;
    return step.hints.flatMap((own, at) => {
      model = part.updateBeside(model, { type: 'lesson', message: { type: 'hint' } }).model;
      const words = stripText(
        { ...this.course, seen: undefined, remark: '', hints: at + 1 },
        sightOf(this.#stage.model),
        true,
      );
      const rows = neededRows({ text: words, focus: 'strip' }, smallestSize.columns, plainTheme);
      const hint = words.parts.find(({ kind }) => kind === 'hint')?.text ?? '';
      if (hint.includes(UNKNOWN)) {
        return [
          { path: ['hints', at], expected: 'numbers that the run has at this time', found: JSON.stringify(hint) },
        ];
      }
      const hidden = this.#hiddenFindings(own, ['hints', at], model);
      if (rows <= ROWS.most) return hidden;
      const expected = `a hint that fits with its question in ${ROWS.most - 1} lines of 58 characters`;
      return [...hidden, { path: ['hints', at], expected, found: `${rows - 1} lines` }];
    });
  }

  /** Panes and lines that a text points at, and that are not on the screen. */
  #hiddenFindings(text: string, path: Finding['path'], model = this.#stage.model): readonly Finding[] {
    const frames = part.drawBeside(model, plainTheme);
    const shown = frames.map(({ name }) => name);
    // A view inside a line shows that line.
    const panes = panesIn(text).filter(
      (pane) => !shown.includes(pane) && !(pane === 'program' && shown.includes('inspect')),
    );
    const { columns, rows } = model.size;
    const hidden = panes.map((pane): Finding => {
      const found = `${JSON.stringify(text)} beside ${shown.find((name) => !around.includes(name)) ?? 'nothing'}`;
      const advice = 'highlight it with "pane" in the step, or say that tab goes to it';
      return {
        path,
        expected: `words about a pane that ${columns}×${rows} shows, and not about ${pane}`,
        found,
        advice,
      };
    });
    const program = frames
      .find(({ name }) => name === 'program')
      ?.frame.map((line) => line.map((own) => own.text).join(''));
    if (program === undefined) return hidden;
    const visible = program.flatMap((row) => [...(/^\W*(\d+)/.exec(row) ?? [])].slice(1).map(Number));
    const lost = linesIn(text).filter((line) => !visible.includes(line));
    const lines = lost.map((line): Finding => {
      const advice = 'say how to scroll there, as in "the arrows scroll to it"';
      return {
        path,
        expected: `lines that are visible at ${columns}×${rows}`,
        found: `line ${line} in ${JSON.stringify(text)}`,
        advice,
      };
    });
    return [...hidden, ...lines];
  }
}

/** Frames around the panes. */
const around: readonly string[] = ['header', 'footer', 'lesson'];

/** An answer that is wrong for any question of a lesson. */
const FAR_OFF = '-98765.4';

const MOST_TURNS = 400;
const PATIENCE_MS = 50;

function taskPath(step: Step): readonly string[] {
  const kind = ['say', 'look', 'do', 'predict', 'explain'].find((name) => name in step) as string;
  return choicesOf(step) === undefined ? [kind] : [];
}
