import { existsSync } from 'node:fs';
import { readText } from '../scenario/read.ts';

const LESSON_KEYS = ['steps', 'title', 'minutes', 'chapter', 'about'];
const SCENARIO_KEYS = [
  'name',
  'data',
  'network',
  'training',
  'description',
  'playback',
  'changes',
  'watches',
  'compareWith',
];

/** The kind of a JSON file, by its keys: a lesson has steps or a title. `neither` for a file without keys of either kind, such as an empty one. */
export function kindOfFile(file: string): 'lesson' | 'scenario' | 'neither' {
  if (!file.toLowerCase().endsWith('.json') || !existsSync(file)) return 'scenario';
  const text = readText(file);
  if (typeof text !== 'string') return 'scenario';
  const plain = text.replace(/^\ufeff/, '');
  if (plain.trim() === '') return 'neither';
  try {
    const draft: unknown = JSON.parse(plain);
    if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) return 'neither';
    const has = (keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(draft, key));
    if (has(['steps']) || (has(LESSON_KEYS) && !has(SCENARIO_KEYS))) return 'lesson';
    return has(SCENARIO_KEYS) || Object.keys(draft).length > 0 ? 'scenario' : 'neither';
  } catch {
    // A fault of the JSON has its place in both readers.
    return /"steps"\s*:/.test(plain) ? 'lesson' : 'scenario';
  }
}

/** True for a JSON file with the keys of a lesson. */
export function isLessonFile(file: string): boolean {
  return kindOfFile(file) === 'lesson';
}
