import { expect, test } from '@playwright/test';
import { ProblemError } from '@scenario-lab/contracts/call';
import { assessReplication, readCase } from '@scenario-lab/contracts/cases';
import { listPilots, pilotDeeds, pilotEnds, readPilot } from '@scenario-lab/contracts/pilots';
import type { Persona } from '../../apps/standalone/src/seed/persona.js';
import { publishedCase } from '../stage/field.js';
import { askJudgeAndSign } from '../stage/judge-pilot.js';
import { labUrl, people, signIn } from '../stage/lab.js';
import { doDeed, readerOf } from '../stage/reader.js';
import { filled, languages } from '../stage/words.js';

/** The meter pilot: six of its daily checks were the vendor's own, so its first indicator lacks observations. */
async function shortPilot(department: Persona) {
  const { items } = await department.call(listPilots, {});
  const pilots = await Promise.all(items.map(({ id }) => department.call(readPilot, { params: { id } })));
  const pilot = pilots.find(
    ({ status, kpis }) =>
      (status === 'running' || status === 'evaluating') &&
      kpis.some(({ counted, observations, selfReported }) => counted < observations && selfReported > 0),
  );
  if (!pilot) throw new Error('no pilot with too few observations');
  return pilot;
}

const adopters = { zh: 'owner@environment-bureau.example', en: 'owner@hotline-centre.example' } as const;
const rubric = {
  practice: { score: 4, words: '好用' },
  front_line: { score: 4, words: '爱用' },
  citizens: { score: 4, words: '受用' },
};
const purpose = {
  zh: '本市 40 座泵站夜间无人值守，拟先在三座站复用。',
  en: 'Forty stations of our city are unattended at night; three of them are to begin.',
};
const difference = { zh: '潜水泵，启停更频繁。', en: 'Submersible pumps that start more often.' };

test.describe('the pilot of the meters', () => {
  // Judged half-way while it runs; afterwards it goes into evaluation.
  test.describe.configure({ mode: 'serial' });
  for (const language of languages)
    test(`staff are asked by link, the department judges and signs, and the file verifies (${language})`, async ({
      browser,
    }) => {
      await askJudgeAndSign(browser, language);
    });
  for (const language of languages) {
    test(`too few observations cannot be accepted, and the page says how few (${language})`, async ({
      browser,
    }) => {
      const department = await signIn(people.waterGroup);
      const pilot = await shortPilot(department);
      const params = { id: pilot.id };
      if (pilot.status === 'running') {
        // Both languages may come here at once; the second finds it done.
        await department.call(pilotDeeds.evaluate, { params, body: {} }).catch((problem: unknown) => {
          if (!(problem instanceof ProblemError) || problem.problem.status !== 409) throw problem;
        });
      }
      const short = pilot.kpis.filter(({ counted, observations }) => counted < observations);
      const refusal = await department
        .call(pilotEnds.accept, { params, body: { reason: purpose[language], rubric } })
        .catch((problem: unknown) => problem);
      expect(refusal).toMatchObject({ problem: { code: 'too_few_observations' } });

      const { page, words, context } = await readerOf(browser, language, people.waterGroup);
      await page.goto(`/pilots/${pilot.id}`);
      const accept = page.getByRole('button', { name: words.deed.pilot.accept.label, exact: true });
      await expect(accept).toBeDisabled();
      const told = page.getByText(words.pilots.accept_blocked.split('{{')[0] ?? '');
      for (const { name, counted, observations } of short) {
        await expect(told).toContainText(`${name[language]} ${counted}/${observations}`);
      }

      await test.step('each indicator is drawn, with its numbers behind it', async () => {
        const charts = page.locator('figure.chart');
        await expect(charts).toHaveCount(pilot.kpis.length);
        for (const [index, kpi] of pilot.kpis.entries()) {
          const chart = charts.nth(index);
          await expect(chart.locator('[role="img"]').first()).toHaveAttribute(
            'aria-label',
            new RegExp(String(kpi.name[language])),
          );
          await expect(chart.locator('canvas, svg').first()).toBeVisible();
          await chart.getByRole('button', { name: words.chart.as_table, exact: true }).click();
          await expect(chart.getByRole('row')).toHaveCount(kpi.series.length + 1);
        }
        const first = short[0];
        const counted = { counted: first?.counted ?? 0, needed: first?.observations ?? 0 };
        await expect(page.getByText(filled(words.pilots.counted, counted)).first()).toBeVisible();
      });
      await context.close();
    });
  }
});

for (const language of languages) {
  test(`a case is read by anybody and taken over by a neighbour (${language})`, async ({ browser }) => {
    const id = await publishedCase();
    const operator = await signIn(people.operator);
    const { numbers, title } = await operator.call(readCase, { params: { id } });

    const visitor = await readerOf(browser, language);
    await test.step('before and after stand in public', async () => {
      await visitor.page.goto(`/cases/${id}`);
      await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText(title[language] ?? '');
      await expect(visitor.page.locator('.case-numbers tbody tr')).toHaveCount(numbers.length);
    });
    await test.step('a visitor has to sign in first', async () => {
      const { page, words } = visitor;
      await page.getByRole('link', { name: words.cases.sign_in_to_take_over, exact: true }).click();
      await expect(page).toHaveURL(`${labUrl}/sign-in?${new URLSearchParams({ from: `/cases/${id}` })}`);
      await visitor.context.close();
    });

    const { page, words, context } = await readerOf(browser, language, adopters[language]);
    const replicationId = await test.step('a neighbour asks', async () => {
      await page.goto(`/cases/${id}`);
      await page.getByRole('button', { name: words.cases.take_over, exact: true }).click();
      const dialog = page.getByRole('dialog');
      const ask = dialog.getByRole('button', { name: words.cases.ask, exact: true });
      await expect(ask).toBeDisabled();
      await dialog.getByRole('textbox').fill(purpose[language]);
      await ask.click();
      await page.waitForURL(/\/replications\/[0-9a-f-]{36}$/);
      return page.url().split('/').at(-1) ?? '';
    });
    const title_ = page.locator('.object-title');
    await test.step('the page follows what the lab finds', async () => {
      await expect(title_).toContainText(words.status.replication.requested);
      await expect(page.getByText(purpose[language])).toBeVisible();
      await operator.call(assessReplication, {
        params: { id: replicationId },
        body: { contextDifference: difference },
      });
      await expect(title_).toContainText(words.status.replication.assessing);
      await expect(page.getByText(difference[language])).toBeVisible();
    });
    await test.step('the neighbour may step back', async () => {
      await doDeed(page, words.deed.replication.withdraw.label, purpose[language]);
      await expect(title_).toContainText(words.status.replication.withdrawn);
    });
    await context.close();
  });
}
