import { isWay } from '../../learn/course/key-script.ts';
import type { CourseState } from '../../learn/course/state.ts';
import type { Message, OpenedLesson } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import type { Store } from '../store.ts';

/* The effects of a lesson: the keys that it shows, with time between them, its progress, and the lesson that follows. */

export interface LessonHost {
  /** Called when the progress in a lesson has changed. */
  readonly save: (course: CourseState) => void;
  /** Opens the lesson that this one wants: the one after it, or itself again. */
  readonly open: (course: CourseState) => Promise<OpenedLesson | undefined>;
}

/** Milliseconds between two keys that a person watches, between two typed characters, and on the way to an earlier step. */
const PACE = { shown: 900, again: 180, typed: 180, hurried: 5, waiting: 40 };

export function drive(
  store: Store,
  messageOf: (model: Model, key: string) => Message,
  { save, open }: LessonHost,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  let isOpening = false;
  let known = store.current().course;
  const press = (): void => {
    timer = undefined;
    const model = store.current();
    const first = model.course?.player?.pending[0];
    if (model.course?.player === undefined) return;
    if (!isReady(model)) {
      timer = setTimeout(press, PACE.waiting);
      return;
    }
    // Before the key: it may end the step, and with it these keys.
    store.dispatch({ type: 'lesson', message: { type: 'played' } });
    if (first !== undefined && first !== 'answer' && 'key' in first)
      store.dispatch(messageOf(store.current(), first.key));
    schedule();
  };
  const schedule = (): void => {
    const { course, view } = store.current();
    if (course?.player === undefined || timer !== undefined || isEnded) return;
    const [next] = course.player.pending;
    const isHurried = course.resumeAt !== undefined;
    const isTyping = view.kind === 'prompt' || course.typed !== '';
    const own = next === 'answer' ? undefined : next;
    const wait = own !== undefined && 'wait' in own ? own.wait : undefined;
    const isAgain = own !== undefined && (isWay(own) || ('key' in own && own.key === course.player.pressed));
    const pause = isHurried ? PACE.hurried : isTyping ? PACE.typed : isAgain ? PACE.again : PACE.shown;
    timer = setTimeout(press, wait ?? pause);
  };
  const see = (): void => {
    const { course } = store.current();
    if (course === undefined || isEnded) return;
    if (course.results !== known?.results || course.step !== known.step || course.lesson !== known.lesson) {
      known = course;
      if (course.resumeAt === undefined || course.wants === 'again') save(course);
    }
    if (course.wants !== undefined && !isOpening) {
      isOpening = true;
      void open(course).then((opened) => {
        isOpening = false;
        if (opened !== undefined && !isEnded) store.dispatch({ type: 'lessonOpened', opened });
      });
    }
    schedule();
  };
  const stop = store.subscribe(see);
  see();
  return () => {
    isEnded = true;
    stop();
    clearTimeout(timer);
  };
}

/** True once the run shows the effect of the last key. */
export function isReady({ snapshot, run, request, runsTo, journey, view, course }: Model): boolean {
  const isReading = view.kind === 'prompt' && course?.player?.pressed === 'enter' && view.fault === undefined;
  return (
    snapshot?.run === run && snapshot.request === request && runsTo === undefined && journey === undefined && !isReading
  );
}
