// Prints, as JSON, scripts that train scenarios of test/export/subjects.ts, and where in them the numbers are: what exports.py runs.
import { loadTypeScript } from '../../scripts/load-typescript.js';

const { exportedScripts } = await loadTypeScript('test/export/exported.ts');
console.log(JSON.stringify(exportedScripts(process.argv[2])));
