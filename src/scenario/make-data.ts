import { type ColumnTable, columnsOf, decimalOf } from '../data/columns.ts';
import type { DataFault, Outcome, TablePlace } from '../data/data-fault.ts';
import type { MadeDataset } from '../data/finish-dataset.ts';
import { datasetFromRows } from '../data/from-rows.ts';
import { datasetFromTable } from '../data/from-table.ts';
import { datasetFromGenerator } from '../data/generators/generate.ts';
import { type ReadTable, readTable, type TableOptions } from '../data/read-table.ts';
import type { TableFault } from '../data/table.ts';
import { crc32 } from '../formats/zip.ts';
import { quoted } from '../language/wording.ts';
import { inconsistentRows } from './consistency.ts';
import { curbedData } from './curb.ts';
import {
  type FileData,
  fileData,
  generatedData,
  keysOfFile,
  keysOfRows,
  keysOfRule,
  type RowData,
  rowData,
} from './data-fields.ts';
import type { Finding, ValueFault } from './fault.ts';
import { type MadeData, ReadingFailure } from './made-data.ts';
import { inputNames, targetNames } from './network.ts';
import type { SectionKeys } from './schema.ts';
import { dataFindings } from './schema-findings.ts';

/** A file in pieces, or the reason why it cannot be read. */
export type OpenedFile =
  | { readonly ok: true; readonly chunks: Iterable<Uint8Array>; readonly progress?: (bytes: number) => void }
  | { readonly ok: false; readonly expected: string; readonly found: string; readonly advice?: string | undefined };

export type OpenFile = (name: string) => OpenedFile;

/** The data of a scenario, or the faults of its `data` and of the files that it names. */
export type MakingOfData =
  | { readonly ok: true; readonly made: MadeData }
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly faults: readonly ValueFault[] };

/** Makes the data of a scenario: from files, from a rule, or from its rows. */
export function makeData(draft: { readonly data: unknown }, open: OpenFile): MakingOfData {
  const written = draft.data as MadeData['written'];
  if ('file' in written) {
    const { data, error } = fileData.safeParse(written);
    return data === undefined ? refused(draft, error.issues, keysOfFile) : fromFile(data, written, open);
  }
  if ('generate' in written) {
    const { data, error } = generatedData.safeParse(written);
    return data === undefined
      ? refused(draft, error.issues, keysOfRule)
      : madeOf(datasetFromGenerator(data, data), written, {});
  }
  const { data, error } = rowData.safeParse(curbedData(written));
  const inconsistent = inconsistentRows(draft);
  if (data !== undefined && inconsistent.length === 0) return madeOf(fromRows(data), written, {});
  return refused(draft, error?.issues ?? [], keysOfRows, inconsistent);
}

function refused(
  draft: object,
  issues: readonly object[],
  keys: SectionKeys,
  others: readonly Finding[] = [],
): MakingOfData {
  return { ok: false, findings: [...dataFindings(draft, issues, keys), ...others], faults: [] };
}

/** With a target column for each class, the columns have the names of the classes. */
function fromRows({ inputs, targets, classes, ...choices }: RowData): Outcome<MadeDataset> {
  const named = { inputs, targets, ...(targets[0]?.length === 1 ? {} : { targetNames: classes }), ...choices };
  const names = { inputNames: inputNames({ data: named }), targetNames: targetNames({ data: named }) };
  return datasetFromRows({ inputs, targets }, { ...choices, ...names, classes });
}

function fromFile(data: FileData, written: MadeData['written'], open: OpenFile): MakingOfData {
  const { file, test, header, delimiter, decimal, rows, ...choices } = data;
  const own = tableOfFile(file, ['data', 'file'], { header, delimiter, decimal, rows }, open);
  if (!own.ok) return own;
  const isOfFile = test !== undefined && 'file' in test && test.file === file;
  const examples = isOfFile ? own.table : withTestsUnused(own.table, file);
  if (test === undefined || 'fraction' in test) {
    const made = datasetFromTable(examples, { ...choices, test });
    return madeOf(made, written, { examples: file }, { [file]: own.digest });
  }
  const other = tableOfFile(
    test.file,
    ['data', 'test', 'file'],
    { header, delimiter, decimal: decimal ?? decimalOf(own.table), readsTest: isOfFile },
    open,
  );
  if (!other.ok) return other;
  const made = datasetFromTable(examples, { ...choices, test: { table: other.table } });
  const digests = { [file]: own.digest, [test.file]: other.digest };
  return madeOf(made, written, { examples: file, test: test.file }, digests);
}

/** The table with a notice about the arrays of a test set in its file, which are not used. */
export function withTestsUnused(table: ColumnTable, file: string): ColumnTable {
  const { tests, notices = [] } = table;
  if (tests === undefined) return table;
  const advice = `"test": {"file": ${JSON.stringify(file)}} in a scenario makes them the test set`;
  return { ...table, notices: [...notices, `the arrays ${tests.map(quoted).join(' and ')} are not used; ${advice}`] };
}

type TableIn =
  | { readonly ok: true; readonly table: ColumnTable; readonly digest: string }
  | Extract<MakingOfData, { ok: false }>;

export function tableOfFile(
  file: string,
  path: Finding['path'],
  options: Pick<TableOptions, 'header' | 'delimiter' | 'decimal' | 'rows' | 'readsTest'>,
  open: OpenFile,
): TableIn {
  const opened = open(file);
  if (!opened.ok) {
    const { expected, found, advice } = opened;
    return { ok: false, findings: [{ path, expected, found, advice }], faults: [] };
  }
  const sum = { bytes: 0, crc: 0 };
  let read: ReadTable;
  try {
    read = readTable(summed(opened.chunks, sum), { ...options, file, progress: opened.progress });
  } catch (error) {
    if (!(error instanceof ReadingFailure)) throw error;
    return { ok: false, findings: [{ path, expected: 'a file that can be read', found: error.message }], faults: [] };
  }
  const digest = `${sum.bytes} bytes, CRC-32 ${sum.crc.toString(16).padStart(8, '0')}`;
  if (read.ok) return { ok: true, table: columnsOf(read.table), digest };
  return { ok: false, findings: [], faults: read.faults.map((fault: TableFault) => ({ ...fault, file })) };
}

/** The same chunks, with their size and CRC-32 added up: with `rows`, a large file is not read to its end. */
function* summed(chunks: Iterable<Uint8Array>, sum: { bytes: number; crc: number }): Iterable<Uint8Array> {
  for (const chunk of chunks) {
    sum.bytes += chunk.length;
    sum.crc = crc32(chunk, sum.crc);
    yield chunk;
  }
}

/** The data, or their faults, each in the scenario or in its file. */
export function madeOf(
  outcome: Outcome<MadeDataset>,
  written: MadeData['written'],
  files: Partial<Record<TablePlace['table'], string>>,
  digests?: MadeData['digests'],
): MakingOfData {
  if (outcome.ok) return { ok: true, made: { written, ...outcome.value, digests } };
  const findings: Finding[] = [];
  const faults: ValueFault[] = [];
  for (const fault of outcome.faults) {
    const { where, expected, found, advice } = fault;
    if (where.kind === 'setting') findings.push({ path: ['data', ...where.path], expected, found, advice });
    else faults.push(inFile(fault, where, files[where.table] ?? ''));
  }
  return { ok: false, findings, faults };
}

function inFile(
  { expected, found, advice }: DataFault,
  { line, column, name = '' }: TablePlace,
  file: string,
): ValueFault {
  const position = line === undefined ? {} : { position: { line, column: column ?? 1 } };
  return { file, ...position, path: name, expected, found, advice };
}
