// Loaded before the command (`--import`): adds the address of every module that is read to the file in TELL_READS.
import { register } from 'node:module';

const hooks = `
import { appendFileSync } from 'node:fs';
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (process.env.TELL_READS) appendFileSync(process.env.TELL_READS, url + '\\n');
  return loaded;
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
