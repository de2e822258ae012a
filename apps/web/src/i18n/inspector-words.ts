import { knowsWord, wordFor } from './use-words.js';

/** What the inspectors of files and plans write, and the words it has here; `a`, `b` are what it names. */
const sentences: readonly [RegExp, string][] = [
  [/^row (?<a>\d+)$/, 'row'],
  [/^row (?<a>\d+), column (?<b>\d+)$/, 'cell_at'],
  [/^row (?<a>\d+), column "(?<b>[^"]+)"$/, 'cell_of'],
  [/^column "(?<a>[^"]+)"$/, 'column_of'],
  [/^line (?<a>\d+)$/, 'line'],
  [/^feature (?<a>\d+)$/, 'feature'],
  [/^feature (?<a>\d+), line (?<b>\d+)$/, 'feature_line'],
  [/^feature (?<a>\d+), column "(?<b>[^"]+)"$/, 'feature_of'],
  [/^feature (?<a>\d+), (?<b>geometry\S*)$/, 'feature_at'],
  [/^(?<a>file|archive|table)$/, 'whole'],
  [/^(?<a>.+) and (?<b>\d+) more$/s, 'and_more'],
  [/^(?<a>\d+) cells$/, 'some_cells'],
  [/^(?<a>\d+) columns$/, 'some_columns'],
  [/^(?<a>\d+) files$/, 'some_files'],
  [/^(?:\d+ columns, )?at most (?<a>\d+)$/, 'at_most'],
  [/^has no name$/, 'no_name'],
  [/^a name of more than (?<a>\d+) characters$/, 'long_name'],
  [/^holds a control character$/, 'control'],
  [/^has no (?:content|header|rows)$/, 'nothing'],
  [/^column (?<a>\d+)$/, 'column'],
  [/^(?<a>\d+) cells, the header has (?<b>\d+)$/, 'cells'],
  [/^(?<a>\d+) needed, (?<b>\d+) there$/, 'needed'],
  [/^(?<a>\d+) rows(?: also stand in an open split| were given out before)?$/, 'rows'],
  [/^(?<a>\d+) classes$/, 'classes'],
  [/^(?<a>\d+) steps$/, 'steps'],
  [/^(?<a>\d+) groups are open and hidden$/, 'groups'],
  [/^threshold (?<a>\S+)$/, 'threshold'],
  [/^has the name of column (?<a>.+)$/, 'twin'],
  [/^the name (?<a>.+) is reserved$/, 'reserved'],
  [/^id (?<a>.+) comes twice$/, 'id_twice'],
  [/^column (?<a>.+) is missing$/, 'missing'],
  [/^(?<a>\w+) is not in the runtime environment: pack it into the bundle or do without$/, 'library'],
  [/^has Windows line ends \(CRLF\): save it with Unix line ends \(LF\)$/, 'crlf'],
  [/^needs (?<a>\S+), which the runtime environment does not have$/, 'interpreter'],
  [/^is built for another processor$/, 'processor'],
  [/^is neither a Linux program \(ELF\) nor a script that begins with #!$/, 'no_program_file'],
  [/^(?<a>\d+) bytes unpack to (?:more than )?(?<b>\d+)$/, 'bomb'],
];

/** In the reader's words; null where there are none, and the inspector's own English is all there is. */
export function inspectorWords(text: string): string | null {
  const kinds = text.split(', ').map((one) => /^(\w+): (\d+)$/.exec(one));
  if (kinds.every((one) => one !== null && knowsWord('finding.personal', one[1] ?? ''))) {
    return kinds
      .map((one) => wordFor('finding.personal', one?.[1] ?? '', { count: Number(one?.[2]) }))
      .join(wordFor('common', 'list'));
  }
  const [, found, declared] = /^(\w+) ≠ (\w+)$/.exec(text) ?? [];
  if (found && declared) {
    const type = (code: string) => wordFor('taxonomy.column_type', code);
    return wordFor('finding.says', 'types', { a: type(found), b: type(declared) });
  }
  for (const [pattern, key] of sentences) {
    const named = pattern.exec(text);
    if (named && key === 'whole') return wordFor('finding.whole', named.groups?.a ?? '');
    if (named) return wordFor('finding.says', key, { ...named.groups });
  }
  return null;
}
