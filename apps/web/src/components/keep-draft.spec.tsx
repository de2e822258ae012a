// @vitest-environment jsdom
import { readSession } from '@scenario-lab/contracts/accounts';
import { createScenario } from '@scenario-lab/contracts/scenarios';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { queries } from '../app/api.js';
import { loadLanguage } from '../i18n/i18n.js';
import { FormProblem } from './conflict-notice.js';
import { Form } from './form.js';
import { forgetKept } from './kept.js';
import { useRowForm } from './row-form.js';
import { TextInput } from './text-input.js';

beforeAll(async () => {
  Object.assign(window, {
    matchMedia: () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }),
  });
  await loadLanguage('en');
});
const somebody = (id: string | null) =>
  queries.setQueryData([readSession.name, {}], { me: id === null ? null : { person: { id } }, lab: {} });
beforeEach(() => {
  localStorage.clear();
  somebody('jiang');
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

interface Values {
  title: string;
  password: string;
}

function Example({ draft = 'example', seen }: { draft?: string | null; seen?: string }) {
  const work = useRowForm<typeof createScenario, Values>({
    row: createScenario,
    draft,
    seen,
    bodyOf: ({ title }) => ({ title: { en: title } }),
    onDone: () => undefined,
  });
  return (
    <>
      <FormProblem work={work} />
      <Form form={work.form} initialValues={{ title: 'as read', password: '' }} onFinish={work.submit}>
        <Form.Item name="title">
          <TextInput aria-label="title" />
        </Form.Item>
        <Form.Item name="password">
          <TextInput aria-label="password" />
        </Form.Item>
        <button type="submit">send</button>
      </Form>
    </>
  );
}

const open = (props: Parameters<typeof Example>[0] = {}) =>
  render(
    <QueryClientProvider client={queries}>
      <Example {...props} />
    </QueryClientProvider>,
  );
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
/** As a reload does: everything of the page is gone, the browser's store stays. */
const again = (props: Parameters<typeof Example>[0] = {}) => {
  cleanup();
  open(props);
};

it('comes back after a reload, says so, and can be dropped', async () => {
  open();
  expect(screen.queryByRole('button', { name: /start anew/ })).toBeNull();
  type('title', 'half a senten');
  type('password', 'never to be kept');
  await waitFor(() => expect(Object.values(localStorage).join()).toContain('half a senten'));
  expect(Object.values(localStorage).join()).not.toContain('never');
  again();
  expect(field('title').value).toBe('half a senten');
  expect(field('password').value).toBe('');
  fireEvent.click(screen.getByRole('button', { name: /start anew/ }));
  await waitFor(() => expect(field('title').value).toBe('as read'));
  again();
  expect(field('title').value).toBe('as read');
});

it('keeps nothing where nobody typed, and nothing where there is no draft', async () => {
  open();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(localStorage.length).toBe(0);
  again({ draft: null });
  type('title', 'a secret');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(localStorage.length).toBe(0);
});

it('is gone once it was sent, and stays when the line is lost', async () => {
  const answer = vi.fn().mockRejectedValueOnce(new TypeError('the line is lost'));
  vi.stubGlobal('fetch', answer);
  open();
  type('title', 'Flooded underpasses');
  fireEvent.click(screen.getByText('send'));
  await waitFor(() => expect(answer).toHaveBeenCalledTimes(1));
  again();
  expect(field('title').value).toBe('Flooded underpasses');
  answer.mockImplementation(async () =>
    Response.json({ id: '0190a000-0000-7000-8000-000000000001' }, { status: 201 }),
  );
  fireEvent.click(screen.getByText('send'));
  await waitFor(() => expect(Object.keys(localStorage)).toEqual([]));
});

it('is nobody else’s, and goes with who signs out', async () => {
  open();
  type('title', 'of Jiang');
  await waitFor(() => expect(localStorage.length).toBe(1));
  somebody('li');
  again();
  expect(field('title').value).toBe('as read');
  somebody('jiang');
  again();
  expect(field('title').value).toBe('of Jiang');
  forgetKept();
  expect(localStorage.length).toBe(0);
});

it('does not overwrite what was saved since it was typed', async () => {
  const asked: Headers[] = [];
  vi.stubGlobal('fetch', async (request: Request | string, init?: RequestInit) => {
    asked.push(new Headers(init?.headers ?? (request as Request).headers));
    return Response.json(
      { type: 'about:blank', title: 'x', status: 412, code: 'changed_meanwhile' },
      { status: 412 },
    );
  });
  open({ seen: '2026-01-01T00:00:00.000Z' });
  type('title', 'mine');
  await waitFor(() => expect(localStorage.length).toBe(1));
  again({ seen: '2026-02-02T00:00:00.000Z' });
  fireEvent.click(screen.getByText('send'));
  await waitFor(() => expect(asked.length).toBe(1));
  expect(asked[0]?.get('if-match')).toBe('"2026-01-01T00:00:00.000Z"');
});
