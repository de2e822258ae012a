/** Markup that may stand as it is; everything else is escaped on its way into a template. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | false | readonly Part[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markup(part: Part): string {
  if (part === null || part === false) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(markup).join('');
  return String(part).replace(/[&<>"']/g, (character) => entities[character] as string);
}

/** A template whose values are escaped unless they are `Html` themselves. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    texts.map((text, at) => text + (at < parts.length ? markup(parts[at] as Part) : '')).join(''),
  );
}
