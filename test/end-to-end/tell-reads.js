// Loaded before the command (`--import`): adds the path of every file of code that is read to the file in TELL_READS.
import { appendFileSync } from 'node:fs';
import Module from 'node:module';

const read = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  appendFileSync(process.env.TELL_READS, `${file}\n`);
  read(module, file);
};
