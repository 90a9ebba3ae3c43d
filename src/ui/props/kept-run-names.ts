import type { NetworkSettings } from '../../network/build.ts';
import { settingsIn } from '../../worker/subject.ts';
import type { KeptRun, Model } from '../model/model.ts';
import { settingWords } from '../model/setting-words.ts';

/** What a run was made of, as far as names tell runs apart by it. */
type Made = Pick<KeptRun, 'subject' | 'seed'>;

/**
 * Each kept run by what tells it apart, what it has alone first: `alpha 10, seed 2`. Where all of them differ from the run on
 * the screen in the same way, that is left out: it is this run that is the other one.
 */
export function keptRunNames({
  keptRuns,
  network,
  seed,
}: Pick<Model, 'keptRuns' | 'network' | 'seed'>): readonly string[] {
  const now: Made = { subject: network.subject, seed };
  const names = keptRuns.map((keptRun) => {
    const others = keptRuns.filter((other) => other !== keptRun);
    const isShared = (key: Key): boolean => others.length > 0 && others.every((other) => !differ(other, keptRun, key));
    const isAlone = (key: Key): boolean => [now, ...others].every((other) => differ(other, keptRun, key));
    const own = keysOf([now, ...keptRuns]).filter((key) => !isShared(key));
    const differing = own.filter((key) => differ(now, keptRun, key));
    // It differs from this run by what all of them do, or by nothing.
    const telling =
      differing.length > 0 ? differing : own.filter((key) => others.some((other) => differ(other, now, key)));
    const [alone, rest] = [telling.filter(isAlone), telling.filter((key) => !isAlone(key))];
    return [...alone, ...rest].map((key) => wordsOf(keptRun, key)).join(', ');
  });
  return names.map((name, index) => {
    if (name === '') return numbered(keptRuns[index]!);
    return names.indexOf(name) === names.lastIndexOf(name) ? name : `${numbered(keptRuns[index]!)}, ${name}`;
  });
}

/** The run on the screen, by what no kept run has: `this run, alpha 1`. */
export function thisRunName({ keptRuns, network, seed }: Pick<Model, 'keptRuns' | 'network' | 'seed'>): string {
  const now: Made = { subject: network.subject, seed };
  const alone = keysOf([now, ...keptRuns]).filter((key) => keptRuns.every((keptRun) => differ(keptRun, now, key)));
  return ['this run', ...(keptRuns.length === 0 ? [] : alone.map((key) => wordsOf(now, key)))].join(', ');
}

function numbered({ number }: KeptRun): string {
  return `run ${number}`;
}

type Key = keyof NetworkSettings | 'seed';

function keysOf(runs: readonly Made[]): readonly Key[] {
  const keys = runs.flatMap(({ subject }) => Object.keys(settingsIn(subject) ?? {})) as (keyof NetworkSettings)[];
  return [...new Set<Key>([...keys, 'seed'])];
}

/** As a text that is the same for the same value. */
function textOf({ subject, seed }: Made, key: Key): string | undefined {
  return key === 'seed' ? String(seed) : JSON.stringify(settingsIn(subject)?.[key]);
}

function differ(one: Made, other: Made, key: Key): boolean {
  return textOf(one, key) !== textOf(other, key);
}

function wordsOf({ subject, seed }: Made, key: Key): string {
  const settings = settingsIn(subject);
  return key === 'seed' || settings === undefined ? `seed ${seed}` : settingWords(settings, key);
}
