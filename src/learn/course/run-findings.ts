import type { Expression } from '../../language/expression.ts';
import { didYouMean } from '../../language/parse-fault.ts';
import { readWatch } from '../../language/parse-watch.ts';
import { type Program, parameters } from '../../language/program.ts';
import { inferShapes, printShape, ShapeError, type Shapes, shapeOf } from '../../language/shapes.ts';
import { counted } from '../../language/wording.ts';
import { buildProgram } from '../../network/build.ts';
import { changesFor } from '../../network/edits.ts';
import { options } from '../../network/options.ts';
import { refusals, targetFacts } from '../../network/rules.ts';
import { adapted, type NetworkSettings } from '../../network/settings.ts';
import { parseCell } from '../../scenario/cell.ts';
import type { Finding } from '../../scenario/fault.ts';
import type { Path } from '../../scenario/json/position.ts';
import { plannedEdits, settingsOf } from '../../scenario/network.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { schemaFindings } from '../../scenario/schema-findings.ts';
import { readShownKeys } from './key-script.ts';
import { type Lesson, lessonKeys } from './schema.ts';
import { settingValues } from './setting-values.ts';
import { conditionsOf, countFindings, expressionsOf, type Facts, factsIn } from './step-faults.ts';
import { expressionIn, isFault, namesIn, sightNames } from './value.ts';

/*
 * Names, cells and values in a lesson that neither the dashboard nor the network can have. Such a condition never holds, and its
 * opposite always holds.
 */

/** The dashboard and the network of a lesson. */
export interface LessonPlace {
  readonly views: readonly string[];
  readonly panes: readonly string[];
  /** The scenario with its changes, even where a person makes them. */
  readonly scenario: Scenario;
}

/** The faults of a lesson that only its scenario shows. */
export function runFindings(lesson: Lesson, place: LessonPlace): readonly Finding[] {
  const inConditions = lesson.steps.flatMap((step, at) =>
    conditionsOf(step, ['steps', at]).flatMap(({ condition, path }) => factsIn(condition, path)),
  );
  const settings = inConditions.flatMap(({ facts, path }) => settingFindings(lesson, facts, path, place.scenario));
  const programs = programsOf(lesson, place.scenario);
  const shapes = programs.map(inferShapes);
  return [
    ...settings,
    ...expressionFindings(lesson, shapes),
    ...inConditions.flatMap(({ facts, path }) => factFindings(facts, path, place, programs, shapes)),
    ...lesson.steps.flatMap((step, at) =>
      'show' in step ? wayFindings(step.show, ['steps', at, 'show'], programs, shapes) : [],
    ),
  ];
}

/** Options and weights among the keys of a step that do not exist. */
function wayFindings(
  show: string,
  path: Path,
  programs: readonly Program[],
  shapes: readonly Shapes[],
): readonly Finding[] {
  const read = readShownKeys(show);
  if ('word' in read) return [];
  const names = options.map(({ name }) => name.replaceAll(' ', '_'));
  return read.flatMap((step) => {
    if (step === 'answer') return [];
    if ('weight' in step) return weightFindings(step.weight, path, programs, shapes);
    if (!('option' in step)) return [];
    return unknownName(step.option.replaceAll(' ', '_'), names, 'the name of an option', path);
  });
}

/** The programs that a lesson can have: that of its scenario, those of its changes, and those of the settings that its steps wait for. */
function programsOf({ steps }: Lesson, scenario: Scenario): readonly Program[] {
  const examples = scenario.data.inputs.length;
  const first = settingsOf(scenario);
  const program = buildProgram(first, examples);
  const changed = changesFor(plannedEdits(scenario), first, program, examples).map((change) => change.program);
  const targets = targetFacts(scenario.data.targets);
  const byHand: Program[] = [];
  let settings = first;
  for (const step of steps) {
    for (const { condition } of conditionsOf(step, [])) {
      for (const { setting } of [condition, ...(condition.any ?? [])]) {
        if (setting === undefined || !isSettingName(setting.name)) continue;
        if (!settingValues[setting.name].safeParse(setting.is).success) continue;
        const next = adapted({ ...settings, [setting.name]: setting.is });
        if (refusals(next, targets).length > 0) continue;
        settings = next;
        byHand.push(buildProgram(settings, examples));
      }
    }
  }
  return [...new Set([program, ...changed, ...byHand])];
}

const settingNames = Object.keys(settingValues).sort();

function isSettingName(name: string): name is keyof NetworkSettings {
  return settingNames.includes(name);
}

/** A setting that does not exist, or a value that a setting cannot have. */
function settingFindings(lesson: Lesson, { setting }: Facts, path: Path, { data }: Scenario): readonly Finding[] {
  if (setting === undefined) return [];
  const { name, is } = setting;
  if (!isSettingName(name))
    return unknownName(name, settingNames, 'the name of a setting', [...path, 'setting', 'name']);
  const own = [...path, 'setting', 'is'];
  const read = settingValues[name].safeParse(is);
  if (!read.success) {
    const issues = read.error.issues.map((issue) => ({ ...issue, path: [...own, ...issue.path] }));
    return schemaFindings(lesson, issues, lessonKeys());
  }
  const found = JSON.stringify(is);
  const examples = data.inputs.length;
  if (name === 'batchSize' && Number(is) > examples)
    return [{ path: own, expected: `at most ${examples}, the number of examples`, found }];
  const ends = [data.inputs[0]?.length ?? 0, data.targets[0]?.length ?? 0] as const;
  const sizes = name === 'layerSizes' && Array.isArray(is) ? is : undefined;
  if (sizes !== undefined && (sizes[0] !== ends[0] || sizes.at(-1) !== ends[1])) {
    const expected = `units from ${counted(ends[0], 'input')} to ${counted(ends[1], 'output')}, as in the data`;
    return [{ path: own, expected, found }];
  }
  return [];
}

/** Unknown names, and expressions that are not one number. A later step can use the numbers that an earlier one keeps. */
function expressionFindings({ steps }: Lesson, shapes: readonly Shapes[]): readonly Finding[] {
  const names = new Set(shapes.flatMap((own) => [...own.keys()]));
  const reserved: ReadonlySet<string> = new Set([...sightNames, 'answer', 'truth']);
  const known = new Set([...names, ...reserved]);
  return steps.flatMap((step, at) => {
    const keeps = Object.keys(step.keep ?? {});
    const taken = keeps.filter((name) => names.has(name) || !/^[a-z_]\w*$/i.test(name) || reserved.has(name));
    const misnamed = taken.map((name): Finding => {
      const expected = 'a new name of letters, digits and _, which neither the program nor the run has';
      return { path: ['steps', at, 'keep', name], atKey: true, expected, found: name };
    });
    const findings = expressionsOf(step, ['steps', at]).flatMap(({ source, path }) => {
      const read = expressionIn(source);
      if (isFault(read)) return [];
      if (path[2] !== 'keep') for (const name of keeps) known.add(name);
      return expressionFinding(read, source, path, known, shapes);
    });
    for (const name of keeps) known.add(name);
    return [...misnamed, ...findings];
  });
}

function expressionFinding(
  read: Expression,
  source: string,
  path: Path,
  known: ReadonlySet<string>,
  shapes: readonly Shapes[],
): readonly Finding[] {
  const unknown = namesIn(read).find((name) => !known.has(name));
  if (unknown !== undefined) {
    const advice = didYouMean(unknown, [...known]);
    return [
      {
        path,
        expected: 'names of the program or of the run, or names that an earlier step keeps',
        found: unknown,
        advice,
      },
    ];
  }
  const reasons = shapes.map((own) => {
    const all = new Map([...[...known].map((name) => [name, { rows: 1, columns: 1 }] as const), ...own]);
    try {
      const { rows, columns } = shapeOf(read, all);
      const rowOnly = /(\w+)\[-?\d+\]/.exec(source);
      if (rowOnly !== null) return { found: source, advice: `a cell is a row and a column, as in ${rowOnly[1]}[0, 0]` };
      if (rows * columns === 1) return undefined;
      return {
        found: `${source}, which is ${printShape({ rows, columns })}`,
        advice: 'write mean(…), max(…) or a cell',
      };
    } catch (error) {
      if (error instanceof ShapeError) return { found: source, advice: error.message };
      throw error;
    }
  });
  const [first] = reasons;
  return reasons.includes(undefined) || first === undefined ? [] : [{ path, expected: 'a single number', ...first }];
}

const endless = Number.POSITIVE_INFINITY;

/** Facts that do not fit the dashboard or any of the programs. */
function factFindings(
  { view, pane, inside, weight, watch, asked, example, ...counts }: Facts,
  path: Path,
  { views, panes, scenario }: LessonPlace,
  programs: readonly Program[],
  shapes: readonly Shapes[],
): readonly Finding[] {
  const lines = [...new Set(programs.flatMap(({ iteration }) => iteration.map(({ target }) => target)))];
  const most = Math.max(...programs.map(({ iteration }) => iteration.length));
  const [examples, inputs] = [scenario.data.inputs.length, scenario.data.inputs[0]?.length ?? 0];
  const bounds = {
    iteration: [0, endless, 'a whole number of iterations'],
    line: [0, most - 1, `a number of lines from 0 to ${most - 1}, since it is 0 again after the last line`],
    seed: [0, endless, 'a whole number as the seed'],
    changes: [0, endless, 'a whole number of changes'],
    marks: [1, endless, 'a whole number of marks from 1: the first iteration is always marked'],
    kept: [0, endless, 'a whole number of kept runs'],
  } as const;
  const names = ['iteration', 'line', 'seed', 'changes', 'marks', 'kept'] as const;
  return [
    ...unknownName(view, views, 'the name of a view', [...path, 'view']),
    ...unknownName(pane, panes, 'the name of a pane', [...path, 'pane']),
    ...unknownName(inside?.line, lines, 'the name that a line assigns', [...path, 'inside', 'line']),
    ...(inside === undefined || !lines.includes(inside.line) ? [] : cellFindings(inside, [...path, 'inside'], shapes)),
    ...(weight === undefined ? [] : weightFindings(weight, [...path, 'weight'], programs, shapes)),
    ...(watch === undefined ? [] : watchFindings(watch, [...path, 'watch'], shapes)),
    ...(asked === undefined || asked.length === inputs
      ? []
      : [{ path: [...path, 'asked'], expected: `${inputs} numbers, one for each input`, found: `${asked.length}` }]),
    ...(example === undefined || example < examples
      ? []
      : [{ path: [...path, 'example'], expected: `an example from 0 to ${examples - 1}`, found: `${example}` }]),
    ...names.flatMap((name) => {
      const range = counts[name];
      const [least, largest, expected] = bounds[name];
      return range === undefined ? [] : countFindings(range, [...path, name], { least, most: largest, expected });
    }),
  ];
}

/** A cell outside of the value of a line, in all programs. */
function cellFindings(
  { line, row = 0, column = 0 }: NonNullable<Facts['inside']>,
  path: Path,
  all: readonly Shapes[],
): readonly Finding[] {
  const shapes = all.flatMap((own) => own.get(line) ?? []);
  if (shapes.some(({ rows, columns }) => row < rows && column < columns)) return [];
  const [first] = shapes;
  return first === undefined
    ? []
    : [{ path, expected: `a cell of ${line}, ${printShape(first)}, from 0`, found: `row ${row}, column ${column}` }];
}

function weightFindings(
  weight: string,
  path: Path,
  programs: readonly Program[],
  shapes: readonly Shapes[],
): readonly Finding[] {
  const learned = [...new Set(programs.flatMap(parameters))];
  const cell = parseCell(weight.replaceAll(' ', ''));
  if (cell === undefined) {
    const [name = ''] = weight.split('[');
    const expected = `a cell of ${learned.join(', ')}, such as ${learned[0] ?? 'syn0'}[0,1]`;
    return learned.includes(name.trim()) || !/^\w+\s*\[/.test(weight)
      ? [{ path, expected, found: JSON.stringify(weight) }]
      : unknownName(name.trim(), learned, 'a learned matrix', path);
  }
  const unknown = unknownName(cell.name, learned, 'a learned matrix', path);
  return unknown.length > 0 ? unknown : cellFindings({ ...cell, line: cell.name }, path, shapes);
}

function watchFindings(watch: string, path: Path, shapes: readonly Shapes[]): readonly Finding[] {
  const reads = shapes.map((own) => readWatch(watch, own));
  const [first] = reads;
  if (first === undefined || first.ok || reads.some(({ ok }) => ok)) return [];
  const expected = 'a watch, such as mean(abs(l1)) or syn0[0, 0] > 2';
  return [{ path, expected, found: JSON.stringify(watch), advice: first.fault.message }];
}

function unknownName(
  name: string | undefined,
  known: readonly string[],
  expected: string,
  path: Path,
): readonly Finding[] {
  if (name === undefined || known.includes(name)) return [];
  const advice = didYouMean(name, known) ?? `one of ${known.join(', ')}`;
  return [{ path, expected, found: JSON.stringify(name), advice }];
}
