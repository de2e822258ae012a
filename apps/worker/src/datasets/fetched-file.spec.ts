import { describe, expect, it } from 'vitest';
import { isPage } from '../outbound/is-page.js';
import { nameOf } from './fetched-file.js';

describe('a page in place of data', () => {
  it.each([
    ['<!DOCTYPE html><html><body>登录</body></html>', null],
    ['\ufeff\n  <html lang="zh"><head>', 'text/csv'],
    ['<!-- gateway --><!doctype HTML>', 'application/octet-stream'],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', null],
    ['<div>moved</div>', 'text/html; charset=utf-8'],
  ])('is told from %j', (text, type) => expect(isPage(Buffer.from(text), type)).toBe(true));
  it.each([
    ['a,b\n1,2\n', 'text/html'],
    ['<5,>7\n1,2\n', 'text/csv'],
    ['htmlbody,b\n', null],
    ['<?xml version="1.0"?><rdf:RDF>', 'application/rdf+xml'],
  ])('is not seen in %j', (text, type) => expect(isPage(Buffer.from(text), type)).toBe(false));
});

describe('the name of a fetched file', () => {
  const csv = Buffer.from('a,b\n');
  const url = (text: string) => new URL(text, 'https://data.example');
  it.each([
    ['/2026/%E7%A9%BA%E6%B0%94.csv', null, '空气.csv'],
    ['/download?id=7', null, 'download.csv'],
    ['/', null, 'data.csv'],
    ['/x.php', 'attachment; filename="water levels.txt"', 'water levels.txt'],
    ['/x', "attachment; filename=a.csv; filename*=UTF-8''%E6%B0%B4.csv", '水.csv'],
    ['/x', 'attachment; filename="../../etc/cron.csv"', 'cron.csv'],
    ['/x', "attachment; filename*=UTF-8''%FF%FE", '%FF%FE.csv'],
  ])('of %j and %j is %j', (path, disposition, name) =>
    expect(nameOf(url(path), disposition, csv)).toBe(name),
  );
  it('tells a packed file from what its name says', () => {
    const zip = Buffer.from('PK\x03\x04 labels.csv', 'latin1');
    const book = Buffer.from('PK\x03\x04 [Content_Types].xml', 'latin1');
    expect(nameOf(url('/a.csv'), null, zip)).toBe('a.csv.zip');
    expect(nameOf(url('/export'), null, book)).toBe('export.xlsx');
    expect(nameOf(url('/a.zip'), null, zip)).toBe('a.zip');
  });
});
