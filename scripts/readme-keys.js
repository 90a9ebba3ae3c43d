// Writes the table of keys into README.md, from the one list that the program itself reads.
import { readFile, writeFile } from 'node:fs/promises';
import { loadTypeScript } from './load-typescript.js';

const readme = new URL('../README.md', import.meta.url);
const { keyTable } = await loadTypeScript('src/ui/keys/key-table.ts');
const rows = keyTable().flatMap(({ lines }) =>
  lines.map(({ keys, description }) => `| \`${keys}\` | ${description} |`),
);
const table = ['| key | does |', '|---|---|', ...rows].join('\n');
const text = await readFile(readme, 'utf8');
await writeFile(
  readme,
  text.replace(/(<!-- keys -->\n)[\s\S]*?(<!-- \/keys -->)/, (_, start, end) => `${start}\n${table}\n\n${end}`),
);
