import type { Text } from '@scenario-lab/contracts/common';

/** Places of a list that a digest looks at, and the least score worth a message. */
export const digestDepth = 20;
export const digestScore = 20;

/** What a notice of a digest is headed by: the first list with how many are new on all of them. */
export function digestTitle(lists: readonly { title: Text; count: number }[]): { zh: string; en: string } {
  const count = lists.reduce((sum, one) => sum + one.count, 0);
  const [first] = lists;
  const more = lists.length - 1;
  const zh = first?.title.zh ?? first?.title.en ?? '';
  const en = first?.title.en ?? first?.title.zh ?? '';
  return {
    zh: `“${zh}”${more > 0 ? `等 ${lists.length} 项` : ''}：${count} 条新匹配`,
    en: `“${en}”${more > 0 ? ` and ${more} more` : ''}: ${count} new ${count === 1 ? 'match' : 'matches'}`,
  };
}
