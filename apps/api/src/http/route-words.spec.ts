import { routes } from '@scenario-lab/contracts/routes';
import { expect, it } from 'vitest';
import { featureWords, routeWords } from './route-words.js';

it('every route has words in both languages (http/route-words.ts)', () => {
  const silent = routes.filter(
    ({ name }) => routeWords(name, 'zh') === null || routeWords(name, 'en') === null,
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
  for (const { name } of routes) {
    const [feature = ''] = name.split('.');
    expect(featureWords(feature, 'en'), feature).not.toBe(feature);
    expect(`${routeWords(name, 'zh')}${routeWords(name, 'en')}`).not.toMatch(/[{}]/);
    expect(routeWords(name, 'zh')).toMatch(/\p{Script=Han}/u);
  }
});

it('says one and several', () => {
  expect(routeWords('solution.browse', 'en')).toBe('Browse solutions');
  expect(routeWords('solution.submit', 'en')).toBe('Submit the solution');
  expect(routeWords('run.submit', 'zh')).toBe('提交测试运行');
  expect(routeWords('nobody.knows', 'en')).toBeNull();
});
