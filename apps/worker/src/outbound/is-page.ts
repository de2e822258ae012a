/**
 * Whether what came is a page for people: a sign-in form, a notice that the file has moved, an error dressed as a success. What
 * it begins with tells, whatever it is called; what is called a page need only begin like one.
 */
export function isPage(head: Buffer, contentType: string | null): boolean {
  const begins = head
    .subarray(0, 1_024)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/^(\s|<!--[\s\S]*?-->|<\?xml[^>]*\?>)+/, '')
    .toLowerCase();
  if (/^<(!doctype\s+html|html[\s>]|head[\s>]|body[\s>])/.test(begins)) return true;
  return /^\s*(text\/html|application\/xhtml)/i.test(contentType ?? '') && begins.startsWith('<');
}
