import { tidyFileName } from '@scenario-lab/domain/uploads/tidy-file-name';

/** Endings that say what a file is to be read as. */
const known = /\.(csv|tsv|txt|xlsx|zip|jsonl?|parquet|geojson)$/i;

/** What the bytes are, where they say so themselves. */
function endingOf(head: Buffer): string {
  const text = head.toString('latin1');
  if (text.startsWith('PK\x03\x04')) return /\[Content_Types\]\.xml|xl\//.test(text) ? '.xlsx' : '.zip';
  return text.startsWith('PAR1') ? '.parquet' : '.csv';
}

/** The name whoever sent it gives, else the address's last part; with an ending by what the bytes are where it has none. */
export function nameOf(url: URL, disposition: string | null, head: Buffer): string {
  const name = tidyFileName(disposed(disposition) ?? '') ?? tidyFileName(lastPart(url)) ?? 'data';
  const ending = endingOf(head);
  const packed = ending === '.xlsx' || ending === '.zip';
  // A name that says something else than a packed file's first bytes would have it read as what it is not.
  const fits = known.test(name) && (!packed || /\.(xlsx|zip)$/i.test(name));
  return fits ? name : `${name.slice(0, 190)}${ending}`;
}

function disposed(disposition: string | null): string | null {
  if (disposition === null) return null;
  const wide = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  if (wide !== undefined) return decoded(wide);
  const plain = /filename\s*=\s*("(?<quoted>[^"]*)"|(?<bare>[^;\s]+))/i.exec(disposition)?.groups;
  return plain?.['quoted'] ?? plain?.['bare'] ?? null;
}

const lastPart = (url: URL) => decoded(url.pathname.split('/').at(-1) ?? '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
