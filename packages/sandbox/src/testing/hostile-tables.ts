// Tables that must be refused, shared by this package's tests and by `npm run attack`.

/** What is wrong with a table, the file, and `code @ place` it is refused by. */
export const badTables: [what: string, file: Buffer | string, problem: string][] = [
  ['nothing', '', 'empty @ file'],
  ['only empty lines', '\n\n', 'empty @ file'],
  ['a NUL', 'a,b\n1,\0\n', 'nul @ line 2'],
  ['broken bytes', Buffer.from('a,b\n1,2\n\xff\xff,3\n', 'latin1'), 'encoding @ line 3'],
  ['broken UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41]), 'encoding @ line 1'],
  ['a lone quote', 'a,b\n1,x"y\n', 'lone_quote @ row 2, column 2'],
  ['an open quote', 'a,b\n1,"x\n', 'unclosed_quote @ row 2, column 2'],
  ['a missing cell', 'a,b\n1,2\n3\n', 'ragged @ row 3'],
  ['a surplus cell', 'a,b\n1,2,3\n', 'ragged @ row 2'],
  ['two columns of one name', 'a,A\n1,2\n', 'duplicate_header @ row 1, column 2'],
  ['a column without a name', 'a,\n1,2\n', 'bad_header @ row 1, column 2'],
  ['a dangerous name', '__proto__,b\n1,2\n', 'bad_header @ row 1, column 1'],
  ['a million columns', `${','.repeat(1_000_000)}\n`, 'too_many_columns @ row 1, column 2001'],
  ['one endless line', `a\n${'x'.repeat(3_000_000)}\n`, 'cell_too_long @ row 2, column 1'],
  ['broken JSON lines', '{"a":1}\n{"a":\n', 'not_json @ line 2'],
  ['JSON lines without objects', '{"a":1}\n[1]\n', 'not_json @ line 2'],
  ['a dangerous key', '{"__proto__":1}\n', 'bad_header @ row 1, column 1'],
  ['a broken Parquet file', 'PAR1 and then nothing', 'not_parquet @ file'],
];
