import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import { type IndustryRow, industryDefinitions } from '@scenario-lab/contracts/industry';
import { chainDefinition, type IndustryChains } from '@scenario-lab/contracts/industry-chains';

const headers = {
  zh: ['指标', '名称', '产业链', '环节', '数值', '截至', '口径'],
  en: ['figure', 'name', 'chain', 'link', 'value', 'as of', 'definition'],
};

/** One line a figure with its definition, so that a line taken out of the file still says what it is. */
export function chainsCsv({ chains, unplaced, at }: IndustryChains, language: 'zh' | 'en'): string {
  const lines = (row: IndustryRow, chain: string, link: string) =>
    industryDefinitions.map(({ figure, name, definition }) => [
      figure,
      name[language],
      chain,
      link,
      row[figure as keyof IndustryRow],
      at,
      `${definition[language]}${language === 'zh' ? '' : ' '}${chainDefinition.definition[language]}`,
    ]);
  const none = { zh: '未写明环节', en: 'no link named' }[language];
  const rest = (['needs', 'solutions'] as const).map((figure) => {
    const told = industryDefinitions.find((one) => one.figure === figure);
    return [
      figure,
      told?.name[language] ?? figure,
      none,
      '',
      unplaced[figure],
      at,
      chainDefinition.definition[language],
    ];
  });
  return csvForSpreadsheets([
    headers[language],
    ...chains.flatMap((chain) => {
      const name = nameIn(chain.name, language);
      return [
        ...lines(chain, name, ''),
        ...chain.links.flatMap((link) => lines(link, name, nameIn(link.name, language))),
      ];
    }),
    ...rest,
  ]);
}

const nameIn = (name: { zh?: string | undefined; en?: string | undefined }, language: 'zh' | 'en') =>
  name[language] ?? name.zh ?? name.en ?? '';
