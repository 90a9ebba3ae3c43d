/* The result of a check: marks beside lines, and the one place that comes first. */
import type { MistakeId } from './mistakes.ts';
import type { LineLabel } from './networks.ts';

/** ✓, ✗ or ·: right, wrong, or nothing to say. */
export type Mark = 'right' | 'wrong' | 'open';

export interface LineMark {
  /** From 1. */
  readonly line: number;
  readonly mark: Mark;
  /** One sentence; empty where there is nothing to say. */
  readonly sentence: string;
}

const stageNames = ['syntax', 'shapes', 'values', 'updates', 'iterations', 'digits'] as const;
export type StageName = (typeof stageNames)[number];

export interface Stage {
  readonly name: StageName;
  readonly state: 'passed' | 'failed' | 'open' | 'not for this program';
  readonly sentence: string;
}

/** The first ✗. */
export interface Fault {
  readonly stage: StageName;
  /** From 1; undefined where the fault is a line that is missing. */
  readonly line: number | undefined;
  /** From 1, where a part of the line is at fault. */
  readonly column: number | undefined;
  readonly length: number;
  readonly sentence: string;
  /** `l2_delta is 0.12 …`, and what it should be. */
  readonly is: string | undefined;
  readonly shouldBe: string | undefined;
  readonly mistake: MistakeId | undefined;
}

export interface Missing {
  readonly label: LineLabel;
  readonly sentence: string;
  readonly mistake: MistakeId | undefined;
}

export interface Report {
  readonly solved: boolean;
  readonly marks: readonly LineMark[];
  readonly stages: readonly Stage[];
  readonly fault: Fault | undefined;
  /** The next part of an unfinished program. */
  readonly missing: Missing | undefined;
  /** A remark on a right program, such as its constant factor. */
  readonly remark: string | undefined;
  /** The shapes of names in the first iteration: `l1` is `4×4`. */
  readonly shapes: Readonly<Record<string, string>>;
}

/** A report that grows while a check runs. */
export class Findings {
  readonly #marks = new Map<number, LineMark>();
  readonly #stages = new Map<StageName, Stage>();
  fault: Fault | undefined;
  missing: Missing | undefined;
  remark: string | undefined;
  shapes: Record<string, string> = {};
  /** True once the printed errors are errors of the network. Their digits take the longest to check, and never fail. */
  hasRightErrors = false;
  /** Lines of the whole text before the learner's first one. */
  readonly #shift: number;
  /** The learner's lines. */
  readonly #lines: number;
  /** Columns of the whole text before each of the learner's lines. */
  readonly #indent: number;

  constructor(shift: number, lines: number, indent: number) {
    this.#shift = shift;
    this.#lines = lines;
    this.#indent = indent;
  }

  /** @param line in the whole text, from 1. A line that is given, not the learner's, has no mark. */
  mark(line: number, mark: Mark, sentence: string): void {
    const own = this.own(line);
    if (own === undefined) return;
    const before = this.#marks.get(own);
    // A line with several statements has the worst of their marks.
    const rank = { open: 0, right: 1, wrong: 2 };
    if (before !== undefined && rank[before.mark] > rank[mark]) return;
    this.#marks.set(own, { line: own, mark, sentence });
  }

  /** Moves the first ✗ to the line of a function that its line calls. */
  moveFault(line: number): void {
    const { fault } = this;
    const [own, before] = [this.own(line), fault?.line];
    if (fault === undefined || own === undefined || before === undefined) return;
    this.#marks.set(before, { line: before, mark: 'open', sentence: `not judged yet: fix line ${own} first` });
    // A mistake of the table speaks about the function itself.
    const sentence = fault.mistake === undefined ? `With this function, ${fault.sentence}` : fault.sentence;
    this.fault = { ...fault, line: own, column: undefined, sentence };
    this.#marks.set(own, { line: own, mark: 'wrong', sentence });
  }

  /** Takes back the mark of a line. */
  reopen(line: number, sentence: string): void {
    const own = this.own(line);
    if (own !== undefined) this.#marks.set(own, { line: own, mark: 'open', sentence });
  }

  /** The number of a line in the learner's text. */
  own(line: number): number | undefined {
    const own = line - this.#shift;
    return own >= 1 && own <= this.#lines ? own : undefined;
  }

  stage(name: StageName, state: Stage['state'], sentence: string): void {
    this.#stages.set(name, { name, state, sentence });
  }

  fail(
    stage: StageName,
    line: number | undefined,
    sentence: string,
    more: Partial<Pick<Fault, 'column' | 'length' | 'is' | 'shouldBe' | 'mistake'>> = {},
  ): void {
    if (this.fault !== undefined) return;
    const own = line === undefined ? undefined : this.own(line);
    const column = own === undefined || more.column === undefined ? undefined : Math.max(1, more.column - this.#indent);
    this.fault = {
      stage,
      line: own,
      column,
      length: more.length ?? 1,
      sentence,
      is: more.is,
      shouldBe: more.shouldBe,
      mistake: more.mistake,
    };
    if (line !== undefined) this.mark(line, 'wrong', sentence);
    this.stage(stage, 'failed', sentence);
  }

  report(): Report {
    const stages = stageNames.map(
      (name): Stage => this.#stages.get(name) ?? { name, state: 'open', sentence: 'not checked yet' },
    );
    const isPassed = ({ name, state }: Stage): boolean =>
      state === 'passed' || state === 'not for this program' || (name === 'digits' && this.hasRightErrors);
    const marks = Array.from(
      { length: this.#lines },
      (_, i): LineMark => this.#marks.get(i + 1) ?? { line: i + 1, mark: 'open', sentence: '' },
    );
    return {
      solved: this.fault === undefined && this.missing === undefined && stages.every(isPassed),
      marks,
      stages,
      fault: this.fault,
      missing: this.missing,
      remark: this.remark,
      shapes: this.shapes,
    };
  }
}
