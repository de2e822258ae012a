import type { ImportFile } from '@scenario-lab/contracts/catalogue-imports';
import { type Reading, Unreadable } from './found.js';
import { readCkan } from './read-ckan.js';
import { readCroissant } from './read-croissant.js';
import { readDcat } from './read-dcat.js';
import { type RecordsReading, readRecords } from './read-records.js';

export type FileReading = Reading | RecordsReading;
/** Beyond that one transaction would take too long; a catalogue is split into pages. */
export const mostEntries = 2_000;

/** Reads one file whole; what is wrong with it as a whole is an answer, too. */
export async function readFile(
  file: Pick<ImportFile, 'kind' | 'fileName' | 'text' | 'mapping'>,
): Promise<FileReading> {
  try {
    const found = await entriesOf(file);
    if (found.entries.length > mostEntries) {
      const detail = `${found.entries.length} entries, ${mostEntries} at most`;
      throw new Unreadable('too_many', 'file', detail);
    }
    return found;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return {
      ok: false,
      problem: { code: error.code, place: error.place, detail: error.message.slice(0, 500) },
    };
  }
}

function entriesOf({ kind, text, fileName, mapping }: Parameters<typeof readFile>[0]) {
  if (kind === 'ckan') return readCkan(text);
  if (kind === 'dcat') return readDcat(text);
  if (kind === 'croissant') return readCroissant(text);
  return readRecords(text, fileName, mapping);
}
