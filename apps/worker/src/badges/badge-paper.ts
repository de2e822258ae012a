import { badgeIn } from '@scenario-lab/contracts/badges';
import { badgeKindWords, badgeRuleWords } from '@scenario-lab/contracts/words/badge-words';
import type { PaperOf } from '../pdf/print-papers.js';

/** A badge on paper: whose, for what, and every figure it was given for. */
export const badgePaper: PaperOf = (statement) => {
  const said = badgeIn(statement);
  if (!said) return null;
  const { badge, holder, subject, rules, issuedAt } = said;
  const kind = badgeKindWords[badge.kind];
  const same = (text: string) => ({ zh: text, en: text });
  const figure = (value: number | null) => same(value === null ? '—' : String(Number(value.toPrecision(4))));
  const own = subject.thing === 'organisation';
  return {
    path: `badges/${badge.number}`,
    paper: {
      title: kind,
      number: badge.number,
      lead: { zh: '兹授予', en: 'Given to' },
      name: own ? holder.name : subject.title,
      under: own ? {} : holder.name,
      sentence: {
        zh: '经实验室两人审核，以下条件于签发时全部满足；条件不再满足且逾期未改的，授牌失效。',
        en: 'Looked at by two people of the lab; every condition below held when it was signed. The badge is lost where one breaks and is not mended in time.',
      },
      table: {
        header: [
          { zh: '条件', en: 'Condition' },
          { zh: '要求', en: 'Asked' },
          { zh: '签发时', en: 'When signed' },
        ],
        shares: [0.6, 0.2, 0.2],
        rows: rules.map(({ rule, bound, threshold, value }) => [
          badgeRuleWords[rule],
          same(`${bound === 'at_least' ? '≥' : '≤'} ${threshold}`),
          figure(value),
        ]),
      },
      issuedAt,
      until: badge.expiresAt,
    },
  };
};
