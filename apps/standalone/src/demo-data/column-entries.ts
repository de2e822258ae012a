import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { Column } from './table.js';

/** A column dictionary as a dataset version declares it. */
export function columnEntries(columns: readonly Column[]): ColumnEntry[] {
  return columns.map((column) => {
    const named = Object.entries(column.values ?? {});
    const list = (language: 'zh' | 'en') => named.map(([code, words]) => `${code} ${words[language]}`);
    return {
      name: column.name,
      title: column.label,
      meaning: {
        zh: named.length > 0 ? `${column.meaning.zh}（${list('zh').join('；')}）` : column.meaning.zh,
        en: named.length > 0 ? `${column.meaning.en} (${list('en').join('; ')})` : column.meaning.en,
      },
      unit: column.unit,
      type: column.type,
      role: column.role,
      knownAt: column.known_at,
      sensitivity: 'none',
    };
  });
}
