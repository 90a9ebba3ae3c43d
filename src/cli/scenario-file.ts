import { statSync } from 'node:fs';
import { partOf } from '../language/parts.ts';
import { holdsData } from '../scenario/read.ts';
import type { Edited, ScenarioFile } from '../ui/model/message.ts';
import { PART_IS_GONE } from '../ui/parts.ts';
import type { Editor, EditorOptions, ScriptEditorOptions } from './editor.ts';
import { isBuiltIn } from './open-scenario.ts';

/** Read ahead, and when a key needs it. */
export const readEditor = partOf(() => import('./editor.ts'));

/** Time before a file is watched: the first frames come before it. */
const FIRST_MS = 700;

/** The file of a scenario, and after a copy has been saved, the copy. */
export interface EditableFile extends ScenarioFile {
  /** A copy has been saved. Where the file itself is not edited, the copy is from now on. */
  saved(file: string, text: string): void;
}

/** @param isWritten true where files of the run are written, which are of the scenario as it was opened. */
export function editableFile(options: EditorOptions, isWritten: boolean): EditableFile {
  const untilSaved = isWritten ? undefined : whyNotItself(options.file);
  let opened = untilSaved === undefined && !isWritten ? options : undefined;
  let editor: Promise<Editor> | undefined;
  let rewatch = (): void => {};
  const editorOf = (own: EditorOptions): Promise<Editor> => {
    editor ??= readEditor().then(({ editorFor }) => editorFor(own));
    editor.catch(() => {
      editor = undefined;
    });
    return editor;
  };
  const withEditor = async (work: (own: Editor) => Promise<Edited>): Promise<Edited> =>
    opened === undefined ? { ok: false, reason: untilSaved ?? '', isNews: false } : reading(editorOf(opened), work);
  return {
    editing: isWritten
      ? {
          never:
            'a run whose files are being written keeps its scenario: start without --save, --save-weights and --log',
        }
      : untilSaved === undefined
        ? {}
        : { untilSaved },
    edit: (lend, line) => withEditor((own) => own.edit(lend, line)),
    readAgain: () => withEditor((own) => own.readAgain()),
    watch(changed) {
      let stop = (): void => {};
      rewatch = () => {
        stop();
        const own = opened;
        stop = own === undefined ? () => {} : watchLater(() => editorOf(own), changed);
      };
      rewatch();
      return () => stop();
    },
    saved(file, text) {
      if (isWritten || untilSaved === undefined) return;
      opened = { ...options, file, text };
      editor = undefined;
      rewatch();
    },
  };
}

/** The file of a script. */
export function editableScript(options: ScriptEditorOptions): ScenarioFile {
  let editor: Promise<Editor> | undefined;
  const editorOf = (): Promise<Editor> => {
    editor ??= readEditor().then(({ scriptEditorFor }) => scriptEditorFor(options));
    editor.catch(() => {
      editor = undefined;
    });
    return editor;
  };
  const isSample = isBuiltIn(options.file);
  return {
    editing: isSample
      ? { never: `this script is a sample: copy ${options.safe(options.file)}, and open the copy` }
      : {},
    edit: (lend, line) => reading(editorOf(), (own) => own.edit(lend, line)),
    readAgain: () => reading(editorOf(), (own) => own.readAgain()),
    watch: (changed) => (isSample ? () => {} : watchLater(editorOf, changed)),
  };
}

/** Works with an editor whose code may be gone. */
async function reading(editor: Promise<Editor>, work: (own: Editor) => Promise<Edited>): Promise<Edited> {
  const own = await editor.catch(() => undefined);
  return own === undefined ? { ok: false, reason: PART_IS_GONE, isNews: false } : work(own);
}

/** Watches a file once the first frames are drawn. Returns the function that ends it. */
function watchLater(editorOf: () => Promise<Editor>, changed: Parameters<Editor['watch']>[0]): () => void {
  let isStopped = false;
  let stop = (): void => {};
  const timer = setTimeout(() => {
    const begin = (found: Editor): void => {
      if (!isStopped) stop = found.watch(changed);
    };
    editorOf().then(begin, () => {});
  }, FIRST_MS);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    stop();
  };
}

/** The reason why an opened file is not edited itself. */
function whyNotItself(file: string): string | undefined {
  if (isBuiltIn(file)) return 'this scenario is built in: S saves a copy, and O then opens the copy';
  if (holdsData(file)) return 'a data file has no scenario: S saves one, as init does, and O then opens it';
  if (!isRegular(file)) return 'a scenario from a pipe cannot be opened again: S saves it, and O then opens the file';
  return undefined;
}

function isRegular(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
