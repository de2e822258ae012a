import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { statement } from '../lifecycle/sample-statement.js';
import { pagesOf, textOf } from '../pdf/test-pdf.js';
import { renderReport } from './pdf.js';

const about = {
  address: 'https://lab.example/certificates/SL-2026-000001',
  keyId: 'ed25519-0',
  lab: { zh: '成都场景实验室', en: 'Chengdu Scenario Lab' },
  timeZone: 'Asia/Shanghai',
  identity: { accent: null, mark: null, picture: null },
};

describe('renderReport', () => {
  it.each([
    [
      'zh',
      [
        '算法测试验证报告',
        '成都示例科技有限公司',
        '演示数据，真值公开',
        '平均绝对误差',
        '通过',
        'SL-2026-000001',
        '算法测试证书',
        '成都场景实验室',
        '必达指标 1 项，全部通过。期望指标 1 项，其中 0 项通过。',
        '2026-11-23 16:00 (UTC+8)',
      ],
    ],
    [
      'en',
      [
        'Algorithm validation report',
        'Example Ltd',
        'Demonstration, truth public',
        'Mean absolute error',
        'Certificate of validation',
        'The one must is met. Of 1 wish, 0 met.',
        'Pass',
      ],
    ],
  ] as const)('writes %s that can be selected and searched', async (language, expected) => {
    const text = textOf(await renderReport(statement, language, about));
    for (const words of expected) expect(text).toContain(words);
  });

  it('says what was found of every kind of end, and gives a certificate its own page', async () => {
    const { predicate } = statement;
    const [must] = predicate.criteria;
    const ended = async (verdicts: readonly ('pass' | 'fail' | 'inconclusive')[]) => {
      const criteria = verdicts.map((verdict) => ({ ...must!, verdict }));
      const pdf = await renderReport(
        { ...statement, predicate: { ...predicate, criteria, certificate: null } },
        'zh',
        about,
      );
      return { text: textOf(pdf), pages: pagesOf(pdf) };
    };
    expect((await ended(['pass', 'fail'])).text).toContain('必达指标 2 项，1 项未通过（平均绝对误差）。');
    const open = await ended(['pass', 'fail', 'inconclusive']);
    expect(open.text).toContain('必达指标 3 项，1 项未通过（平均绝对误差），1 项待定（平均绝对误差）。');
    expect(open.text).not.toContain('算法测试证书');
    const certified = await renderReport(statement, 'zh', about);
    expect(pagesOf(certified)).toBe((open.pages ?? 0) + 1);
  });

  it('bears the lab’s mark and colour, on the pages it had without them', async () => {
    const plain = await renderReport(statement, 'zh', about);
    const marked = await renderReport(statement, 'zh', {
      ...about,
      identity: { accent: '#7a1f1f', mark: '蓉城', picture: null },
    });
    expect(textOf(plain)).not.toContain('蓉城');
    expect(textOf(marked).match(/蓉城/g)).toHaveLength(2);
    expect(pagesOf(marked)).toBe(pagesOf(plain));
    // 0x7a and 0x1f of 255, as the frame is stroked.
    const streams = (pdf: Buffer) =>
      [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
        .map(([, body]) => {
          try {
            return inflateSync(Buffer.from(body!, 'latin1')).toString('latin1');
          } catch {
            return '';
          }
        })
        .join('\n');
    expect(streams(marked)).toMatch(/0\.478\d* 0\.121\d* 0\.121\d* (SCN|RG)/);
    expect(streams(plain)).not.toMatch(/0\.478\d* 0\.121\d* 0\.121\d*/);
  });

  it('bears the lab’s picture in the letters’ place, and the letters where it cannot be drawn', async () => {
    const identity = { accent: null, mark: '蓉城', picture: null };
    // One grey pixel of eight bits.
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
      'base64',
    );
    const drawn = (bytes: Uint8Array) =>
      renderReport(statement, 'zh', { ...about, identity, sign: { bytes, width: 300, height: 100 } });
    const pictured = await drawn(png);
    expect(pictured.toString('latin1')).toContain('/Subtype /Image');
    expect(textOf(pictured)).not.toContain('蓉城');
    expect(pagesOf(pictured)).toBe(pagesOf(await renderReport(statement, 'zh', about)));
    const broken = await drawn(png.subarray(0, 20));
    expect(textOf(broken).match(/蓉城/g)).toHaveLength(2);
    expect(broken.toString('latin1')).not.toContain('/Subtype /Image');
  });

  it('gives the same bytes for the same statement', async () => {
    const once = await renderReport(statement, 'zh', about);
    expect((await renderReport(statement, 'zh', about)).equals(once)).toBe(true);
  });
});
