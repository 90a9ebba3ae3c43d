// Prints, as JSON, the scripts for the scenarios of test/export/subjects.ts with expressions for their results. exports.py runs them.
import { loadTypeScript } from '../../scripts/load-typescript.js';

const { exportedScripts } = await loadTypeScript('test/export/exported.ts');
console.log(JSON.stringify(exportedScripts(process.argv[2])));
