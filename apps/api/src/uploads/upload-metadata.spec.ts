import { tidyFileName } from '@scenario-lab/domain/uploads/tidy-file-name';
import { describe, expect, it } from 'vitest';
import { InputError } from '../http/input-error.js';
import { announced } from './upload-metadata.js';

const encode = (text: string) => Buffer.from(text).toString('base64');

describe('the name of an uploaded file', () => {
  it.each([
    ['空气质量 2024.csv', '空气质量 2024.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\data\\a.csv', 'a.csv'],
    ['a\u202Evsc.exe', 'avsc.exe'],
    ['a\u0000b\n.csv', 'ab.csv'],
    ['  ', null],
    ['..', null],
    ['folder/', null],
    ['', null],
  ])('%j is %j', (given, name) => expect(tidyFileName(given)).toBe(name));

  it('is cut without losing its ending or half a character', () => {
    const name = tidyFileName(`${'𠮷'.repeat(300)}.parquet`) ?? '';
    expect(name.length).toBeLessThanOrEqual(200);
    expect(name.endsWith('.parquet')).toBe(true);
    expect(name).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

describe('what a tus request announces', () => {
  it('is read from its headers', () => {
    const metadata = `filename ${encode('数据.csv')},purpose ${encode('dataset')}`;
    expect(announced({ 'upload-metadata': metadata, 'upload-length': '12' })).toEqual({
      fileName: '数据.csv',
      purpose: 'dataset',
      bytes: 12,
    });
  });

  it.each([
    [{}, ['filename', 'purpose', 'upload-length']],
    [
      { 'upload-metadata': `filename ${encode('a')},purpose ${encode('x')}`, 'upload-length': '0' },
      ['purpose', 'upload-length'],
    ],
    [{ 'upload-metadata': 'filename !!', 'upload-length': '1' }, ['upload-metadata']],
    [
      { 'upload-metadata': `filename ${encode('a')},purpose ${encode('file')}`, 'upload-length': '-1' },
      ['upload-length'],
    ],
  ])('%j names its faults', (headers, places) => {
    let error: unknown;
    try {
      announced(headers);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).faults.map((fault) => fault.path)).toEqual(places);
  });
});
