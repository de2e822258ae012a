/** A text as an address of the web, written so that it stands as an IRI anywhere; null of anything else. */
export function webAddress(text: string): string | null {
  if (!/^https?:\/\/\S+$/i.test(text.trim())) return null;
  const url = URL.parse(text.trim());
  // What URL leaves as it is and an IRI may not hold.
  return url === null ? null : url.href.replace(/[<>"{}|\\^`]/g, encodeURIComponent);
}
