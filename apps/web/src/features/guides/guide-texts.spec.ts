import { describe, expect, it } from 'vitest';
import { guideNames, guideText, headingsOf, inThisLab } from './guide-texts.js';

describe('a guide in the product', () => {
  it('names this lab’s address, links to pages and leaves title and language to the page', () => {
    const text =
      '# For vendors\n\n中文版：[cli.zh-CN.md](cli.zh-CN.md)\n\nSee [it](cli.md) at http://127.0.0.1:8080/api.\n';
    expect(inThisLab(text, 'https://lab.example')).toBe('See [it](/docs/cli) at https://lab.example/api.\n');
  });

  it('has its headings listed once each, code left out', () => {
    expect(headingsOf('## One\n```\n## not one\n```\n## `Two` & three\n## One\n')).toEqual([
      { id: 'one', text: 'One' },
      { id: 'two-three', text: 'Two & three' },
      { id: 'one-2', text: 'One' },
    ]);
  });

  it('is there in both languages, with the same parts in the same order', async () => {
    for (const name of guideNames) {
      const [zh, en] = await Promise.all([
        guideText(name, 'zh', 'https://lab.example'),
        guideText(name, 'en', 'https://lab.example'),
      ]);
      expect(headingsOf(zh).length, name).toBe(headingsOf(en).length);
      expect(headingsOf(en).length, name).toBeGreaterThan(0);
      expect(`${zh}${en}`, name).not.toMatch(/\]\([^)]*\.md\)/);
      const commands = (text: string) =>
        [...text.matchAll(/^scenario-lab .*$/gm)].map(([line]) =>
          line.replace(/(?<=--pdf-lang )\w+/, 'LANGUAGE'),
        );
      expect(commands(zh), name).toEqual(commands(en));
    }
  });
});
