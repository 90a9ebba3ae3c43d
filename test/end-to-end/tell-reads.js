// Loaded before the command (`--import`): adds the path of every file of code to the file in TELL_READS, once it has been read with all
// that it needs at once.
import { appendFileSync } from 'node:fs';
import Module from 'node:module';

const read = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  read(module, file);
  appendFileSync(process.env.TELL_READS, `${file}\n`);
};
