import type { Text } from '@scenario-lab/contracts/common';
import type { FeedKind } from '@scenario-lab/contracts/sharing';
import { Feed } from 'feed';
import { html } from './page-head.js';
import { type PublicThing, plainLine, said } from './public-things.js';
import { feedAddress } from './web-pages.js';

const titles: Record<FeedKind, { zh: string; en: string }> = {
  scenarios: { zh: '场景需求', en: 'Scenario needs' },
  solutions: { zh: '解决方案', en: 'Solutions' },
  datasets: { zh: '数据集', en: 'Data sets' },
  editions: { zh: '机会清单与能力清单', en: 'Published lists' },
  certificates: { zh: '证书', en: 'Certificates' },
  cases: { zh: '案例', en: 'Cases' },
};

/**
 * A feed of public things. The library writes Atom's texts, and descriptions in JSON too, as HTML, and readers read them as
 * such: people's words are escaped for it. XML 1.0 cannot hold control characters; people paste them into titles.
 */
export function feedOf(
  base: string,
  kind: FeedKind,
  lang: 'zh' | 'en',
  lab: Text,
  things: readonly PublicThing[],
  format: 'atom' | 'json',
): Feed {
  const text = (words: string) => (format === 'atom' ? html(clean(words)) : clean(words));
  const feed = new Feed({
    id: `${base}/${kind}`,
    title: text(`${said(lab, lang)} · ${titles[kind][lang]}`),
    link: `${base}/${kind}`,
    language: lang === 'zh' ? 'zh-CN' : 'en',
    updated: things[0]?.at ?? new Date(0),
    generator: false,
    feedLinks: {
      atom: feedAddress(base, kind, 'atom', lang),
      json: feedAddress(base, kind, 'json', lang),
    },
  });
  for (const { key, title, summary, at } of things) {
    const link = `${base}/${kind}/${encodeURIComponent(key)}`;
    feed.addItem({
      title: text(said(title, lang)),
      id: link,
      link,
      date: at,
      description: html(clean(plainLine(said(summary, lang), 500))),
    });
  }
  return feed;
}

const clean = (text: string) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
