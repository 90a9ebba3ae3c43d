// Writes dist/: the bundled command, and the licences of the packages in it.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';
import { bundledPackages, licenseList } from './third-party-licenses.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await writeFile('dist/THIRD-PARTY-LICENSES.txt', licenseList(bundledPackages(await bundle('dist'))));
