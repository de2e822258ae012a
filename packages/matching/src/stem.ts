const doubled = /([bdfgmnprt])\1$/;
const vowel = /[aeiouy]/;

/**
 * Light English stemming, enough that a need's plural meets a card's singular: plurals, -ing, -ed, -ly and
 * the -ion/-or nouns of verbs in -ct and -ate. Words up to three letters or with digits stay as they are.
 */
export function stem(word: string): string {
  if (word.length <= 3 || /[^a-z]/.test(word)) return word;
  return verb(singular(word));
}

function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function verb(word: string): string {
  if (word.endsWith('ction') && word.length > 7) return word.slice(0, -3);
  if (word.endsWith('ctor') && word.length > 7) return word.slice(0, -2);
  if (word.endsWith('ification')) return word.slice(0, -7);
  if (word.endsWith('ation') && word.length > 7) return word.slice(0, -5);
  if (word.endsWith('ing')) return root(word, 3);
  if (word.endsWith('ed')) return root(word, 2);
  if (word.endsWith('ly') && word.length > 5) return bare(word.slice(0, -2));
  if (word.endsWith('ate') && word.length > 5) return word.slice(0, -3);
  return bare(word);
}

function root(word: string, ending: number): string {
  const rest = word.slice(0, -ending);
  if (rest.length < 3 || !vowel.test(rest)) return word;
  if (rest.endsWith('at') && rest.length > 4) return rest.slice(0, -2);
  return bare(rest.replace(doubled, '$1'));
}

/** A final e, i or y goes, so that `schedule` meets `scheduling` and `classify` meets `classified`. */
function bare(word: string): string {
  return word.length > 4 && /[eiy]$/.test(word) ? word.slice(0, -1) : word;
}
