// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { words } from '../i18n/en/words.js';
import { loadLanguage } from '../i18n/i18n.js';
import { FileUpload } from './file-upload.js';

beforeAll(() => loadLanguage('en'));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says of an empty file that it is empty, sends nothing, and lets another one be chosen', async () => {
  const fetched = vi.fn();
  vi.stubGlobal('fetch', fetched);
  const onChange = vi.fn();
  const onFile = vi.fn();
  render(<FileUpload id="file" purpose="file" onChange={onChange} onFile={onFile} />);
  const choose = () => document.querySelector('input[type=file]') as HTMLInputElement;
  fireEvent.change(choose(), { target: { files: [new File([], 'need.docx')] } });
  expect(screen.getByRole('note').textContent).toContain(words.upload.hollow);
  expect(screen.queryByText(words.upload.failed)).toBeNull();
  expect(fetched).not.toHaveBeenCalled();
  expect(onFile).not.toHaveBeenCalledWith(expect.any(File));
  expect(onChange).not.toHaveBeenCalledWith(expect.anything());
  fireEvent.click(screen.getByRole('button', { name: words.upload.other }));
  await vi.waitFor(() => expect(choose()).not.toBeNull());
});
