import type { Language } from '../../i18n/i18n.js';

export const guideNames = ['vendor', 'department', 'lab', 'cli'] as const;
export type GuideName = (typeof guideNames)[number];

/** The repository's own guides: a reader of the product and a reader of the repository read the same words. */
const files = import.meta.glob<string>('../../../../../docs/guides/*.md', {
  query: '?raw',
  import: 'default',
});

export const isGuide = (name: string): name is GuideName => guideNames.some((one) => one === name);

/** Errors: an `Error` where the file cannot be fetched. */
export async function guideText(name: GuideName, language: Language, origin: string): Promise<string> {
  const file = `../../../../../docs/guides/${name}${language === 'zh' ? '.zh-CN' : ''}.md`;
  const load = files[file];
  if (!load) throw new Error(`no guide ${file}`);
  return inThisLab(await load(), origin);
}

/**
 * The repository's text as it stands on a page of this lab: without the title (the page has one) and the link to the other
 * language (the page has a switch), with the lab's own address, and with links between guides as addresses.
 */
export function inThisLab(text: string, origin: string): string {
  return text
    .replace(/^# .*\n+/, '')
    .replace(/^(?:中文版：|English: )\[.*\n+/m, '')
    .replaceAll('http://127.0.0.1:8080', origin)
    .replace(/\]\((\w+)(?:\.zh-CN)?\.md\)/g, (whole, name: string) =>
      isGuide(name) ? `](/docs/${name})` : whole,
    );
}

export interface Heading {
  id: string;
  text: string;
}

/** The second-level headings, in order; the same text twice gets numbers. */
export function headingsOf(text: string): Heading[] {
  const seen = new Map<string, number>();
  const outside = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...outside.matchAll(/^## (.+)$/gm)].map(([, title = '']) => {
    const plain = title.replaceAll('`', '');
    const id = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '');
    const times = seen.get(id) ?? 0;
    seen.set(id, times + 1);
    return { id: times > 0 ? `${id}-${times + 1}` : id, text: plain };
  });
}
