import type { Route } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { createSolution, editSolution, readSolution } from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const card = (title: string) => ({
  title: { en: title },
  summary: { en: 'Predicts failures of pumps.' },
  fields: [],
  technologies: [],
  trl: 5,
  claims: [],
  deployment: { gpu: false, sites: [], xinchuang: false },
  qualifications: [],
  cases: [],
  cooperationModes: [],
  regions: [],
  priceFrom: null,
  sharedCapacity: null,
});

describe('a card two people edit', () => {
  it('is answered with an ETag, and the second of two who read the same is refused', async () => {
    const { vendor } = app.cast;
    const { id } = await app.as(vendor)(createSolution, { body: card('first') });
    const headers = { authorization: `Bearer ${await app.tokenOf(vendor)}` };
    const read = () => fetch(`${app.baseUrl}/solutions/${id}`, { headers });
    const tag = (await read()).headers.get('etag') ?? '';
    const save = (title: string, seen: string) =>
      refusalOf(app.as(vendor, { 'if-match': seen })(editSolution, { params: { id }, body: card(title) }));
    expect(await save('second', tag)).toBe('went through');
    expect(await save('third', tag)).toBe('412 changed_meanwhile');
    expect(await save('third', 'nonsense')).toBe('422 invalid_input if-match');
    expect(await app.as(vendor)(readSolution, { params: { id } })).toMatchObject({ title: { en: 'second' } });
    // Whoever says nothing overwrites, as scripts do.
    expect(await save('fourth', '*')).toBe('went through');
    const tags = [(await read()).headers.get('etag'), (await read()).headers.get('etag')];
    expect(tags[0]).toBe(tags[1]);
    expect(tags[0]).not.toBe(tag);
  });

  it('takes one of many who save at once', async () => {
    const { vendor } = app.cast;
    const { id } = await app.as(vendor)(createSolution, { body: card('first') });
    const { updatedAt } = await app.as(vendor)(readSolution, { params: { id } });
    const seen = { 'if-match': `"${updatedAt}"` };
    const ends = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        refusalOf(app.as(vendor, seen)(editSolution, { params: { id }, body: card(`${at}`) })),
      ),
    );
    expect(ends.sort()).toEqual([...Array(5).fill('412 changed_meanwhile'), 'went through']);
  });
});

it('every row that asks what was read has one that tells it', () => {
  const versioned = (routes as readonly Route[]).filter((row) => row.versioned);
  const things = (method: string) =>
    versioned.filter((row) => row.method === method).map(({ name }) => name.split('.')[0]);
  expect(things('PUT').length).toBeGreaterThan(5);
  expect(things('PUT').sort()).toEqual(things('GET').sort());
});
