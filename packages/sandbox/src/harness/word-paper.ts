import { createRequire } from 'node:module';
import type mammothPackage from 'mammoth';
import type { PaperBlock, PaperLimits } from './paper-parts.js';
import type { Findings } from './problems.js';
import { zipMembers } from './zip.js';

/** What mammoth makes of a document before it writes HTML: only these parts of it are looked at. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  styleId?: string | null;
  styleName?: string | null;
}
/** In one file with what it needs, so that no tree of packages has to be placed in the sandbox. */
const mammoth = (): typeof mammothPackage =>
  createRequire(import.meta.url)('mammoth/mammoth.browser.js') as typeof mammothPackage;

const archive = { maxFiles: 3_000, maxBytes: 256 * 1024 * 1024 };

/** The paragraphs and rows of a .docx. @throws {Unacceptable} */
export async function readWord(
  file: string,
  bytes: Buffer,
  limits: PaperLimits,
  findings: Findings,
): Promise<PaperBlock[]> {
  const members = zipMembers(file, archive);
  const named = (test: RegExp) => members.some(({ name }) => test.test(name));
  if (!named(/^word\/document\.xml$/))
    findings.stop(named(/^xl\//) ? 'workbook' : 'other_kind', 'archive', '');
  if (named(/(^|\/)vbaProject\.bin$/i)) findings.stop('macros', 'word/vbaProject.bin', '');
  // No word processor writes one: it is there to name other files or to multiply itself.
  for (const member of members)
    if (/\.(xml|rels)$/i.test(member.name) && /<!DOCTYPE|<!ENTITY/i.test(member.read().toString('latin1')))
      findings.stop('outside_text', member.name, 'DOCTYPE');
  const blocks: PaperBlock[] = [];
  const arrayBuffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  await mammoth().convertToHtml(
    { arrayBuffer },
    {
      externalFileAccess: false,
      styleMap: [],
      transformDocument: (document: Node) => {
        new Reader(blocks, limits, findings).all(document.children ?? []);
        // Nothing is left to be written as HTML.
        return { ...document, children: [] };
      },
    },
  );
  if (blocks.length === 0) findings.stop('no_text', 'word/document.xml', '');
  return blocks;
}

class Reader {
  private paragraphs = 0;
  private characters = 0;

  constructor(
    private readonly blocks: PaperBlock[],
    private readonly limits: PaperLimits,
    private readonly findings: Findings,
  ) {}

  all(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (node.type === 'paragraph') this.paragraph(node);
      else if (node.type === 'table') this.table(node);
      else if (node.children) this.all(node.children);
    }
  }

  private paragraph(node: Node): void {
    this.paragraphs += 1;
    const style = `${node.styleId ?? ''} ${node.styleName ?? ''}`;
    const heading = /heading|title|标题/i.test(style) && !/subtle|toc/i.test(style);
    // A line broken by hand within a paragraph begins something new as often as not.
    for (const line of textOf(node).split('\n')) this.add(heading ? 'heading' : 'text', [line]);
  }

  private table(node: Node): void {
    for (const row of node.children ?? []) {
      this.paragraphs += 1;
      const cells = (row.children ?? []).map((cell) => {
        const lines: string[] = [];
        gather(cell.children ?? [], lines);
        return lines.join('\n').trim();
      });
      this.add('row', cells);
    }
  }

  private add(kind: PaperBlock['kind'], cells: string[]): void {
    const said = cells.map((cell) => cell.trim());
    if (said.every((cell) => cell === '')) return;
    this.characters += said.reduce((sum, cell) => sum + cell.length, 0);
    if (this.characters > this.limits.characters)
      this.findings.stop('too_long', `paragraph ${this.paragraphs}`, `${this.limits.characters}`);
    this.blocks.push({ kind, page: null, paragraph: this.paragraphs, cells: said });
  }
}

/** Paragraphs of a cell, those of a table within it included. */
function gather(nodes: readonly Node[], lines: string[]): void {
  for (const node of nodes) {
    if (node.type === 'paragraph') lines.push(textOf(node));
    else if (node.children) gather(node.children, lines);
  }
}

function textOf(node: Node): string {
  if (node.type === 'text') return node.value ?? '';
  if (node.type === 'tab') return '\t';
  if (node.type === 'break') return '\n';
  return (node.children ?? []).map(textOf).join('');
}
