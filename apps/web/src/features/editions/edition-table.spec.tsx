// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { loadLanguage } from '../../i18n/i18n.js';
import { edition } from '../../testing/editions.js';
import { EditionTable } from './edition-table.js';

beforeAll(() => loadLanguage('en'));
afterEach(cleanup);

const name = edition.content.entries[0]?.cells.name as { en: string };
const show = (there: string[]) =>
  render(
    <MemoryRouter>
      <EditionTable edition={{ ...edition, there }} />
    </MemoryRouter>,
  );

it('leads from a line to what it was made of', () => {
  show(edition.there);
  const [need] = edition.there;
  expect(screen.getByRole('link', { name: name.en }).getAttribute('href')).toBe(`/scenarios/${need}`);
});

it('says a line whose need is gone as it was printed, and leads nowhere', () => {
  show([]);
  expect(screen.getByText(name.en)).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});
