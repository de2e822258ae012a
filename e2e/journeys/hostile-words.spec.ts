import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { registerOrganisation, verifyOrganisation } from '@scenario-lab/contracts/accounts';
import { createScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { createSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { createTicket } from '@scenario-lab/contracts/tickets';
import { password, people, signIn, stranger } from '../stage/lab.js';
import { readerOf } from '../stage/reader.js';

/** What runs where words become markup, an attribute, an address or a style. Each would set `window.ran`. */
const attacks = [
  `<img src=x onerror="window.ran=1">`,
  `"><svg onload="window.ran=1">`,
  `</title></script><script>window.ran=1</script>`,
  `[here](javascript:window.ran=1)`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `{{constructor.constructor('window.ran=1')()}}`,
].join(' ');
/** What is let through where tags are refused. */
const tagless = `[here](javascript:window.ran=1) {{constructor.constructor('window.ran=1')()}} <img src=x onerror=window.ran=1 `;

test('words that are markup stay words, on every page that says them', async ({ browser }) => {
  test.slow();
  const mark = randomUUID().slice(0, 8);
  const words = (zh: string) => ({ zh: `${zh} ${mark} ${attacks}`, en: `${mark} ${attacks}` });
  const email = `owner-${mark}@hostile.example`;
  const { organisation } = await stranger().call(registerOrganisation, {
    body: {
      name: { zh: `演示 ${mark} ${attacks}`.slice(0, 120), en: `${mark} ${attacks}`.slice(0, 120) },
      roles: ['supply', 'demand'],
      owner: { name: attacks.slice(0, 60), email, password },
    },
  });
  const [admin, operator, owner] = await Promise.all([
    signIn(people.admin),
    signIn(people.operator),
    signIn(email),
  ]);
  await admin.call(verifyOrganisation, { params: { id: organisation.id } });
  const long = words('内容');
  const { id: card } = await owner.call(createSolution, {
    body: {
      title: { zh: `方案 ${mark} ${attacks}`.slice(0, 120), en: `${mark} ${attacks}`.slice(0, 120) },
      summary: long,
      fields: ['public_services'],
      technologies: [attacks.slice(0, 40)],
      trl: 5,
      sharedCapacity: long,
      contact: { name: attacks.slice(0, 60), phone: '028-0000-0000' },
    },
  });
  await owner.call(solutionDeeds.submit, { params: { id: card }, body: {} });
  await operator.call(solutionDeeds.approve, { params: { id: card }, body: {} });
  const { id: need } = await owner.call(createScenario, {
    body: {
      title: { zh: `需求 ${mark} ${attacks}`.slice(0, 120), en: `${mark} ${attacks}`.slice(0, 120) },
      field: 'public_services',
      region: '510100',
      problem: long,
      users: long,
      today: long,
      task: 'regression',
      criteria: [
        { id: 'mae', metric: 'mae', direction: 'at_most', threshold: 1, unit: '<b>', must: true, weight: 1 },
      ],
      cooperationMode: 'pilot',
      contact: { name: attacks.slice(0, 60), phone: '028-0000-0000' },
    },
  });
  await owner.call(scenarioDeeds.submit, { params: { id: need }, body: {} });
  await operator.call(scenarioDeeds.approve, { params: { id: need }, body: {} });
  // A ticket takes no whole tag; one left open, and what is no tag, are words that it must say as they are.
  const ticketOf = (words: string) => ({
    title: { zh: `工单 ${mark} ${words}`.slice(0, 120), en: `${mark} ${words}`.slice(0, 120) },
    words: { zh: `内容 ${mark} ${words}`, en: `${mark} ${words}` },
    category: 'water_drainage',
  });
  await expect(operator.call(createTicket, { body: ticketOf(attacks) })).rejects.toMatchObject({
    problem: { errors: expect.arrayContaining([expect.objectContaining({ code: 'no_html' })]) },
  });
  const { id: ticket } = await operator.call(createTicket, { body: ticketOf(tagless) });

  const everybody = [
    `/solutions/${card}`,
    `/solutions/${card}/sheet`,
    `/solutions?q=${mark}`,
    `/search?q=${mark}`,
    `/search?q=${encodeURIComponent(attacks)}`,
    `/scenarios/${need}`,
    `/scenarios?q=${mark}`,
    `/api/embed/needs`,
  ];
  const told = [
    `/tickets/${ticket}`,
    `/tickets?q=${mark}`,
    `/solutions/${card}/matches`,
    '/inbox',
    '/workbench',
  ];
  const faults: string[] = [];
  for (const [who, pages] of [
    [undefined, everybody],
    [people.operator, [...everybody, ...told]],
  ] as const) {
    const reader = await readerOf(browser, who ? 'zh' : 'en', who);
    const { page } = reader;
    page.on('dialog', (dialog) => {
      faults.push(`${page.url()}: ${dialog.message()}`);
      void dialog.dismiss();
    });
    // A policy that stops a script has found markup that should have been words.
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
    });
    for (const address of pages) {
      await page.goto(address);
      if (!address.startsWith('/api/')) await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      const found = await page.evaluate(() => ({
        ran: 'ran' in window,
        markup: [...document.querySelectorAll('*')]
          .filter((one) =>
            one.matches('img[src="x"], svg[onload], iframe[srcdoc], [onerror], a[href^="javascript:" i]'),
          )
          .map((one) => one.outerHTML),
        scripts: [...document.scripts].filter((one) => /ran\s*=/.test(one.textContent ?? '')).length,
      }));
      if (found.ran || found.markup.length > 0 || found.scripts > 0)
        faults.push(`${address}: ${JSON.stringify(found)}`);
    }
    await reader.context.close();
  }
  // The words themselves are there to be read.
  const visitor = await readerOf(browser, 'en');
  await visitor.page.goto(`/solutions/${card}`);
  await expect(visitor.page.getByRole('heading', { level: 1 })).toContainText(
    '<img src=x onerror="window.ran=1">',
  );
  await visitor.context.close();
  // Nothing of this stays on show for the journeys that run beside it.
  await owner.call(solutionDeeds.delist, { params: { id: card }, body: {} });
  await owner.call(scenarioDeeds.withdraw, { params: { id: need }, body: { reason: 'a test' } });
  expect(faults).toEqual([]);
});
