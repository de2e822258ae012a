// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { loadLanguage } from '../../i18n/i18n.js';
import { queries } from '../api.js';
import { Telling } from './telling.js';

beforeAll(() => loadLanguage('zh'));
afterEach(() => {
  cleanup();
  queries.clear();
});

it('says how far the demonstration is and reads the page anew with each part that is told', () => {
  queries.setQueryData(['session.read'], 'me');
  queries.setQueryData(['showcase.read'], 'counts');
  const stale = () => queries.getQueryState(['showcase.read'])?.isInvalidated;
  const { rerender, unmount } = render(<Telling step="data" done={0} of={12} />);
  expect(stale()).toBe(false);
  rerender(<Telling step="engagements" done={4} of={12} />);
  expect(stale()).toBe(true);
  expect(screen.getByRole('progressbar', { name: '演示内容的进度' }).getAttribute('value')).toBe('4');
  expect(screen.getByText(/真实测试运行/)).toBeTruthy();
  queries.setQueryData(['showcase.read'], 'more');
  unmount();
  expect(stale()).toBe(true);
  expect(queries.getQueryState(['session.read'])?.isInvalidated).toBe(false);
});

it('says that it broke off, without a bar', () => {
  render(<Telling step="broken_off" done={4} of={12} />);
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(screen.getByText(/--reset/)).toBeTruthy();
});
