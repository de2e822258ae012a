import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { accessRequestDeeds, listAccessRequests } from '@scenario-lab/contracts/access';
import { createAlgorithm } from '@scenario-lab/contracts/algorithms';
import { listBenchmarks, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { listCertificates } from '@scenario-lab/contracts/certificates';
import { Envelope, envelopeText, keyIdOf, sealEnvelope } from '@scenario-lab/contracts/envelope';
import { resourceNames } from '@scenario-lab/contracts/metrics';
import { readRun } from '@scenario-lab/contracts/runs';
import { atMost, counted } from '../stage/counted.js';
import { newVendor, people, signIn, stranger } from '../stage/lab.js';
import { type Reader, readerOf, signInByPage } from '../stage/reader.js';
import { starterKit } from '../stage/starter-kit.js';
import { filled, type Language, languages } from '../stage/words.js';

const statement = {
  zh: '测试按大纲进行，过程无异常，入门模板的成绩如实记录。',
  en: 'The test was conducted by the plan; the starter kit is recorded as it performed.',
};

/** The exam of the pump need: its data are the department's, so a stranger has to ask. */
async function pumpExam() {
  const { items } = await stranger().call(listBenchmarks, { query: { task: 'binary', status: 'open' } });
  const row = items.find(({ scenario }) => scenario?.title.en?.includes('drainage pumps'));
  if (!row) throw new Error('the exam of the pump need is not open');
  return stranger().call(readBenchmark, { params: { id: row.id } });
}
type Exam = Awaited<ReturnType<typeof pumpExam>>;

/** A need's data are the department's to give: asked for on the page, granted by its owner. */
async function askForData({ page, words }: Reader, exam: Exam, vendor: string): Promise<void> {
  await page.goto(`/datasets/${exam.dataset.id}`);
  await page.getByRole('button', { name: words.datasets.ask_access, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.datasets.purpose).fill('To sit the exam of the pump need.');
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel(words.datasets.until).fill(until);
  await dialog.getByRole('button', { name: words.datasets.ask_access, exact: true }).click();
  await page.waitForURL(/\/access-requests\?id=/);
  const standing = page.locator('.desk-item').getByText(words.status.access_request.submitted);
  await expect(standing).toBeVisible();

  const owner = await signIn(people.department);
  const { items } = await owner.call(listAccessRequests, { query: { limit: 100 } });
  const request = items.find(({ organisation }) => organisation.name.en === vendor);
  if (!request) throw new Error('the request did not reach the department');
  await owner.call(accessRequestDeeds.approve, { params: { id: request.id }, body: {} });
  await expect(
    page.locator('.desk-item').getByText(words.status.access_request.approved).first(),
  ).toBeVisible();
}

/** Uploads the kit as a version and waits, on the page, for the sandbox to have looked at it. */
async function uploadKit({ page, words }: Reader, algorithmId: string, vendor: string): Promise<void> {
  await page.goto(`/algorithms/${algorithmId}`);
  await page.getByRole('link', { name: words.algorithms.add_version, exact: true }).first().click();
  await page.getByLabel(words.algorithms.version_label, { exact: true }).fill('0.1.0');
  await page.locator('input[type=file]').setInputFiles(starterKit(vendor));
  await expect(page.locator('.upload-digest')).toHaveText(/SHA-256 [0-9a-f]{64}/);
  await page
    .getByRole('main')
    .getByRole('button', { name: words.algorithms.add_version, exact: true })
    .click();
  await page.waitForURL(`/algorithms/${algorithmId}`);
  const version = page.getByRole('region', { name: '0.1.0', exact: true });
  await expect(version).toContainText(words.status.algorithm_version.ready, { timeout: 30_000 });
  await expect(version).toContainText('python3 main.py');
}

/** Submits and follows the run on its page, by itself, until it came to rest; answers its id. */
async function submitAndWatch(
  { page, words }: Reader,
  exam: Exam,
  split: 'sample' | 'hidden',
): Promise<string> {
  const { submit, now, synthetic_runs } = words.runs;
  await page.getByRole('link', { name: words.algorithms.submit_run, exact: true }).click();
  await page.getByLabel(submit.benchmark, { exact: true }).selectOption(exam.id);
  await page.getByRole('radio', { name: new RegExp(`^${words.taxonomy.split[split]}`) }).check();
  await expect(page.getByText(submit.ok, { exact: true })).toBeVisible();
  const looks = filled(submit.looks_of, { used: 0, of: 3 });
  await expect(page.locator('.standing')).toContainText(split === 'hidden' ? looks : submit.looks_free);
  await page.getByRole('button', { name: submit.button, exact: true }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  // The sample of these data is a synthetic twin: it tells whether the program runs, and nothing else.
  const end = split === 'hidden' ? now.in_review : synthetic_runs;
  await expect(page.locator('.now-sentence')).toHaveText(end, { timeout: 90_000 });
  return page.url().split('/').at(-1) ?? '';
}

/** What every verdict must show: the sentence, the figure, its interval, the threshold, the word. */
async function seesVerdicts({ page, words }: Reader, runId: string, email: string): Promise<void> {
  const reader = await signIn(email);
  const run = await reader.call(readRun, { params: { id: runId } });
  const criteria = run.result?.criteria ?? [];
  expect(criteria.length).toBeGreaterThan(1);
  const shown = page.locator('.verdict');
  await expect(shown).toHaveCount(criteria.length);
  for (const { criterion, value, interval, verdict } of criteria) {
    const name = new RegExp(String(criterion.threshold).replace('.', '\\.'));
    const bar = page.getByRole('img', { name: words.status.verdict[verdict] }).filter({ hasText: name });
    await expect(bar.first()).toBeVisible();
    expect(value).not.toBeNull();
    // What a run costs is one measurement; its line says that it has none.
    const cost = resourceNames.find(({ id }) => id === criterion.metric);
    if (cost) {
      const line = shown.filter({ hasText: new RegExp(`${cost.zh}|${cost.en}`) });
      await expect(line).toContainText(words.interval.none);
    } else expect(interval, `${criterion.id} has an interval`).not.toBeNull();
  }
}

/** The reviewer finds the run at the desk, says what was seen, and signs. */
async function approve(browser: Browser, language: Language, runId: string): Promise<void> {
  const reviewer = await readerOf(browser, language, people.reviewer);
  const { page, words } = reviewer;
  const done = await counted(page);
  await page.goto(`/reviews?id=${runId}`);
  const desk = page.locator('.desk-item');
  const button = desk.getByRole('button', { name: words.deed.review.approve.label, exact: true });
  await desk.getByLabel(words.runs.review.statement).fill('short');
  await button.click();
  await expect(desk.getByText(filled(words.deed_field.too_short, { least: 10 }))).toBeVisible();
  await desk.getByLabel(words.runs.review.statement).fill(statement[language]);
  await button.click();
  await expect(button).toHaveCount(0);
  // From the desk to the signed report: one statement, pressed twice for the first was too short.
  atMost(done, { clicks: 2, fields: 1 });
  await reviewer.context.close();
}

async function verify(
  { page, words }: Reader,
  text: string,
  result: 'genuine' | 'reformatted' | 'changed' | 'unknown_key',
) {
  await page.goto('/verify');
  await page.locator('input[type=file]').setInputFiles({
    name: 'report.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  const answer = page.locator('.seal');
  await expect(answer).toContainText(words.certificates.check.result[result]);
  await expect(answer).toHaveAttribute('data-result', result);
}

/** The same statement, honestly sealed, with a key that is not the lab's. */
function resealed(text: string): { text: string; publicKey: string } {
  const keys = generateKeyPairSync('ed25519');
  const der = keys.publicKey.export({ type: 'spki', format: 'der' });
  const publicKey = der.subarray(der.length - 32).toString('base64');
  const { payload } = Envelope.parse(JSON.parse(text));
  const envelope = sealEnvelope(
    JSON.parse(Buffer.from(payload, 'base64').toString('utf8')),
    keyIdOf(publicKey),
    (message) => sign(null, message, keys.privateKey),
  );
  return { text: envelopeText(envelope), publicKey };
}

/** One character of the signed content, exchanged for another of the same alphabet. */
function oneByteChanged(text: string): string {
  const at = text.indexOf('"payload":"') + 400;
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

async function downloaded(page: Page, link: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: link, exact: true }).first().click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

for (const language of languages) {
  test(`a stranger's algorithm comes to a signed verdict (${language})`, async ({ browser }) => {
    test.slow();
    const exam = await pumpExam();
    const vendor = await newVendor(`Starter ${language}`);
    const own = await signIn(vendor.email);
    const { id: algorithmId } = await own.call(createAlgorithm, {
      body: {
        title: { zh: '入门模板', en: 'Starter kit' },
        summary: { zh: '入门模板原样提交。', en: 'The starter kit as it comes.' },
        fields: ['public_services'],
        technologies: [],
        task: 'binary',
        card: { intendedUse: { zh: '试走全流程。', en: 'To walk the chain once.' } },
      },
    });
    const reader = await readerOf(browser, language);
    const { page, words } = reader;

    await test.step('signs in', async () => {
      await page.goto('/sign-in');
      await signInByPage(reader, vendor.email);
      await page.waitForURL('/workbench');
    });
    await test.step('uploads the starter kit', () => uploadKit(reader, algorithmId, vendor.name));
    await test.step('without a grant the hidden split is shut', async () => {
      await page.goto(`/runs/new?benchmark=${exam.id}&split=hidden`);
      await expect(page.getByText(words.runs.preflight.grant_missing)).toBeVisible();
      await expect(page.getByRole('button', { name: words.runs.submit.button })).toBeDisabled();
    });
    await test.step('asks for the data and gets them', () => askForData(reader, exam, vendor.name));
    await test.step('a sample run shows everything, its log too', async () => {
      await page.goto(`/algorithms/${algorithmId}`);
      await submitAndWatch(reader, exam, 'sample');
      await expect(page.locator('.verdict')).toHaveCount(0);
      await expect(page.getByRole('heading', { name: words.runs.log.title })).toBeVisible();
    });
    const runId = await test.step('a hidden run is judged by intervals against thresholds', async () => {
      await page.goto(`/algorithms/${algorithmId}`);
      const id = await submitAndWatch(reader, exam, 'hidden');
      await seesVerdicts(reader, id, vendor.email);
      await expect(page.getByText(words.runs.edition.vendor)).toBeVisible();
      await expect(page.getByRole('heading', { name: words.runs.log.title })).toHaveCount(0);
      return id;
    });
    await test.step('the reviewer approves', () => approve(browser, language, runId));
    await test.step('the vendor is told, and the report is there', async () => {
      await expect(page.locator('.now-sentence')).toHaveText(words.runs.now.approved);
      await expect(page.locator('.object-story').getByText(statement[language])).toBeVisible();
      await expect(page.getByText(words.runs.report.pending)).toHaveCount(0);
      await page.getByRole('link', { name: words.runs.report.open, exact: true }).click();
      await expect(page.getByText(words.certificates.report.editions.vendor).first()).toBeVisible();
      await expect(page.getByText(words.certificates.report.editions.owner)).toHaveCount(0);
    });
    await test.step('the department reads the full edition', async () => {
      const department = await readerOf(browser, language, people.department);
      await department.page.goto(page.url());
      await expect(department.page.getByText(words.certificates.report.editions.owner).first()).toBeVisible();
      await department.context.close();
    });
    await reader.context.close();
  });

  test(`anybody verifies a certificate without an account (${language})`, async ({ browser }) => {
    const { items } = await stranger().call(listCertificates, { query: { status: 'valid' } });
    const certificate = items[0];
    if (!certificate) throw new Error('the demonstration certified nothing');
    const reader = await readerOf(browser, language);
    const { page, words } = reader;
    await page.goto(`/certificates/${certificate.number}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(certificate.number);
    await expect(page.locator('.seal')).toContainText(words.certificates.status_says.valid);
    await expect(page.locator('.verdict')).toHaveCount(certificate.criteria.length);
    const text = await downloaded(page, words.certificates.json);

    await verify(reader, text, 'genuine');
    await expect(page.locator('.seal')).toContainText(certificate.number);
    await verify(reader, oneByteChanged(text), 'changed');
    await verify(reader, `${text} `, 'reformatted');
    const forged = resealed(text);
    await verify(reader, forged.text, 'unknown_key');
    // Who believes the forger's key believes the forger, and the page says whose key that was.
    await page.getByLabel(words.certificates.check.own_key).fill(forged.publicKey);
    await expect(page.locator('.seal')).toContainText(words.certificates.check.by_own_key);
    await verify(reader, text, 'genuine');
    await page.getByLabel(words.certificates.check.own_key).fill(forged.publicKey);
    await expect(page.locator('.seal')).toHaveAttribute('data-result', 'unknown_key');
    await reader.context.close();
  });
}
