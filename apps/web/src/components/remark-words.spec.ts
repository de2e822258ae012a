// @vitest-environment jsdom
import { beforeAll, expect, it } from 'vitest';
import { loadLanguage } from '../i18n/i18n.js';
import { remarkWords } from './remark-words.js';

beforeAll(() => loadLanguage('zh'));

it('puts the codes of the lab’s own processes into words', () => {
  expect(remarkWords('run.cancelled', 'grant_missing', '，')).toBe('授权被撤销');
  expect(remarkWords('data_job.revoked', 'grant_missing', '，')).toBe('授权被撤销');
  expect(remarkWords('badge.watched', 'rows, users', '，')).toBe('最新版本行数，近一年使用数据的其他机构数');
});
it('leaves what a person wrote, and codes it has no words for', () => {
  expect(remarkWords('run.cancelled', '数据有误，重新提交', '，')).toBe('数据有误，重新提交');
  expect(remarkWords('badge.watched', 'rows, unheard_of', '，')).toBe('rows, unheard_of');
  expect(remarkWords('pilot.ended', 'grant_missing', '，')).toBe('grant_missing');
  expect(remarkWords('toString.called', 'rows', '，')).toBe('rows');
});
