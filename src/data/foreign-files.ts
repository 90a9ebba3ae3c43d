import { fileFault, type TableFault } from './table.ts';

/*
 * Files that hold a table in another format, known by their first bytes or, where these are not enough, by their names. They
 * are refused with the way to a format that is read.
 */

interface Foreign {
  /** As a message has it after `found`: `an Excel workbook`. */
  readonly found: string;
  readonly advice: string;
}

const inExcel = 'save it in the spreadsheet as CSV UTF-8';
const withPandas = (reader: string, rest = ''): string =>
  `in pandas, pd.${reader}${rest}.to_csv("data.csv", index=False) writes it as CSV`;

const excel: Foreign = { found: 'an Excel workbook', advice: inExcel };
const openDocument: Foreign = { found: 'an OpenDocument spreadsheet', advice: inExcel };
const zipped: Foreign = { found: 'a zip file', advice: 'unpack it, and name the file in it' };
const pickle: Foreign = {
  found: 'a pickle of Python',
  advice: withPandas('DataFrame(pd.read_pickle("FILE"))'),
};
const matlab: Foreign = {
  found: 'a MATLAB file',
  advice: 'in MATLAB, writematrix(X, "data.csv") writes it as CSV; scipy.io.loadmat reads it in Python',
};
const hdf5: Foreign = { found: 'an HDF5 file', advice: withPandas('read_hdf("FILE")') };
const arff: Foreign = {
  found: 'an ARFF file of Weka',
  advice:
    'in Weka, save it as CSV; or in Python, pandas.DataFrame(scipy.io.arff.loadarff("FILE")[0]).to_csv("data.csv", index=False)',
};
const json: Foreign = { found: 'JSON', advice: withPandas('read_json("FILE")') };
const jsonLines: Foreign = { found: 'lines of JSON', advice: withPandas('read_json("FILE", lines=True)') };
const parquet: Foreign = { found: 'a Parquet file', advice: withPandas('read_parquet("FILE")') };
const feather: Foreign = { found: 'an Arrow or Feather file', advice: withPandas('read_feather("FILE")') };
const r: Foreign = {
  found: 'a file of R',
  advice: 'in R, write.csv(readRDS("FILE"), "data.csv", row.names = FALSE) writes it as CSV',
};
const sqlite: Foreign = { found: 'an SQLite database', advice: 'export the table as CSV' };
const stata: Foreign = { found: 'a Stata file', advice: withPandas('read_stata("FILE")') };
const sas: Foreign = { found: 'a SAS file', advice: withPandas('read_sas("FILE")') };
const spss: Foreign = { found: 'an SPSS file', advice: withPandas('read_spss("FILE")') };
const svm: Foreign = {
  found: 'a file of LIBSVM',
  advice:
    'in Python, X, y = sklearn.datasets.load_svmlight_file("FILE"), then np.savez("data.npz", X=X.toarray(), y=y)',
};
const page: Foreign = { found: 'a web page', advice: 'download the file itself; on GitHub, the button is called Raw' };
const pointer: Foreign = {
  found: 'a pointer of Git LFS in place of the file',
  advice: 'git lfs pull fetches the file itself',
};
const xml: Foreign = { found: 'XML', advice: withPandas('read_xml("FILE")') };
const picture: Foreign = {
  found: 'a picture',
  advice: 'store the pixels of all pictures in an array: np.savez("data.npz", X=images, y=labels)',
};
const packed = (program: string): Foreign => ({ found: `a file that is packed by ${program}`, advice: 'unpack it' });

/** The first bytes of a kind of file, as Latin-1 text. */
const beginnings: readonly (readonly [string, Foreign])[] = [
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', { found: 'an Excel workbook of before 2007', advice: inExcel }],
  ['PAR1', parquet],
  ['ARROW1', feather],
  ['FEA1', feather],
  ['MATLAB 5.0 MAT-file', matlab],
  ['MATLAB 7.3 MAT-file', matlab],
  ['\x89HDF\r\n\x1a\n', hdf5],
  ['SQLite format 3\0', sqlite],
  ['<stata_dta>', stata],
  ['$FL2', spss],
  ['RDX2', r],
  ['RDX3', r],
  ['RDA2', r],
  ['X\n\0\0\0', r],
  ['%PDF-', { found: 'a PDF document', advice: 'copy its table into a spreadsheet, and save it as CSV UTF-8' }],
  ['\x89PNG', picture],
  ['\xff\xd8\xff', picture],
  ['GIF8', picture],
  ['BZh', packed('bzip2')],
  ['\xfd7zXZ\0', packed('xz')],
  ['\x28\xb5\x2f\xfd', packed('zstd')],
  ['7z\xbc\xaf', packed('7-Zip')],
  ['Rar!', packed('RAR')],
];

const endings: Readonly<Record<string, Foreign>> = {
  xlsx: excel,
  xlsm: excel,
  xlsb: excel,
  xls: excel,
  ods: openDocument,
  parquet,
  feather,
  arrow: feather,
  pkl: pickle,
  pickle,
  joblib: pickle,
  mat: matlab,
  h5: hdf5,
  hdf5,
  arff,
  jsonl: jsonLines,
  ndjson: jsonLines,
  rds: r,
  rdata: r,
  rda: r,
  sav: spss,
  dta: stata,
  sas7bdat: sas,
  sqlite,
  db: sqlite,
};

/** Bytes by which a file is known. */
export const BEGINNING = 512;

/** The fault of a file in another format; undefined for text and arrays. @param name the name of the file, if it is known. */
export function foreignFile(head: Uint8Array, name: string): TableFault | undefined {
  const text = Array.from(head.subarray(0, BEGINNING), (byte) => String.fromCharCode(byte)).join('');
  const [, foreign] = beginnings.find(([beginning]) => text.startsWith(beginning)) ?? [];
  const own = foreign ?? textFormat(text.replace(/^\xef\xbb\xbf/, '').trimStart()) ?? byName(name, text);
  return own && faultOf(own, name);
}

/** Formats of text that is no table. */
function textFormat(text: string): Foreign | undefined {
  if (/^(?:<!doctype html|<html|<head|<body)/i.test(text)) return page;
  if (/^<\?xml/i.test(text)) return xml;
  if (text.startsWith('version https://git-lfs.github.com/spec/')) return pointer;
  if (/^(?:%[^\n]*\n\s*)*@relation\b/i.test(text)) return arff;
  if (/^\[\s*[[{]/.test(text)) return json;
  if (/^\{\s*"/.test(text)) return /^\{[^\n]*\}\s*\n\s*\{/.test(text) ? jsonLines : json;
  if (/^[+-]?\d[\d.]*(?: \d+:[\d.e+-]+)+ *\r?\n/i.test(text)) return svm;
  return undefined;
}

function byName(name: string, text: string): Foreign | undefined {
  const [, ending = ''] = /\.(\w+)(?:\.gz)?$/.exec(name) ?? [];
  const foreign = Object.hasOwn(endings, ending.toLowerCase()) ? endings[ending.toLowerCase()] : undefined;
  // Text under such a name may be a table all the same.
  const isText = !/[\0-\x08\x0e-\x1f]/.test(text);
  if (foreign === undefined && /^\x80[\x02-\x05]/.test(text)) return pickle;
  return isText && foreign !== arff ? undefined : foreign;
}

/** The fault of a zip file that does not hold arrays. @param entries the files in it. */
export function foreignZip(entries: readonly { readonly name: string }[], name: string): TableFault | undefined {
  const names = entries.map((entry) => entry.name);
  if (names.length > 0 && names.every((own) => own.endsWith('.npy'))) return undefined;
  if (names.includes('mimetype') && names.includes('content.xml')) return faultOf(openDocument, name);
  if (names.some((own) => own.startsWith('word/')))
    return faultOf({ found: 'a Word document', advice: 'save its table as text' }, name);
  return faultOf(names.includes('[Content_Types].xml') ? excel : zipped, name);
}

const LONGEST_NAME = 60;

function faultOf({ found, advice }: Foreign, name: string): TableFault {
  const file = name === '' || name.length > LONGEST_NAME ? 'FILE' : name;
  return fileFault('a table as text, or arrays of NumPy', found, advice.replace('FILE', file));
}
