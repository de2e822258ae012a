import type { Text } from '@scenario-lab/contracts/common';
import { event as eventsEn } from '@scenario-lab/contracts/words/events-en';
import { event as eventsZh } from '@scenario-lab/contracts/words/events-zh';

export type Language = 'zh' | 'en';
const events: Record<Language, Readonly<Record<string, Readonly<Record<string, string>>>>> = {
  zh: eventsZh,
  en: eventsEn,
};

/** One line of somebody's text: what could begin another line or header is a space. */
export const line = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
export const textIn = (language: Language, text: Text) => line(text[language] ?? text.zh ?? text.en ?? '');

export function eventIn(language: Language, event: string): string {
  const [thing = '', name = ''] = event.split('.');
  return events[language][thing]?.[name] ?? event;
}
