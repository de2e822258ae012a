import { type Route as Row, statusOf } from '@scenario-lab/contracts/route';
import { type Action, whoMay } from '@scenario-lab/domain/policies';
import { z } from 'zod';
import { featureWords, type Language, routeWords } from '../http/route-words.js';
import { Html, html } from './html.js';
import { exampleOf, fieldsOf, type Schema } from './schema.js';
import { style } from './style.js';
import { essentials, roleWords, words } from './words.js';

/** Rows by the feature in their name, in the order of the contract. */
export type Chapters = ReadonlyMap<string, readonly Row[]>;

export function chaptersOf(rows: readonly Row[]): Chapters {
  const chapters = new Map<string, Row[]>();
  for (const row of rows) {
    const feature = row.name.split('.')[0] as string;
    chapters.set(feature, [...(chapters.get(feature) ?? []), row]);
  }
  return chapters;
}

/** The conventions that hold everywhere, and the way to each feature. */
export function firstPage(chapters: Chapters, language: Language, version: string): string {
  const say = words[language];
  return page(
    language,
    say.title,
    '/api/docs',
    html`<p>${say.version(version)} · <a href="/api/openapi.json">${say.document}</a> · <a href="/">${say.home}</a></p>
<h2>${say.features}</h2>
<ul class="index">${[...chapters].map(
      ([feature, rows]) =>
        html`<li><a href="/api/docs/${feature}?lang=${language}">${featureWords(feature, language)}</a> <span>${say.routes(rows.length)}</span></li>`,
    )}</ul>
<h2>${say.essentials}</h2>
<dl class="essentials">${essentials[language].map(([heading, text]) => html`<dt>${heading}</dt><dd>${text}</dd>`)}</dl>`,
  );
}

export function chapterPage(
  feature: string,
  rows: readonly Row[],
  chapters: Chapters,
  language: Language,
): string {
  const say = words[language];
  const address = `/api/docs/${feature}`;
  return page(
    language,
    featureWords(feature, language),
    address,
    html`<p><a href="/api/docs?lang=${language}">← ${say.all}</a></p>
<ul class="contents">${rows.map(
      (row) => html`<li><a href="#${row.name}">${routeWords(row.name, language) ?? row.name}</a></li>`,
    )}</ul>
${rows.map((row) => rowView(row, language))}
<nav aria-label="${say.features}"><h2>${say.features}</h2><ul class="index">${[...chapters.keys()].map(
      (other) =>
        html`<li><a href="/api/docs/${other}?lang=${language}"${other === feature && new Html(' aria-current="page"')}>${featureWords(other, language)}</a></li>`,
    )}</ul></nav>`,
  );
}

function page(language: Language, title: string, address: string, content: Html): string {
  const say = words[language];
  const other = language === 'zh' ? 'en' : 'zh';
  const heading = title === say.title ? title : `${title} – ${say.title}`;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title><style>${new Html(style)}</style></head>
<body><header><strong>${say.title}</strong>
<a href="${address}?lang=${other}" hreflang="${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${say.other}</a></header>
<main><h1>${title}</h1>
${content}
</main></body></html>
`.text;
}

function rowView(row: Row, language: Language): Html {
  const say = words[language];
  return html`<section id="${row.name}"><h2>${routeWords(row.name, language) ?? row.name}</h2>
<p class="line"><b class="method ${row.method.toLowerCase()}">${row.method}</b> <code>/api${pathView(row.path)}</code></p>
<p class="who"><b>${say.who}</b> ${whoView(row, language)} <span class="name">${row.name}</span></p>
${parametersView(row, language)}
${bodyView(row, language)}
<h3>${say.answer} <span>${statusOf(row)}</span></h3>
${answerView(row, language)}
<h3>${say.example}</h3>
<pre tabindex="0"><code>${curlOf(row)}</code></pre>
</section>`;
}

/** A long path may break at its slashes. */
const pathView = (path: string): Html =>
  html`${path.split('/').map((part, at) => (at === 0 ? '' : html`<wbr>/${part.replace(/^:(.*)/, '{$1}')}`))}`;

function whoView({ access }: Row, language: Language): string {
  const say = words[language];
  if (access === 'public' || access === 'signed_in' || access === 'site_token') return say[access];
  const who = whoMay[access as Action];
  if (who === 'anyone') return say.public + say.fine;
  if (who === 'signed_in' || who === undefined) return say.signed_in + say.fine;
  return who.map((role) => roleWords(role, language)).join(say.list) + say.fine;
}

interface Line {
  path: string;
  type: string;
  required: boolean;
  where?: string;
}

function* parametersOf(row: Row, language: Language): Generator<Line> {
  for (const where of ['params', 'query'] as const) {
    const schema = row[where] as z.ZodType | undefined;
    if (!schema) continue;
    for (const field of fieldsOf(jsonSchema(schema, 'input'), language)) {
      yield { ...field, where: where === 'params' ? 'path' : 'query' };
    }
  }
  if (row.versioned && row.method !== 'GET') {
    yield { path: 'If-Match', type: 'ETag', required: false, where: 'header' };
  }
  if (row.method === 'POST' && row.access !== 'public' && row.reply !== 'stream') {
    yield { path: 'Idempotency-Key', type: 'string (1…255)', required: false, where: 'header' };
  }
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io }) as Schema;

const linesView = (lines: readonly Line[], language: Language): Html =>
  html`<ul class="fields">${lines.map(
    ({ path, type, required, where }) =>
      html`<li><code>${path}</code> <span>${type}</span>${where ? html` <i>${where}</i>` : ''}${required && html` <em>${words[language].required}</em>`}</li>`,
  )}</ul>`;

/** A list that fits a glance stands open, a longer one is folded. */
function foldedView(lines: readonly Line[], language: Language): Html {
  if (lines.length <= 12) return linesView(lines, language);
  return html`<details><summary>${words[language].fields(lines.length)}</summary>${linesView(lines, language)}</details>`;
}

function parametersView(row: Row, language: Language): Html {
  const lines = [...parametersOf(row, language)];
  return lines.length === 0
    ? html``
    : html`<h3>${words[language].parameters}</h3>${linesView(lines, language)}`;
}

function bodyView(row: Row, language: Language): Html {
  if (!row.body) return html``;
  const lines = fieldsOf(jsonSchema(row.body as z.ZodType, 'input'), language);
  return lines.length === 0 ? html`` : html`<h3>${words[language].body}</h3>${foldedView(lines, language)}`;
}

function answerView(row: Row, language: Language): Html {
  const say = words[language];
  if (row.reply === 'none') return html`<p>${say.none}</p>`;
  if (row.reply === 'stream') return html`<p>${say.stream}</p>`;
  const schema = jsonSchema(row.reply as z.ZodType, 'output');
  const lines = fieldsOf(schema, language).map((line) => ({ ...line, required: false }));
  const example = JSON.stringify(exampleOf(schema), null, 2);
  return html`${lines.length > 0 && foldedView(lines, language)}
<details><summary>${say.example_answer}</summary><pre tabindex="0"><code>${example}</code></pre></details>`;
}

/** The call as a shell would make it. A body is shown only where the row's own schema takes it. */
export function curlOf(row: Row): string {
  const path = row.path.replace(/:(\w+)/g, (_, name: string) =>
    name.toLowerCase().endsWith('id') ? '0193a000-0000-7000-8000-000000000001' : name.toUpperCase(),
  );
  const lines = [`curl ${row.method === 'GET' ? '' : `-X ${row.method} `}"$LAB/api${path}"`];
  if (row.access !== 'public') lines.push('-H "Authorization: Bearer $TOKEN"');
  const body = bodyExample(row);
  if (body) lines.push("-H 'Content-Type: application/json'", `-d '${body.replaceAll("'", "'\\''")}'`);
  return lines.join(' \\\n  ');
}

/** A body that the row takes; null where it has none or a rule of its own refuses what the schema alone suggests. */
export function bodyExample(row: Row): string | null {
  const schema = row.body as z.ZodType | undefined;
  if (!schema) return null;
  const example = exampleOf(jsonSchema(schema, 'input'));
  return schema.safeParse(example).success ? JSON.stringify(example, null, 2) : null;
}
