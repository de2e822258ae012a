import type { Text } from '@scenario-lab/contracts/common';
import * as en from '@scenario-lab/contracts/words/codes-en';
import * as zh from '@scenario-lab/contracts/words/codes-zh';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import { html } from './page-head.js';
import { said } from './public-things.js';

export const OpenNeed = z.object({
  id: z.string(),
  title: json<Text>(),
  field: word<keyof typeof zh.taxonomy.field>().nullable(),
  deadline: z.string().nullable(),
  owner: json<Text>(),
});
export type OpenNeed = z.output<typeof OpenNeed>;

/** Published needs that still take offers, the nearest deadline first, those without one last. */
export async function openNeeds(tx: Tx, field: string | null, limit: number): Promise<OpenNeed[]> {
  return queryRows(
    tx,
    OpenNeed,
    `SELECT s.id, s.need->'title' AS title, s.field, s.deadline::text AS deadline, o.name AS owner
     FROM scenario s JOIN organisation o ON o.id = s.owner_id
     WHERE s.status = 'published' AND ($1::text IS NULL OR s.field = $1) AND (s.deadline IS NULL OR s.deadline >= current_date)
     ORDER BY s.deadline NULLS LAST, s.id DESC LIMIT $2`,
    [field, limit],
  );
}

const words = {
  zh: { title: '正在征集的场景需求', none: '目前没有正在征集的需求。', until: '截止', all: '全部需求' },
  en: {
    title: 'Needs open for offers',
    none: 'No need is open for offers at the moment.',
    until: 'until',
    all: 'All needs',
  },
};

/** A page without scripts; links leave the frame. */
export function needsPage(base: string, lang: 'zh' | 'en', lab: Text, needs: readonly OpenNeed[]): string {
  const say = words[lang];
  const fields = lang === 'zh' ? zh.taxonomy.field : en.taxonomy.field;
  const line = ({ id, title, field, deadline, owner }: OpenNeed) => {
    const facts = [said(owner, lang), field ? fields[field] : '', deadline ? `${say.until} ${deadline}` : ''];
    return `<li><a href="${html(base)}/scenarios/${html(id)}" target="_blank" rel="noopener">${html(said(title, lang))}</a><small>${html(facts.filter(Boolean).join(' · '))}</small></li>`;
  };
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(say.title)} · ${html(said(lab, lang))}</title>
<style>
:root { color-scheme: light dark; --ink: #1b262d; --faint: #56646d; --line: #d9e0e4; --accent: #0b6e8a; --ground: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf1; --faint: #9fb0ba; --line: #2b3942; --accent: #6cc3dc; --ground: #10171c; } }
body { margin: 0; padding: 12px 16px; font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--ground); }
h1 { margin: 0 0 8px; font-size: 15px; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: 8px 0; border-top: 1px solid var(--line); }
a { color: var(--accent); }
li a { display: block; overflow-wrap: anywhere; }
small { color: var(--faint); }
p { margin: 8px 0 0; color: var(--faint); }
</style>
</head>
<body>
<h1>${html(say.title)}</h1>
${needs.length > 0 ? `<ul>\n${needs.map(line).join('\n')}\n</ul>` : `<p>${html(say.none)}</p>`}
<p><a href="${html(base)}/scenarios" target="_blank" rel="noopener">${html(say.all)}</a> · ${html(said(lab, lang))}</p>
</body>
</html>
`;
}
