// @vitest-environment jsdom
import { ProblemError } from '@scenario-lab/contracts/call';
import { createSolution } from '@scenario-lab/contracts/solutions';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProblemAlert } from '../components/problem-alert.js';
import { issuesOf } from '../components/row-issues.js';
import { loadLanguage } from '../i18n/i18n.js';
import { pathOf, placeOf, tellProblem } from './problems.js';

const refused = (code: string, status: number, errors?: { path: string; code: string; message: string }[]) =>
  new ProblemError({
    type: `/problems/${code}`,
    status,
    code,
    title: code,
    detail: code,
    requestId: 'r-7',
    errors,
  });

beforeAll(() => loadLanguage('en'));
afterEach(cleanup);

describe('problems', () => {
  it('name the place a form knows it by', () => {
    expect(pathOf('criteria.0.threshold')).toEqual(['criteria', 0, 'threshold']);
    expect(pathOf('body.title[1].zh')).toEqual(['title', 1, 'zh']);
  });
  it('are told in the reader’s language, unknown codes by the server’s own words', () => {
    expect(tellProblem(refused('wallet_empty', 409)).sentence).toBe('Not enough compute credit.');
    expect(tellProblem(refused('never_heard_of', 418)).sentence).toBe('never_heard_of');
    expect(tellProblem(refused('never_heard_of', 503)).sentence).toMatch(/server failed/);
    expect(tellProblem(new TypeError('fetch failed')).code).toBe('unreachable');
  });
  it('list every place on top and show the request’s number', () => {
    const error = refused('invalid_input', 422, [
      { path: 'claims.1.value', code: 'invalid_type', message: 'expected number' },
      { path: 'title', code: 'text_needs_a_language', message: 'text_needs_a_language' },
    ]);
    render(<ProblemAlert error={error} />);
    const said = screen.getByRole('alert').textContent;
    expect(said).toContain('Claimed figures › no. 2 › Value: This is of the wrong type.');
    expect(said).toContain('Title: Write it in at least one language.');
    expect(said).toContain('r-7');
  });
  it('are found by the row’s own schema before the server is asked', () => {
    const body = { title: {}, summary: { en: 'x' }, fields: [], trl: 12, claims: [{ metric: 'mae' }] };
    const places = issuesOf(createSolution, body).map(placeOf);
    expect(places.map(({ path, code }) => [path.join('.'), code])).toEqual([
      ['title', 'text_needs_a_language'],
      ['trl', 'too_big_number'],
      ['claims.0.value', 'required'],
    ]);
    expect(places[1]?.sentence).toBe('Not above 9.');
  });
});
