import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { chunksOf, faultOf, tableOf } from './read-text.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const zip = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, latin1('<x/>')])));

describe('a file in another format', () => {
  it.each([
    ['a.xlsx', zip('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'), 'an Excel workbook', /as CSV UTF-8/],
    ['a.xls', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'), 'an Excel workbook of before 2007', /as CSV UTF-8/],
    ['a.ods', zip('mimetype', 'content.xml'), 'an OpenDocument spreadsheet', /as CSV UTF-8/],
    ['a.zip', zip('data/a.csv', 'data/b.csv'), 'a zip file', /unpack it/],
    ['a.parquet', latin1('PAR1\x15\x04'), 'a Parquet file', /pd\.read_parquet\("a\.parquet"\)\.to_csv/],
    ['a.feather', latin1('ARROW1\0\0'), 'an Arrow or Feather file', /read_feather/],
    ['a.pkl', latin1('\x80\x04\x95\x05'), 'a pickle of Python', /read_pickle\("a\.pkl"\)/],
    ['a.mat', latin1('MATLAB 5.0 MAT-file, Platform: GLNXA64\0'), 'a MATLAB file', /writematrix/],
    ['a.h5', latin1('\x89HDF\r\n\x1a\n\0'), 'an HDF5 file', /read_hdf/],
    [
      'a.arff',
      latin1('% Iris\n\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n@DATA\n1\n'),
      'an ARFF file of Weka',
      /loadarff\("a\.arff"\)/,
    ],
    ['a.json', latin1('[{"a": 1}, {"a": 2}]\n'), 'JSON', /read_json\("a\.json"\)/],
    ['a.txt', latin1('{"a": 1}\n{"a": 2}\n'), 'lines of JSON', /lines=True/],
    ['a.txt', latin1('+1 1:0.5 3:-1e-3\n-1 2:4\n'), 'a file of LIBSVM', /load_svmlight_file\("a\.txt"\)/],
    ['a.csv', latin1('\n<!DOCTYPE html>\n<html>'), 'a web page', /Raw/],
    [
      'a.csv',
      latin1('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
      'a pointer of Git LFS in place of the file',
      /git lfs pull/,
    ],
    ['a.csv', latin1('%PDF-1.7\n'), 'a PDF document', /spreadsheet/],
    ['a.csv.bz2', latin1('BZh91AY&SY'), 'a file that is packed by bzip2', /unpack/],
    ['a.jpg', latin1('\xff\xd8\xff\xe0\0'), 'a picture', /np\.savez/],
  ])('is refused with a way to one that is read: %s', (file, bytes, found, advice) => {
    for (const own of [bytes, gzipSync(bytes)]) {
      const fault = faultOf(readTable(chunksOf(own), { file }));
      expect(fault).toMatchObject({ path: '', expected: 'a table as text, or arrays of NumPy', found });
      expect(fault.advice).toMatch(advice);
    }
  });

  it.each(['a.xls', 'a.dat', 'a.all-data', 'a.pkl', 'a', 'a.mat'])(
    'is read where it is text all the same: %s',
    (file) => {
      expect(tableOf(readTable([latin1('x\ty\n1\t2\n')], { file })).names).toEqual(['x', 'y']);
    },
  );
});
