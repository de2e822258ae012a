import { describe, expect, it } from 'vitest';
import { groupNeeds, leastAlike } from './joint.js';
import { buildNeedIndex } from './similar.js';

const need = (id: string, title: string, text: string) => ({ id, title: { zh: title }, text: { zh: text } });
const owners: Record<string, string> = {
  a: 'water',
  b: 'roads',
  c: 'water',
  d: 'parks',
  e: 'letters',
  f: 'traffic',
};
const index = buildNeedIndex([
  need('a', '下穿隧道积水监测', '汛期下穿隧道积水，需要根据液位和雨量提前发出积水预警。'),
  need('b', '下穿隧道积水预警', '下穿隧道在汛期积水封路，需要积水预警，按液位和雨量提前提示。'),
  need('c', '下穿隧道的积水预警', '汛期下穿隧道积水预警，按雨量和液位提前提示封路。'),
  need('d', '古树名木病虫害识别', '巡查照片里识别古树的病虫害。'),
  need('e', '市民来信自动分类', '把市民来信按承办单位分类，减少人工转办。'),
  need('f', '路口拥堵评价', '按浮动车轨迹评价路口拥堵程度。'),
]);
const group = (least: number, atMost = 8) =>
  groupNeeds(index, { least, ownerOf: (id) => owners[id] ?? '', atMost });

describe('groups of similar needs', () => {
  it('put needs of different owners together, never two of one, and say how alike they are', () => {
    const [only, ...more] = group(0.3);
    expect(more).toEqual([]);
    expect(only?.ids).toContain('b');
    expect(only?.ids).toHaveLength(2);
    expect(only?.least).toBeGreaterThanOrEqual(0.3);
    expect(only?.most).toBeGreaterThanOrEqual(only?.least ?? 1);
    expect(only?.words.length).toBeGreaterThan(0);
    expect(leastAlike(index, only?.ids ?? [])).toBe(only?.least);
  });

  it('are none where nothing is so alike, whatever the order of asking', () => {
    expect(group(0.95)).toEqual([]);
    expect(group(0.3)).toEqual(group(0.3));
    expect(groupNeeds(buildNeedIndex([]), { least: 0.3, ownerOf: () => '', atMost: 8 })).toEqual([]);
  });

  it('take no need into a group that is like one member alone', () => {
    for (const { ids, least } of group(0.3)) expect(leastAlike(index, ids)).toBe(least);
    expect(leastAlike(index, ['a', 'e'])).toBeLessThan(0.1);
    expect(leastAlike(index, ['a', 'unknown'])).toBeNull();
  });
});
