import { existsSync } from 'node:fs';
import { readText } from '../scenario/read.ts';

/** True for a JSON file with steps: a lesson. A scenario has none. */
export function isLessonFile(file: string): boolean {
  if (!file.toLowerCase().endsWith('.json') || !existsSync(file)) return false;
  const text = readText(file);
  return typeof text === 'string' && /"steps"\s*:\s*\[/.test(text);
}
