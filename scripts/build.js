// Writes dist/: the bundled command, the licences of the packages in it, and its code as V8 compiles it.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';
import { recordCodeCache } from './record-starts.js';
import { bundledPackages, licenseList } from './third-party-licenses.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const packages = bundledPackages(await bundle('dist'));
await writeFile('dist/THIRD-PARTY-LICENSES.txt', licenseList(packages));
await recordCodeCache();
