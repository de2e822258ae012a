import { inflateSync } from 'node:zlib';

/** The text of a PDF as a reader's search would find it: glyph numbers through each font's ToUnicode map. */
export function textOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const objects = new Map<string, string>();
  for (const [, id, body] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id!, body!);
  const streamOf = (body: string) => {
    const inner = /stream\n([\s\S]*?)\nendstream/.exec(body)?.[1] ?? '';
    return inflateSync(Buffer.from(inner, 'latin1')).toString('latin1');
  };
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name, id] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!) ?? '')?.[1];
    if (unicode) fonts.set(name!, mapOf(streamOf(objects.get(unicode)!)));
  }
  const words: string[] = [];
  for (const [, id] of raw.matchAll(/\/Contents (\d+) 0 R/g)) {
    let font = new Map<string, string>();
    for (const [, name, shown] of streamOf(objects.get(id!)!).matchAll(
      /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g,
    )) {
      if (name !== undefined) font = fonts.get(name) ?? font;
      for (const [, hex] of (shown ?? '').matchAll(/<([0-9a-f]*)>/g)) {
        for (const glyph of hex!.match(/.{4}/g) ?? []) words.push(font.get(glyph) ?? '?');
      }
    }
  }
  return words.join('');
}

function mapOf(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from, , list] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    [...list!.matchAll(/<([0-9a-f ]+)>/g)].forEach(([, code], at) => {
      const glyph = (Number.parseInt(from!, 16) + at).toString(16).padStart(4, '0');
      const units = code!
        .replaceAll(' ', '')
        .match(/.{4}/g)!
        .map((unit) => Number.parseInt(unit, 16));
      map.set(glyph, String.fromCharCode(...units));
    });
  }
  return map;
}

export const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;
