import type { Text } from '@scenario-lab/contracts/common';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { type Cells, cellsOf, joined, plain, type Terms, termName } from './cells.js';
import { claimText } from './figure-words.js';

type Site = SaveSolution['deployment']['sites'][number];

/** What a deployment asks for, in the words that are read back from a file. */
export const siteWords: Readonly<Record<Site, { zh: string; en: string }>> = {
  cloud: { zh: '云端部署', en: 'Cloud' },
  on_premises: { zh: '本地部署', en: 'On premises' },
  edge: { zh: '边缘部署', en: 'Edge' },
};
export const gpuWord = { zh: '需要 GPU', en: 'GPU needed' };
export const yesWord = { zh: '是', en: 'Yes' };
export const noWord = { zh: '否', en: 'No' };

/** `until` stands behind a qualification that expires. */
const until = (expires: string | null, zh: string, en: string): Text =>
  expires ? { zh: `${zh}（有效期至 ${expires}）`, en: `${en} (until ${expires})` } : { zh, en };

/** A solution card as a line of the capability list (能力清单). */
export function cardCells(
  card: SaveSolution,
  about: { owner: Text; creditCode: string | null; terms: Terms; contacts: boolean },
): Cells {
  const { terms } = about;
  // Rows written before the list had words of its own carry none.
  const said = card.inList ?? { indicators: null, ip: null, applies: null, deployment: null };
  const { sites, gpu, xinchuang } = card.deployment;
  return cellsOf({
    owner: about.owner,
    creditCode: plain(about.creditCode),
    name: card.title,
    technology: joined(
      card.technologies.map((code) => termName(terms, 'technology', code)),
      'list',
    ),
    indicators: joined([...card.claims.map(claimText), said.indicators], 'parts'),
    trl: card.trl,
    ip: said.ip,
    cases: joined(
      card.cases.map(({ title, text }) => plain([title, text].filter(Boolean).join('：'))),
      'lines',
    ),
    applies:
      said.applies ??
      joined(
        card.fields.map((code) => termName(terms, 'field', code)),
        'list',
      ),
    deployment: joined(
      [...sites.map((site) => siteWords[site]), gpu ? gpuWord : null, said.deployment],
      'parts',
    ),
    xinchuang: xinchuang ? yesWord : noWord,
    qualifications: joined(
      card.qualifications.map(({ name, expires }) => {
        const known = termName(terms, 'qualification', name);
        return until(expires, known?.zh ?? name, known?.en ?? name);
      }),
      'parts',
    ),
    contact: about.contacts ? plain(card.contact?.name) : null,
    phone: about.contacts ? plain(card.contact?.phone) : null,
  });
}
