// Prints, as JSON, the scripts for the scenarios of test/export/subjects.ts, or single-subjects.ts, with expressions for their results.
// exports.py and float32.py run them.
//
//     node exported-scripts.js numpy|pytorch [float32]
import { loadTypeScript } from '../../scripts/load-typescript.js';

const { exportedScripts } = await loadTypeScript('test/export/exported.ts');
console.log(JSON.stringify(exportedScripts(process.argv[2], process.argv[3])));
