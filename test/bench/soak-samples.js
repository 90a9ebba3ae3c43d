// Read before the command by `soak.js`, in each of its threads: adds a line of memory and handles to the file SOAK_SAMPLES each
// second.
import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { getHeapStatistics } from 'node:v8';
import { threadId } from 'node:worker_threads';

const file = process.env.SOAK_SAMPLES;
const begun = performance.now();
const timer = setInterval(() => {
  const { used_heap_size: heap } = getHeapStatistics();
  const { rss, external, arrayBuffers } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().length;
  const seconds = (performance.now() - begun) / 1000;
  appendFileSync(file, `${JSON.stringify({ threadId, seconds, heap, rss, external, arrayBuffers, handles })}\n`);
}, 1000);
timer.unref();
