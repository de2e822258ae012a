/** Fields of what the lab sets for everybody: its look, its terms, what its badges ask. */
export const labFields = {
  accent: '主题色',
  parent: '所属产业链',
  thresholds: '授牌条件',
  seen: '所依据的版本',
} as const;
