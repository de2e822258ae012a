/** The files of a pack by the words for them. */
export const partNames = {
  'need.json': 'need',
  'exam.json': 'exam',
  'case.json': 'case',
  'context.json': 'context',
  'terms.json': 'terms',
  'algorithm.json': 'algorithm',
  'report.json': 'report',
  artifact: 'artifact',
} as const;
export const partOf = (name: string) => partNames[name as keyof typeof partNames] ?? 'case';
