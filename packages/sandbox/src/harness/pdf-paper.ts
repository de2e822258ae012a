import type { PaperBlock, PaperLimits } from './paper-parts.js';
import { type Line, linesOf, type Piece, paragraphsOf } from './pdf-lines.js';
import type { Findings } from './problems.js';

/** What of the reader's document is used. */
interface Pdf {
  numPages: number;
  getPage(number: number): Promise<{ getTextContent(): Promise<{ items: Item[] }>; cleanup(): unknown }>;
}
type Item = { str?: string; transform?: number[]; width?: number; height?: number };

/** What stands for letters a file has shapes for and no names. */
const nameless = /[\u0000-\u0008\u000e-\u001f\ue000-\uf8ff\ufffd]/g;

/** The text of a PDF, page by page. What a document would do when it is opened is not even looked for: nothing is opened. */
export async function readPdf(
  bytes: Buffer,
  limits: PaperLimits,
  findings: Findings,
): Promise<{ pages: number; blocks: PaperBlock[] }> {
  const pdf = await opened(bytes, findings);
  if (pdf.numPages > limits.pages) findings.stop('too_long', 'file', `${limits.pages}`);
  const pages: Line[][] = [];
  let said = 0;
  let unnamed = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const pieces = items.flatMap(pieceOf);
    for (const { text } of pieces) {
      said += text.length;
      unnamed += text.match(nameless)?.length ?? 0;
    }
    if (said > limits.characters) findings.stop('too_long', `page ${number}`, `${limits.characters}`);
    pages.push(linesOf(pieces));
    page.cleanup();
  }
  // A picture of a page has no letters; a number or a stamp here and there does not make it a text.
  if (said < 20) findings.stop('scanned', 'file', `${pdf.numPages}`);
  if (unnamed * 3 > said) findings.stop('letters_unknown', 'file', '');
  const blocks = paragraphsOf(pages);
  if (blocks.length === 0) findings.stop('scanned', 'file', `${pdf.numPages}`);
  return { pages: pdf.numPages, blocks };
}

async function opened(bytes: Buffer, findings: Findings): Promise<Pdf> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const options = {
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      enableXfa: false,
    };
    return (await getDocumentProxy(new Uint8Array(bytes), { ...options, verbosity: 0 })) as unknown as Pdf;
  } catch (error) {
    const locked = (error as Error).name === 'PasswordException';
    return findings.stop(locked ? 'encrypted' : 'not_readable', 'file', '');
  }
}

function pieceOf({ str, transform, width = 0, height = 0 }: Item): Piece[] {
  if (!str?.trim() || !transform) return [];
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  const size = height || Math.hypot(c, d) || Math.hypot(a, b);
  return size > 0 && [x, y, width, size].every(Number.isFinite)
    ? [{ text: str.trim(), x, y, right: x + width, size }]
    : [];
}
