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
  expect(inspectorWords('30 needed, 12 there')).toBe('需要 30 个，现有 12 个');
});
it('has none for what nobody foresaw', () => {
  expect(inspectorWords('Unexpected token } in JSON')).toBeNull();
  expect(inspectorWords('level')).toBeNull();
});
