import { readFileSync } from 'node:fs';
import { onlyFile } from './io.js';
import type { PaperBlock, PaperLimits } from './paper-parts.js';
import { readPdf } from './pdf-paper.js';
import { Findings, type Problem, Unacceptable } from './problems.js';
import { readWord } from './word-paper.js';

/** /out/paper.json: what the document says, in its order. Nothing else of the file leaves the sandbox. */
export type PaperReport =
  | { ok: true; format: 'word' | 'pdf'; pages: number | null; blocks: PaperBlock[] }
  | { ok: false; problems: Problem[] };

/** What the file is, is told by its bytes. @throws {Unacceptable} */
async function take(file: string, limits: PaperLimits, findings: Findings): Promise<PaperReport> {
  const bytes = readFileSync(file);
  if (bytes.length > limits.bytes) findings.stop('too_big', 'file', `${limits.bytes}`);
  const head = bytes.toString('latin1', 0, 8);
  if (head.startsWith('PK\u0003\u0004')) {
    const blocks = await readWord(file, bytes, limits, findings);
    return { ok: true, format: 'word', pages: null, blocks };
  }
  if (head.startsWith('%PDF-'))
    return { ok: true, format: 'pdf', ...(await readPdf(bytes, limits, findings)) };
  if (head === '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1') {
    // The container of Word before 2007; a document with a password of today lies in one, too.
    const locked = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    return findings.stop(locked ? 'encrypted' : 'old_word', 'file', '');
  }
  return findings.stop('other_kind', 'file', '');
}

/** Reads the document in /in. */
export async function readPaper(limits: PaperLimits): Promise<PaperReport> {
  const findings = new Findings();
  try {
    return await take(onlyFile('/in'), limits, findings);
  } catch (error) {
    if (error instanceof Unacceptable) return { ok: false, problems: error.problems };
    // Readers of others' making fail in ways of their own where a file is damaged on purpose.
    return { ok: false, problems: [{ code: 'not_readable', place: 'file', detail: '' }] };
  }
}
