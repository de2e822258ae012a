/** What a page says of itself to those who do not run it: search engines, previews in chats. */
export interface PageHead {
  title: string;
  description: string;
  /** The page's own address, whole. */
  address: string;
  site: string;
  language: 'zh' | 'en';
  /** Feeds of what the page is one of. */
  feeds: readonly {
    title: string;
    address: string;
    type: 'application/atom+xml' | 'application/feed+json';
  }[];
}

const signs: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** For text and for attributes in double quotes. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] as string);

/**
 * The built page with a head of its own. Titles are people's words: all of them are escaped, and put in by a function, so
 * that `$&` in a title is two characters.
 */
export function withHead(page: string, head: PageHead): string {
  const meta = (name: string, value: string) => `<meta property="${name}" content="${html(value)}" />`;
  const lines = [
    `<title>${html(head.title)} · ${html(head.site)}</title>`,
    `<meta name="description" content="${html(head.description)}" />`,
    `<link rel="canonical" href="${html(head.address)}" />`,
    meta('og:type', 'article'),
    meta('og:site_name', head.site),
    meta('og:title', head.title),
    meta('og:description', head.description),
    meta('og:url', head.address),
    meta('og:locale', head.language === 'zh' ? 'zh_CN' : 'en_GB'),
    `<meta name="twitter:card" content="summary" />`,
    ...head.feeds.map(
      ({ title, address, type }) =>
        `<link rel="alternate" type="${type}" title="${html(title)}" href="${html(address)}" />`,
    ),
  ];
  return page
    .replace(/<html lang="[^"]*">/, () => `<html lang="${head.language === 'zh' ? 'zh-CN' : 'en'}">`)
    .replace(/\s*<meta name="description"[^>]*>/, '')
    .replace(/<title>[^<]*<\/title>/, () => lines.join('\n    '));
}
