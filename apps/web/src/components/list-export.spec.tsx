// @vitest-environment jsdom
import type { Route } from '@scenario-lab/contracts/route';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { queries } from '../app/api.js';
import { words } from '../i18n/en/words.js';
import { loadLanguage } from '../i18n/i18n.js';
import { forgetKept } from './kept.js';
import { ListExport } from './list-export.js';

beforeAll(() => loadLanguage('en'));
beforeEach(() => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ items: [], next: null, total: 0 })));
  // jsdom knows no modal dialogs.
  HTMLDialogElement.prototype.showModal = function show(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
  };
});
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
  forgetKept();
});

const open = (address = '/') => {
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[address]}>
        <ListExport title="Needs" row={listScenarios as Route} query={{}} total={3} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: words.common.export }));
};
const box = (name: string) => screen.getByRole('checkbox', { name }) as HTMLInputElement;

it('keeps which columns and which kind of file were chosen, for this list, until signing out', () => {
  open();
  expect(box(words.column.budget).checked).toBe(true);
  fireEvent.click(box(words.column.budget));
  fireEvent.click(screen.getByRole('button', { name: 'CSV' }));
  cleanup();
  open();
  expect(box(words.column.budget).checked).toBe(false);
  expect(box(words.column.owner).checked).toBe(true);
  expect(screen.getByRole('button', { name: 'CSV' }).getAttribute('aria-pressed')).toBe('true');
  cleanup();
  forgetKept();
  open();
  expect(box(words.column.budget).checked).toBe(true);
});

it('takes the columns an address says over what was kept here, and no name that is none of its columns', () => {
  open('/?without=owner,script,__proto__');
  expect(box(words.column.owner).checked).toBe(false);
  expect(box(words.column.budget).checked).toBe(true);
  fireEvent.click(box(words.column.budget));
  expect(box(words.column.owner).checked).toBe(false);
  expect(box(words.column.budget).checked).toBe(false);
  fireEvent.click(box(words.column.owner));
  fireEvent.click(box(words.column.budget));
  expect(box(words.column.owner).checked).toBe(true);
});
