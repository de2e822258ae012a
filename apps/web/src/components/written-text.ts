import type { Text } from '@scenario-lab/contracts/common';

/** Leaves out the languages nobody wrote; null where neither is written. */
export function writtenText(text: Text | null | undefined): Text | null {
  const zh = text?.zh?.trim();
  const en = text?.en?.trim();
  if (!zh && !en) return null;
  return { ...(zh ? { zh } : {}), ...(en ? { en } : {}) };
}
