// Preloaded into a process, this writes to the file that MEMORY names how many kilobytes it has held at the most.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) process.on('exit', () => writeFileSync(process.env.MEMORY, String(process.resourceUsage().maxRSS)));
