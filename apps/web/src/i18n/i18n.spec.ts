// @vitest-environment jsdom
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { loadFirstWords, loadLanguage, wholeLanguage } from './i18n.js';

const said = (key: string) => i18next.t(key as 'scenarios.title');

it('has all words for the page that was asked for before any language was turned to', async () => {
  localStorage.setItem('scenario-lab.language', 'en');
  const page = wholeLanguage();
  await loadFirstWords('en');
  await page;
  expect(said('shell.lab')).toBe('Scenario Lab');
  expect(said('scenarios.problem')).toBe('Problem');
  expect(document.documentElement.lang).toBe('en');
});

it('does not turn back who turned to another language while words were on their way', async () => {
  await loadFirstWords('zh');
  expect(said('scenarios.problem')).toBe('scenarios.problem');
  const page = wholeLanguage();
  await loadLanguage('en');
  await page;
  expect(i18next.language).toBe('en');
  expect(localStorage.getItem('scenario-lab.language')).toBe('en');
  await loadFirstWords('zh');
  expect(said('scenarios.problem')).toMatch(/[\u4e00-\u9fff]/);
});
