import * as monthlyReportsEn from '@scenario-lab/contracts/monthly-reports/words.en';
import * as monthlyReportsZh from '@scenario-lab/contracts/monthly-reports/words.zh';
import * as pilotsEn from '@scenario-lab/contracts/pilots/words.en';
import * as pilotsZh from '@scenario-lab/contracts/pilots/words.zh';

type Noun = readonly [zh: string, one: string, many: string];
type Sentence = readonly [zh: string, en: string];

interface Said<N extends string, R extends string> {
  zh: { noun: Readonly<Record<N, string>>; route: Readonly<Record<R, string>> };
  en: { noun: Readonly<Record<N, readonly [string, string]>>; route: Readonly<Record<R, string>> };
}

const nouns: Record<string, Noun> = {};
const sentences: Record<string, Sentence> = {};

/** What a feature's own words say of its routes; the web carries none of it, so it is gathered here and not with the other words. */
function gather<N extends string, R extends string>({ zh, en }: Said<N, R>): void {
  for (const thing of Object.keys(zh.noun) as N[]) nouns[thing] = [zh.noun[thing], ...en.noun[thing]];
  for (const row of Object.keys(zh.route) as R[]) sentences[row] = [zh.route[row], en.route[row]];
}

gather({ zh: monthlyReportsZh, en: monthlyReportsEn });
gather({ zh: pilotsZh, en: pilotsEn });

export const ofThings = { nouns, sentences };
