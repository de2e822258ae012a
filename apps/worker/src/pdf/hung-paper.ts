import { type About, accentOf, frame, instantIn, labMark, middle, qrCode, sealPlace } from './marks.js';
import { ink, Sheet } from './sheet.js';

type Said = { zh?: string | undefined; en?: string | undefined };

/** One page to hang up: what is certified of whom, what it rests on, how it is checked. */
export interface HungPaper {
  title: Said;
  number: string;
  /** Above the name. */
  lead: Said;
  name: Said;
  under: Said;
  sentence: Said;
  /** `shares` are of the width. */
  table: { header: readonly Said[]; shares: readonly number[]; rows: readonly (readonly Said[])[] } | null;
  issuedAt: string;
  until: string | null;
}

/** More rows than these would leave the page; the signed file has them all. */
const mostRows = 12;

const words = {
  number: ['编号', 'No.'],
  issuedBy: ['签发', 'Issued by'],
  signedWith: ['签名密钥', 'Signed with'],
  seal: ['（机构印章）', '(seal)'],
  until: ['有效期至', 'Valid until'],
  status: ['现时状态以此页面为准：', 'Its status today is what this page says:'],
  more: ['其余各项见签名文件。', 'Further rows are in the signed file.'],
  verify: [
    '请用另行取得的实验室公钥核验签名文件；本页仅供阅读。',
    "Verify the signed file with the lab's key obtained apart; this page is for reading only.",
  ],
} as const;

/** In one language; the same paper gives the same words. */
export function renderHung(paper: HungPaper, language: 'zh' | 'en', about: About): Promise<Buffer> {
  const word = (name: keyof typeof words) => words[name][language === 'zh' ? 0 : 1];
  const said = ({ zh, en }: Said) => (language === 'zh' ? (zh ?? en) : (en ?? zh)) ?? '—';
  // The paper's one font sets curly quotes as wide as a Chinese letter.
  const text = (one: Said) => (language === 'en' ? said(one).replaceAll(/[“”]/g, '"') : said(one));
  const instant = (iso: string) => instantIn(about.timeZone, new Date(iso));
  const sheet = new Sheet({
    title: `${text(paper.title)} ${paper.number}`,
    author: text(about.lab),
    at: new Date(paper.issuedAt),
  });
  const { doc } = sheet;
  const accent = accentOf(about, ink.text);
  frame(sheet, accent);
  const side = 34;
  const marked = labMark(sheet, about, sheet.left + (sheet.width - side) / 2, 58, side, 'both');
  doc.y = 104;
  doc.x = sheet.left;
  middle(sheet, text(about.lab), 13, marked > 0 ? accent : ink.text, 10);
  doc.font('strong');
  middle(sheet, text(paper.title), 30, ink.text, 4);
  doc.font('text');
  middle(sheet, `${word('number')} ${paper.number}`, 11, ink.faint, 34);
  middle(sheet, text(paper.lead), 11, ink.faint, 6);
  doc.font('strong');
  middle(sheet, text(paper.name), 22, ink.text, 4);
  doc.font('text');
  const under = paper.under.zh ?? paper.under.en;
  if (under) middle(sheet, text(paper.under), 13, ink.text, 0);
  doc.y += 24;
  middle(sheet, text(paper.sentence), 11, ink.text, 22);
  const { table } = paper;
  if (table && table.rows.length > 0)
    sheet.inset(24, () => {
      sheet.table(
        table.header.map(text),
        table.shares,
        table.rows.slice(0, mostRows).map((row) => row.map(text)),
      );
      if (table.rows.length > mostRows) sheet.paragraph(word('more'), 8, ink.faint);
    });

  // Counted from the page's end, so that seal and signature stand where a reader looks for them.
  doc.y = doc.page.height - 250;
  sheet.inset(24, () => {
    const { left, width, y } = sheet;
    doc
      .fontSize(8)
      .fillColor(ink.faint)
      .text(word('issuedBy'), left, y, { width: width - 120 });
    doc
      .fontSize(10)
      .fillColor(ink.text)
      .text(text(about.lab), left, doc.y + 3, { width: width - 120 });
    doc.fontSize(8).fillColor(ink.faint);
    doc.text(instant(paper.issuedAt), left, doc.y + 3, { width: width - 120 });
    doc.text(`${word('signedWith')} Ed25519 ${about.keyId}`, left, doc.y + 3, { width: width - 120 });
    sealPlace(sheet, word('seal'), left + width - 94, y, 82);
    const foot = y + 96;
    qrCode(sheet, about.address, left, foot, 64);
    doc.fontSize(8).fillColor(ink.faint);
    doc.y = foot + 2;
    if (paper.until)
      doc.text(`${word('until')} ${instant(paper.until).slice(0, 10)}`, left + 78, doc.y, {
        width: width - 78,
      });
    doc.text(word('status'), left + 78, doc.y + 3, { width: width - 78 });
    doc.text(about.address, left + 78, doc.y + 2, { width: width - 78 });
    doc.text(word('verify'), left + 78, doc.y + 3, { width: width - 78 });
  });
  return sheet.bytes(() => `${text(about.lab)} · ${paper.number}`);
}
