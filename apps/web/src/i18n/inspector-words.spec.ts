// @vitest-environment jsdom
import { beforeAll, expect, it } from 'vitest';
import { loadLanguage } from './i18n.js';
import { inspectorWords } from './inspector-words.js';

beforeAll(() => loadLanguage('zh'));

it('says what an inspector found in the reader’s language', () => {
  expect(inspectorWords('row 21')).toBe('第 21 行');
  expect(inspectorWords('2 cells, the header has 5')).toBe('有 2 格，表头有 5 列');
  expect(inspectorWords('mobile: 60, email: 2')).toBe('手机号 60 处、邮箱 2 处');
  expect(inspectorWords('string ≠ number')).toBe('文件中为文本，声明为数值');
  expect(inspectorWords('row 90, column 2')).toBe('第 90 行第 2 列');
  expect(inspectorWords('row 3002, column "水位"')).toBe('第 3002 行“水位”列');
  expect(inspectorWords('11.0.1 and 199 more')).toBe('11.0.1，此后还有 199 处');
  expect(inspectorWords('has no name')).toBe('没有列名');
  expect(inspectorWords('file')).toBe('整个文件');
  expect(inspectorWords('30 needed, 12 there')).toBe('需要 30 个，现有 12 个');
});
it('has none for what nobody foresaw', () => {
  expect(inspectorWords('Unexpected token } in JSON')).toBeNull();
  expect(inspectorWords('level')).toBeNull();
});
