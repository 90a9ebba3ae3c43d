import { describe, expect, test } from 'vitest';
import { name } from '../../../src/language/expression.ts';
import { bindingOf, bindings, definitionOf, footerOf, groups, keyTable } from '../../../src/ui/keys/bindings.ts';
import { footerWords } from '../../../src/ui/keys/footer.ts';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import { initialModel, type Model } from '../../../src/ui/model/model.ts';
import { update } from '../../../src/ui/model/update.ts';
import { drawFooter } from '../../../src/ui/panes/footer-pane.ts';
import type { Verdict } from '../../../src/worker/protocol.ts';
import { inColour, textOf } from '../frames.ts';
import { subjectOf, XOR_INPUTS, XOR_TARGETS } from '../subjects.ts';
import { asRunning, snapshotOf, trainedModel } from '../training.ts';

/** The views that a key opens, in the order of the help. */
const views = bindings.flatMap(({ action }) => (action.type === 'open' ? [action.view] : []));

/** The panes in which keys mean something of their own. */
const panes = [...new Set(bindings.flatMap(({ pane }) => pane ?? []))].map((pane) => ({ view: undefined, pane }));

/** XOR with a test set. */
const subject = subjectOf({
  inputs: XOR_INPUTS,
  targets: XOR_TARGETS,
  test: { inputs: XOR_INPUTS, targets: XOR_TARGETS },
});
const model = asRunning(trainedModel(subject, 1));
/** After a change by hand there is something to undo. */
const changed: Model = { ...model, snapshot: { ...snapshotOf(model), changes: [{ at: 1, edits: [], byHand: true }] } };
const kept = update(changed, { type: 'action', action: { type: 'keepRun' } }).model;
const diverged: Model = { ...model, snapshot: { ...snapshotOf(changed), state: 'diverged' } };
const crashed: Model = { ...changed, failure: 'boom' };

describe('the table of keys', () => {
  test('has these keys and actions', () => {
    const lines = bindings.map(({ keys, label, short, action }) => {
      const { type, ...rest } = action;
      return `${keys.join(' ')} | ${label} | ${short} | ${[type, ...Object.values(rest)].join(' ')}`;
    });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "space | space | run/pause | toggleRunning
      s | s | step | step 1
      n | n | line | travel [object Object]
      N | N | over | stepOver
      F | F | out | stepOut
      t | t | ten | step 10
      . | . | stop here | toggleBreakpoint
      + = | + | faster | changeSpeed 1
      - _ | - | slower | changeSpeed -1
      b | b | back | travel [object Object]
      B | B | back | travel [object Object]
      [ | [ | back 1 % | scrub -1
      ] | ] | on 1 % | scrub 1
      { | { | back 10 % | scrub -10
      } | } | on 10 % | scrub 10
      0 | 0 | first | travel [object Object]
      $ | $ | newest | travel [object Object]
      g | g | go to | ask iteration
      v | v | why | open verdict
      1 | 1-6 | try | act verdict 1
      2 | 1-6 | try | act verdict 2
      3 | 1-6 | try | act verdict 3
      4 | 1-6 | try | act verdict 4
      5 | 1-6 | try | act verdict 5
      6 | 1-6 | try | act verdict 6
      p | p | boundary | open boundary
      d | d | classes | act boundary d
      left | left | unit | act boundary left
      right | right | unit | act boundary right
      X | X | x axis | act boundary X
      Y | Y | y axis | act boundary Y
      # | # | inputs | act boundary #
      f | f | fit | open fit
      left | left | output | act fit left
      right | right | output | act fit right
      i | i | example | open example
      d | d | backward | act example d
      left | left | unit | act example left
      right | right | unit | act example right
      up | up | choose | act example up
      down | down | choose | act example down
      enter | enter | look inside | open inspect
      up | up | choose | act inspect up
      down | down | choose | act inspect down
      left | left | choose | act inspect left
      right | right | choose | act inspect right
      tab | tab | next line | act inspect tab
      shift+tab | Shift-Tab | previous line | act inspect shift+tab
      pagedown | pgdn | next line | act inspect pagedown
      pageup | pgup | previous line | act inspect pageup
      enter | enter | back | act inspect enter
      ( | ( | earlier | act inspect (
      ) | ) | later | act inspect )
      G | G | gauges | open gauges
      P | P | loss surface | open surface
      d | d | plane | act surface d
      X | X | x axis | act surface X
      Y | Y | y axis | act surface Y
      # | # | weights | act surface #
      left | left | move | act surface left
      right | right | move | act surface right
      up | up | move | act surface up
      down | down | move | act surface down
      pageup | pgup | zoom in | act surface pageup
      pagedown | pgdn | zoom out | act surface pagedown
      enter | enter | recentre | act surface enter
      l | l | log/linear | act surface l
      c | c | check | open gradients
      C | C | check-up | open checkUp
      V | V | variables | open variables
      y | y | ask | ask row
      w | w | watch | ask watch
      e | e | edit | editWeight
      x | x | zero | clear
      a | a | alpha | scaleAlpha 0.1
      A | A | alpha | scaleAlpha 10
      @ | @ | alpha | ask alpha
      o | o | options | open options
      enter | enter | apply | act options enter
      ctrl+r | Ctrl-R | start over | act options ctrl+r
      up | up | set | act options up
      down | down | set | act options down
      0 | 0-9 | number | act options 0
      1 | 0-9 | number | act options 1
      2 | 0-9 | number | act options 2
      3 | 0-9 | number | act options 3
      4 | 0-9 | number | act options 4
      5 | 0-9 | number | act options 5
      6 | 0-9 | number | act options 6
      7 | 0-9 | number | act options 7
      8 | 0-9 | number | act options 8
      9 | 0-9 | number | act options 9
      left | left | set | act options left
      right | right | set | act options right
      u | u | undo | undo
      O | O | editor | editScenario
      S | S | save | ask file
      E | E | export | ask script
      m | m | mark | mark
      M | M | compare | open compare
      enter | enter | note | act compare enter
      k | k | keep | keepRun
      K | K | kept runs | open keptRuns
      up | up | choose | act keptRuns up
      down | down | choose | act keptRuns down
      enter | enter | in front | act keptRuns enter
      x | x | remove | act keptRuns x
      < | < | its beginning | act keptRuns <
      > | > | its end | act keptRuns >
      Z | Z | map | open map
      up | up | choose | act map up
      down | down | choose | act map down
      left | left | choose | act map left
      right | right | choose | act map right
      enter | enter | open | act map enter
      < | < | earlier | act map <
      > | > | later | act map >
      h | h | heights | act map h
      e | e | axes | act map e
      p | p | pause | act map p
      x | x | end | act map x
      S | S | write | act map S
      backspace | backspace | back | backToFormer
      j | j | race | ask race
      r | r | reseed | reseed
      ctrl+r | Ctrl-R | restart | restart
      R | R | reset | reset
      l | l | log/linear | toggleScale
      L | L | part | nextWindow
      up | up | curve | chooseCurve -1
      down | down | curve | chooseCurve 1
      left | left | choose | moveCrosshair -1
      right | right | choose | moveCrosshair 1
      enter | enter | go there | goToCrosshair
      pageup | pgup | zoom in | zoomChart in
      pagedown | pgdn | zoom out | zoomChart out
      enter | enter | chart | showWatch
      > | > | by error | sortExamples
      ! | ! | only wrong | filterExamples
      / | / | find | ask find
      T | T | test | changePart
      tab | tab | next pane | moveFocus 1
      shift+tab | Shift-Tab | previous pane | moveFocus -1
      z | z | zoom | zoomPane
      up | up | scroll | scroll row -1
      down | down | scroll | scroll row 1
      left | left | left | sideways -1
      right | right | right | sideways 1
      pageup | pgup | scroll | scroll page -1
      pagedown | pgdn | scroll | scroll page 1
      d | d | about | toggleAbout
      ? | ? | help | open help
      enter | enter | press | act help enter
      up | up | choose | act help up
      down | down | choose | act help down
      pageup | pgup | choose | act help pageup
      pagedown | pgdn | choose | act help pagedown
      escape | esc | close | close
      ctrl+l | Ctrl-L | redraw | repaint
      ctrl+z | Ctrl-Z | suspend | suspend
      q | q | quit | leave
      ctrl+c | Ctrl-C | quit | quit"
    `);
  });

  test('has these lines in the help', () => {
    const text = keyTable().flatMap(({ group, lines }) => [
      group,
      ...lines.map(({ keys, description }) => `  ${keys}: ${description}`),
    ]);
    expect(text.join('\n')).toMatchInlineSnapshot(`
      "Watch it learn
        space: run or pause; after the end, continue
        s: run one iteration
        n: run the next line only
        N: script: run a line, with its functions
        F: script: run to the end of the function
        t: run ten iterations
        .: in the source: set or remove a breakpoint
        +: faster, up to unlimited
        -: slower, down to one a second
        l: error axis logarithmic or linear
        L: chart: the run so far, whole, logarithmic, around here
        d: show or hide the description
      Go through time
        b: back one line
        B: back one iteration
        [: back 1 % of the run
        ]: forward 1 % of the run; at the newest, train
        {: back 10 % of the run
        }: forward 10 % of the run; at the newest, train
        0: to the first iteration
        $: to the newest iteration, then to the end
        g: to an iteration of your choice
      Look inside
        v: how the run is doing, why, and what to try
        1-6: verdict: apply a remedy
        p: the decision boundary over two inputs
        d: boundary: classes only, or confidence
        left, right: boundary: the output, or a hidden unit
        X, Y: boundary: another input on the x or y axis
        #: boundary: type the two inputs
        f: fit: confusion matrix or scatter plot
        left, right: fit: the next or previous output
        i: the chosen example inside the network
        d: example: the backward or the forward pass
        left, right: example: choose a unit; only its weights are drawn
        up, down: example: the next or previous example
        enter: look inside the chosen line
        up, down, left, right: line: choose an example, unit or weight
        tab, Shift-Tab: line: look inside the next or previous line
        pgdn, pgup: line: forward or back by one line
        enter: line: back to the panes
        (, ): line of a script: an earlier or later time that it ran
        G: gauges: updates, gradients, dead units
        P: the loss surface, with the path so far
        d: surface: two weights, or the descent plane
        X, Y: surface: the next weight on the x or y axis
        #: surface: type the two weights
        left, right, up, down: surface: move the map
        pgup: surface: zoom in
        pgdn: surface: zoom out
        enter: surface: centre the current weights, or the path
        l: surface: logarithmic or linear bands
        c: check the updates against the loss
        C: a check-up of the network and its data
        V: every variable of a script, with its range
        y: the prediction of a row that you type
        w: watch an expression, or stop when it holds
      Change it
        e: edit the chosen weight
        x: set the weight to zero; remove the watch
        a: a tenth of alpha
        A: ten times alpha
        @: set alpha to a value of your choice
        o: every option, and the lines it changes
        enter: options: apply them, and continue
        Ctrl-R: options: apply them, and start over
        up, down, left, right: options: choose one, change it
        0-9: options: type a number for the chosen one
        u: undo the last change, and go back to it
        O: edit the file in $EDITOR; a save starts over
      Compare
        m: mark this iteration; again: add a note
        M: compare the first iteration with now, then marks
        enter: in the comparison: add a note to this mark
        k: keep this run: its curve stays in the chart
        K: trainings of a script and kept runs, in a table
        up, down, x: kept runs: choose one, remove it
        enter: race: bring the chosen run to the front
        <, >: trainings of a script: go to the first or last iteration
        Z: map: the runs of many seeds and settings
        up, down, left, right: map: choose a run
        enter: map: open the chosen run where it was solved or went wrong
        <, >: map: the verdicts at an earlier or later iteration
        h: map: iterations to solved as heights, or verdicts
        e: map: type its seeds, settings and their values
        p: map: pause its runs, or continue
        x: map: end its runs; p trains the missing ones
        S: map: write its runs to a file
        backspace: from a run of the map: back to the earlier run
        j: race this run with other settings
      Start over
        r: start over from the next seed
        Ctrl-R: start over with the current settings
        R: reset to the scenario as it was opened
      Find examples
        >: sort examples: worst first, best first, unsorted
        !: only the wrong examples, or all
        /: find examples by number or class
        T: examples of the test or the training set
      Move on the screen
        up: in the chart: the previous curve
        down: in the chart: the next curve, a watch
        left: in the chart: choose an earlier iteration
        right: in the chart: choose a later iteration
        enter: in the chart: go to the chosen iteration
        pgup: in the chart: zoom in
        pgdn: in the chart: zoom out
        enter: in the watches: show it in the chart
        tab: the next pane
        Shift-Tab: the previous pane
        z: the focused pane alone, or all panes
        up: choose the example, line or weight above
        down: choose the example, line or weight below
        left: choose the weight to the left
        right: choose the weight to the right
        pgup: scroll a page up
        pgdn: scroll a page down
      Take it away
        S: save everything as a scenario
        E: export everything as a script
      Close and leave
        ?: search the keys, and press one from the list
        enter: help: press the chosen key
        up: help: choose the key above
        down: help: choose the key below
        pgup: help: choose the key above, by a page
        pgdn: help: choose the key below, by a page
        esc: close a view, or cancel a replay
        Ctrl-L: draw the screen again
        Ctrl-Z: suspend; fg in the shell continues
        q: close the view; if none is open, quit
        Ctrl-C: quit at once, also from a view"
    `);
  });

  test('gives each key one meaning in each view', () => {
    const places = [...[undefined, ...views].map((view) => ({ view, pane: undefined })), ...panes];
    for (const { view, pane } of places) {
      const own = bindings.filter((binding) => binding.view === view && binding.pane === pane);
      const keys = own.flatMap((binding) => binding.keys);
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }
  });

  test('has each action once', () => {
    const actions = bindings.map(({ action, view }) => JSON.stringify([action, view]));
    expect(new Set(actions).size).toBe(bindings.length);
  });

  test('has words for every key, in ASCII, as a terminal without UTF-8 shows them', () => {
    for (const { keys, label, short, description } of bindings) {
      expect(keys.length).toBeGreaterThan(0);
      for (const words of [label, short, description])
        expect(words).toMatch(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/);
    }
  });

  test('has every key in the help, once', () => {
    const labels = keyTable().flatMap(({ lines }) => lines.flatMap(({ keys }) => keys));
    const all = new Set(bindings.flatMap(({ label }) => label.split(', ')));
    expect(new Set(labels.join(', ').split(', '))).toEqual(all);
    expect(keyTable().map(({ group }) => group)).toEqual(groups);
  });

  test('has every key that the definition of a view names for the footer, and none twice', () => {
    for (const view of views) {
      const { footer } = definitionOf(view);
      const meant = footer.map((key) => bindingOf(key, view));
      expect(meant, view).not.toContain(undefined);
      expect(new Set(meant).size, view).toBe(footer.length);
    }
  });

  test('has the keys of the footer of the panes in its order, with its words', () => {
    const named = Object.entries(footerWords);
    const pairs = bindings.filter(
      ({ keys, view, pane }) => view === undefined && pane === undefined && named.some(([label]) => label === keys[0]),
    );
    expect(pairs.map(({ keys, short }) => [keys[0], short])).toEqual(named);
  });
});

describe('the footer of a view', () => {
  const drawn = (view: Parameters<typeof footerOf>[0], columns: number): string =>
    textOf(drawFooter({ notice: undefined, failure: undefined, keys: footerOf(view, changed) }, columns, inColour));

  test('names the keys for which there is room, the most needed first, in the order of the table', () => {
    const named = views.map((view) => `${view}:${drawn(view, 60)}`);
    expect(named.join('\n')).toMatchInlineSnapshot(`
      "verdict: space run/pause  s step  arrows scroll  ? help  esc close
      boundary: space run/pause  d classes  arrows unit  ? help  esc close
      fit: space run/pause  T test  arrows scroll  ? help  esc close
      example: n line  d backward  arrows choose  > by error  T test
      inspect: s step  n line  b back  arrows choose  tab next line
      gauges: space run/pause  L part  arrows scroll  ? help  esc close
      surface: d descent plane  arrows move  pgup zoom in  esc close
      gradients: space run/pause  s step  arrows scroll  ? help  esc close
      checkUp: space run/pause  s step  arrows scroll  ? help  esc close
      variables: n line  N over  b back  esc close
      options: enter apply  arrows set  0-9 number  pgdn scroll  ? help
      compare: s step  M compare  arrows scroll  ? help  esc close
      keptRuns: space run/pause  k keep  arrows choose  ? help  esc close
      map: arrows choose  enter open  < earlier  > later  esc close
      help: enter press  arrows choose  esc close"
    `);
    expect(drawn('options', 80)).toMatchInlineSnapshot(
      `" enter apply  Ctrl-R start over  arrows set  0-9 number  pgdn scroll  esc close"`,
    );
  });

  test('offers the test set only where there is one', () => {
    const { test: held, ...subject } = changed.subject;
    const offers = (test: typeof held): boolean =>
      footerOf('fit', { ...changed, subject: { ...subject, test } }).some(({ words }) => words === 'test');
    expect([offers(undefined), offers({ inputs: subject.inputs, targets: subject.targets })]).toEqual([false, true]);
  });
});

/** The keys that only a script has. */
const ofScripts: readonly string[] = ['N', 'F', 'V', '.'];

describe('a key', () => {
  test('that only a script has says so', () => {
    const reasons = ofScripts.map((key) => interpretKey(changed, key));
    expect(reasons.map((message) => (message.type === 'refused' ? message.reason : undefined))).toEqual([
      'this is for scripts: the lines of this program call no functions',
      'this is for scripts: the lines of this program call no functions',
      'this is for scripts: the lines of this program show their values',
      'this is for scripts: w stops the run when an expression holds',
    ]);
  });

  test('asks for what its binding says, in each view that can be opened', () => {
    for (const view of [undefined, ...views]) {
      const opened =
        view === undefined ? changed : update(kept, { type: 'action', action: { type: 'open', view } }).model;
      expect(opened.view.kind).toBe(view ?? 'panes');
      for (const { keys, action, label, pane } of bindings.filter((binding) => binding.view === view)) {
        // The inputs of XOR have no third one to choose.
        if (
          label === '1-6' ||
          ofScripts.includes(label) ||
          (view === 'keptRuns' && /^([<>]|enter)$/.test(label)) ||
          // No run of this map has been planned.
          (view === 'map' && /^[pxS]$/.test(label)) ||
          // Lines of a script alone run several times.
          (view === 'inspect' && /^[()]$/.test(label)) ||
          pane !== undefined ||
          // The first iteration has no note.
          (view === 'compare' && label === 'enter') ||
          (view === 'boundary' && /^[XY#]$/.test(label))
        )
          continue;
        for (const key of keys) expect(interpretKey(opened, key)).toEqual({ type: 'action', action });
      }
    }
  });

  test('the meaning of a key in the focused pane goes before its others', () => {
    for (const { keys, action, pane } of bindings.filter((binding) => binding.pane !== undefined)) {
      const focused = { ...changed, watches: [{ expression: name('l2') }], focus: pane as Model['focus'] };
      for (const key of keys) expect(interpretKey(focused, key)).toEqual({ type: 'action', action });
      const elsewhere = { ...changed, focus: 'predictions' } as const;
      for (const key of keys) expect(interpretKey(elsewhere, key)).not.toEqual({ type: 'action', action });
    }
  });

  test('a view is refused with the reason when the program lacks a role', () => {
    const { error, ...roles } = model.network.program.roles;
    const lacking: Model = { ...model, network: { ...model.network, program: { ...model.network.program, roles } } };
    const reason = 'not for this program: it does not name its error';
    expect(interpretKey(model, 'c')).toMatchObject({ type: 'action' });
    expect(['v', 'c'].map((key) => interpretKey(lacking, key))).toEqual(Array(2).fill({ type: 'refused', reason }));
    expect(interpretKey(lacking, 'p')).toMatchObject({ type: 'action' });
  });

  test('a key of one view changes nothing in another view', () => {
    const opened = update(changed, { type: 'action', action: { type: 'open', view: 'fit' } }).model;
    const { notice, ...next } = update(opened, {
      type: 'action',
      action: { type: 'act', view: 'boundary', key: 'd' },
    }).model;
    expect(next).toEqual({ ...opened, notice: undefined });
    expect(notice?.text).toBe('nothing is chosen for this key');
  });

  test('a digit works when the verdict has a remedy of that number', () => {
    const remedies = [{ kind: 'reseed' }, { kind: 'addBias' }] as const;
    const verdict = { ...(snapshotOf(model).verdict as Verdict), remedies };
    const advised: Model = {
      ...model,
      snapshot: { ...snapshotOf(model), verdict },
      view: { kind: 'verdict', first: 0 },
    };
    expect(interpretKey(advised, '2')).toEqual({ type: 'action', action: { type: 'act', view: 'verdict', key: '2' } });
    expect(interpretKey(advised, '3')).toEqual({ type: 'refused', reason: 'there are 2 things to try here' });
  });

  test('an unused key says so, or names its view', () => {
    const reasons = ['J', 'ctrl+x', 'home', ';', '\u202e', '3'].map((key) => interpretKey(model, key));
    expect(reasons).toEqual(
      [
        ...['J', 'Ctrl-x', 'home', ';', 'this key'].map((name) => `${name} has no meaning here: ? lists the keys`),
        '3 works in the view that v opens',
      ].map((reason) => ({ type: 'refused', reason })),
    );
  });

  test.each([
    [
      'after a crash',
      crashed,
      'the training thread has ended: R or r starts a new one',
      ['space', ...'sntbB[]{}0$g', 'enter', ...'GPcCywexaA@ouMj'],
    ],
    [
      'after a run has diverged',
      diverged,
      'the next value is NaN or infinity: n computes it, b goes back, R starts over',
      ['space', 's', 't'],
    ],
  ] as const)('that trains on is disabled %s, with the reason; all others work', (_when, stuck, reason, labels) => {
    const disabled = bindings.filter(
      ({ keys, view, pane }) =>
        view === undefined &&
        pane === undefined &&
        !ofScripts.includes(keys[0] as string) &&
        interpretKey(stuck, keys[0] as string).type === 'refused',
    );
    expect(disabled.map(({ label }) => label)).toEqual(labels);
    for (const { keys } of disabled) {
      expect(interpretKey(stuck, keys[0] as string)).toEqual({ type: 'refused', reason });
    }
  });

  test('that goes back is not refused while an earlier key is not answered', () => {
    const atStart = trainedModel(subjectOf(), 0);
    expect(interpretKey(atStart, 'b')).toEqual({ type: 'refused', reason: 'this is the beginning of the run' });
    const stepping = update(atStart, interpretKey(atStart, 's')).model;
    expect(interpretKey(stepping, 'b')).toMatchObject({ type: 'action' });
  });

  test('works before the first report', () => {
    const fresh = initialModel(subjectOf(), 1, 1000, { columns: 80, rows: 24 });
    expect(interpretKey(fresh, 'space')).toEqual({ type: 'action', action: { type: 'toggleRunning' } });
  });
});
