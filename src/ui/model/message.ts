import type { Fault, Parsed } from '../../language/parse-fault.ts';
import type { Watch } from '../../language/watch.ts';
import type { CourseMessage, Opening } from '../../learn/course/state.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import type { Command, Report, RunChange, Speed, Travel } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import type { CoveringView } from '../keys/bindings.ts';
import type { Size } from '../views/layout.ts';
import type { KeptRun, Model, NotedMark, ShownSubject } from './model.ts';
import type { Pointed } from './point.ts';
import type { Question } from './prompt.ts';
import type { SweepNews, SweepOrder } from './sweep.ts';

/** The effect of a key, as data. */
export type Action =
  /** The key that opens a view. */
  | { readonly type: 'open'; readonly view: CoveringView['kind'] }
  /** A key that means something of its own in a view. */
  | { readonly type: 'act'; readonly view: CoveringView['kind']; readonly key: string }
  | { readonly type: 'toggleRunning' }
  | { readonly type: 'step'; readonly iterations: number }
  /** Runs a line of a script with the functions that it calls; or to the end of the function. */
  | { readonly type: 'stepOver' }
  | { readonly type: 'stepOut' }
  /** Sets a breakpoint on the chosen line of a script, or takes it away. */
  | { readonly type: 'toggleBreakpoint' }
  /** Starts over with the scenario as it was opened. */
  | { readonly type: 'reset' }
  /** Starts over with the current settings. */
  | { readonly type: 'restart' }
  | { readonly type: 'reseed' }
  | { readonly type: 'changeSpeed'; readonly direction: 1 | -1 }
  | { readonly type: 'toggleScale' }
  /** Shows another part of the run in the error chart. */
  | { readonly type: 'nextWindow' }
  | { readonly type: 'zoomChart'; readonly direction: 'in' | 'out' }
  /** Chooses a neighbouring iteration of the error chart, or goes to the chosen one. */
  | { readonly type: 'moveCrosshair'; readonly direction: 1 | -1 }
  | { readonly type: 'goToCrosshair' }
  /** Shows the next curve in the chart, or the one before: the error, and each watch. */
  | { readonly type: 'chooseCurve'; readonly direction: 1 | -1 }
  | { readonly type: 'showWatch' }
  | { readonly type: 'scroll'; readonly by: 'row' | 'page'; readonly direction: 1 | -1 }
  /** Chooses the neighbour to the left or right, in a pane that has columns to choose from. */
  | { readonly type: 'sideways'; readonly direction: 1 | -1 }
  /** Gives the focused pane the whole room, or all panes theirs again. */
  | { readonly type: 'zoomPane' }
  | { readonly type: 'moveFocus'; readonly direction: 1 | -1 }
  | { readonly type: 'travel'; readonly travel: Travel }
  /** Travels by hundredths of the run's length, forward or back. */
  | { readonly type: 'scrub'; readonly hundredths: number }
  | {
      readonly type: 'ask';
      readonly question: Exclude<Question['kind'], 'weight' | 'option' | 'plane' | 'surface' | 'input' | 'note'>;
    }
  | { readonly type: 'sortExamples' }
  | { readonly type: 'filterExamples' }
  /** Shows the test set, or the training set again. */
  | { readonly type: 'changePart' }
  | { readonly type: 'keepRun' }
  /** Opens the scenario in the editor of the person. */
  | { readonly type: 'editScenario' }
  | { readonly type: 'mark' }
  | { readonly type: 'editWeight' }
  /** Sets the chosen weight to zero, or removes the chosen watch. */
  | { readonly type: 'clear' }
  | { readonly type: 'scaleAlpha'; readonly factor: number }
  | { readonly type: 'undo' }
  /** Goes back to the run before a cell of the map was opened. */
  | { readonly type: 'backToFormer' }
  /** Shows the description of the scenario, or hides it. */
  | { readonly type: 'toggleAbout' }
  | { readonly type: 'close' }
  | { readonly type: 'repaint' }
  | { readonly type: 'suspend' }
  /** Closes the view; in the panes quits, after a question where something is not saved. */
  | { readonly type: 'leave' }
  | { readonly type: 'quit' };

/** An event that may change the model. */
export type Message =
  | { readonly type: 'opened'; readonly paused: boolean }
  | { readonly type: 'action'; readonly action: Action }
  /** A key without a meaning, or one that is disabled for this reason. */
  | { readonly type: 'refused'; readonly reason: string | undefined }
  /** A key while a question is open: a character, `backspace` or `enter`. */
  | { readonly type: 'typed'; readonly key: string }
  /** A report of the mouse. */
  | { readonly type: 'pointed'; readonly at: Pointed }
  /** Text from the clipboard while a question is open. */
  | { readonly type: 'pasted'; readonly text: string }
  /** The typed watch `source` has been parsed. */
  | { readonly type: 'watchRead'; readonly source: string; readonly parsed: Parsed<{ readonly watch: Watch }> }
  /** The typed settings of other runs of a race have been read. */
  | { readonly type: 'raceRead'; readonly text: string; readonly read: RaceRead }
  /** A file has been written; `problem` says why not. */
  | {
      readonly type: 'written';
      readonly question: FileQuestion;
      readonly file: string;
      readonly problem: string | undefined;
    }
  /** The run of the scenario to compare with has ended. */
  | { readonly type: 'compared'; readonly compared: Compared }
  | { readonly type: 'sweep'; readonly news: SweepNews }
  /** The editor gets the terminal. */
  | { readonly type: 'editorOpened' }
  /** The scenario file has been opened, or read again. `wasRunning`: the run trained before. */
  | { readonly type: 'edited'; readonly edited: Edited; readonly wasRunning: boolean }
  /** The file of the scenario or script has another content than the run. */
  | { readonly type: 'scenarioChanged'; readonly file: string; readonly isGone?: boolean }
  /** A key or an event of the lesson beside the dashboard. */
  | { readonly type: 'lesson'; readonly message: CourseMessage }
  /** Another lesson begins, in a run of its own. */
  | { readonly type: 'lessonOpened'; readonly opened: OpenedLesson }
  | { readonly type: 'reported'; readonly report: Report }
  | { readonly type: 'resized'; readonly size: Size };

/** A lesson, and the run that it is about. */
export interface OpenedLesson extends Opening {
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly speed: Speed;
}

/**
 * The scenario or script that has been read again; or the reason why there is no other one, which `isNews` where nothing has failed. A
 * script has no seed of its own.
 */
export type Edited =
  | { readonly ok: true; readonly file: string; readonly subject: ShownSubject; readonly seed: number | undefined }
  | { readonly ok: false; readonly reason: string; readonly isNews: boolean };

/** Gives the terminal to another program while the work lasts. The signal is aborted when this program ends before. */
export type Lend = <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;

/** The file of the scenario or script, which a person edits while the dashboard is open. */
export interface ScenarioFile {
  /** The reasons why it is not edited. */
  readonly editing: Model['editing'];
  /**
   * Reads the file again where it has changed; otherwise opens it in an editor first.
   * @param line where the editor shows it, from 1.
   */
  edit(lend: Lend, line?: number): Promise<Edited>;
  /** Reads the file again. */
  readAgain(): Promise<Edited>;
  /** Calls back when the content of the file has changed, or the file is gone. Returns the function that ends this. */
  watch(changed: (file: string, isGone?: boolean) => void): () => void;
}

/** The fault of the text of an expression in Python; undefined for one that can be parsed. */
export type PythonFault = (source: string) => Fault | undefined;

/** The run to compare with at its end, or the reason why there is none. */
export type Compared =
  | ({ readonly ok: true; readonly name: string } & Pick<
      KeptRun,
      'subject' | 'seed' | 'curve' | 'iteration' | 'error' | 'solvedAt'
    >)
  | { readonly ok: false; readonly reason: string };

/** Trains the run to compare with, and tells its end. Returns the function that ends it before. */
export type Compare = (tell: (compared: Compared) => void) => () => void;

/** An effect outside the model. */
export type Effect =
  | { readonly type: 'send'; readonly command: Command }
  | { readonly type: 'readWatch'; readonly source: string }
  /** Reads the settings of other runs of a race. */
  | { readonly type: 'readRace'; readonly text: string }
  | { readonly type: 'write'; readonly question: FileQuestion; readonly file: string; readonly what: Saved }
  | { readonly type: 'sweep'; readonly order: SweepOrder }
  | { readonly type: 'editScenario' }
  /** Reads the file of the scenario or script again. */
  | { readonly type: 'readAgain' }
  | { readonly type: 'repaint' }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit' };

/** A question for the name of a file to write. */
export type FileQuestion = Extract<Question, { kind: 'file' | 'script' }>;

/** The settings of other runs of a race, or the problem with them. */
export type RaceRead =
  | { readonly ok: true; readonly settings: readonly NetworkSettings[] }
  | { readonly ok: false; readonly problem: string };

/** Reads the settings of other runs of a race: `optimizer=momentum,adam`. */
export type ReadRace = (text: string) => Promise<RaceRead>;

/** Writes a run to a file, as a scenario or a script; resolves to the problem, or to undefined. */
export type Write = (request: Omit<Effect & { readonly type: 'write' }, 'type'>) => Promise<string | undefined>;

/** Everything that a scenario or a script of a run needs. */
export interface Saved {
  /** A name in place of that of the scenario. */
  readonly name?: string;
  readonly seed: number;
  /** The subject that the run began with. */
  readonly subject: Subject;
  readonly iterations: number;
  readonly changes: readonly RunChange[];
  readonly watches: readonly string[];
  /** The marks of the run, but for the first, and the completed iterations up to which it has met those of the scenario. */
  readonly marks?: { readonly own: readonly NotedMark[]; readonly furthest: number };
}
