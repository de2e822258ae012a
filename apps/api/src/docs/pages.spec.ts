import type { Route } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { describe, expect, it } from 'vitest';
import { html } from './html.js';
import { bodyExample, chapterPage, chaptersOf, curlOf, firstPage } from './pages.js';
import { exampleOf, fieldsOf, typeOf } from './schema.js';

const rows: readonly Route[] = routes;
const chapters = chaptersOf(rows);
const rowOf = (name: string) => rows.find((row) => row.name === name) as Route;

describe.each(['zh', 'en'] as const)('the pages in %s', (language) => {
  const pages = [
    firstPage(chapters, language, '1.2.3'),
    ...[...chapters].map(([feature, some]) => chapterPage(feature, some, chapters, language)),
  ];

  it('name every route once, with its method, path and who may call it', () => {
    const all = pages.join('');
    for (const row of rows) {
      expect(all.split(`<section id="${row.name}">`), row.name).toHaveLength(2);
    }
    const submit = all.slice(all.indexOf('<section id="run.submit">'));
    expect(submit).toContain('POST</b> <code>/api<wbr>/runs</code>');
    expect(submit).toContain(language === 'zh' ? '供给方' : 'vendor');
    expect(submit).toContain('Idempotency-Key');
    expect(all.slice(all.indexOf('<section id="solution.edit">'))).toContain('If-Match');
  });

  it('need no script and nothing from elsewhere', () => {
    for (const page of pages)
      expect(page).not.toMatch(/<script|\bon\w+=|src=|url\(|https?:\/\/(?!example\.org)/);
  });

  it('leave nothing unsaid', () => {
    for (const page of pages) expect(page).not.toMatch(/undefined|\[object|NaN/);
  });
});

it('what stands in a value is text, not markup', () => {
  expect(html`<p title="${'"x"'}">${'<script>'}</p>`.text).toBe(
    '<p title="&quot;x&quot;">&lt;script&gt;</p>',
  );
});

describe('examples', () => {
  it('are bodies their rows take, and nearly every row has one', () => {
    const bodies = rows.filter((row) => row.body);
    const shown = bodies.filter((row) => bodyExample(row) !== null);
    expect(shown.length / bodies.length).toBeGreaterThan(0.85);
  });

  it('are calls that can be pasted', () => {
    expect(curlOf(rowOf('run.cancel'))).toContain(
      'curl -X POST "$LAB/api/runs/0193a000-0000-7000-8000-000000000001/cancel"',
    );
    expect(curlOf(rowOf('health.live'))).toBe('curl "$LAB/api/health/live"');
  });
});

describe('a schema', () => {
  const schema = {
    type: 'object',
    properties: {
      title: { type: 'string', minLength: 1, maxLength: 5 },
      criteria: {
        type: 'array',
        items: { type: 'object', properties: { threshold: { type: 'number' } }, required: ['threshold'] },
      },
      until: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
    },
    required: ['title', 'criteria'],
  };

  it('is told field by field', () => {
    expect(fieldsOf(schema, 'en')).toEqual([
      { path: 'title', type: 'string (1…5)', required: true },
      { path: 'criteria', type: 'list of object', required: true },
      { path: 'criteria[].threshold', type: 'number', required: true },
      { path: 'until', type: 'date or null', required: false },
    ]);
    expect(typeOf({ enum: ['a', 'b'] }, 'zh')).toBe('"a" | "b"');
    expect(typeOf({ type: ['string', 'null'] }, 'zh')).toBe('string 或 null');
  });

  it('gives an example that keeps its bounds', () => {
    expect(exampleOf({ anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] })).toBe('a');
    expect(exampleOf({ type: ['string', 'null'] })).toBe('text');
    expect(exampleOf(schema)).toEqual({ title: 'text', criteria: [{ threshold: 1 }], until: '2026-11-23' });
  });
});
