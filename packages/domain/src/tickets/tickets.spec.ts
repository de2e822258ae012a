import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSample } from './draw-sample.js';
import { readTickets } from './read-tickets.js';
import { suggestRule } from './suggest-rule.js';

const terms = {
  categories: [{ code: 'roads', zh: '道路交通', en: 'Roads and traffic' }],
  regions: [{ code: '510104', zh: '锦江区', en: 'Jinjiang District' }],
};
const head = [
  '工单编号',
  '来电时间',
  '诉求人',
  '联系电话',
  '诉求类别',
  '诉求标题',
  '诉求内容',
  '所属区域',
  '事发地址',
  '满意度',
];
const row = (over: Partial<Record<number, string>> = {}) =>
  [
    'GD1',
    '2026-11-03 09:20',
    '王女士',
    '13800138000',
    '道路交通',
    '路灯不亮',
    '夜里很暗',
    '成都市锦江区',
    '一环路',
    '',
  ].map((cell, at) => over[at] ?? cell);

describe('a sheet of the 12345 line', () => {
  it('is read below a title, whatever the width of its letters', () => {
    const read = readTickets(
      [['成都市 12345 工单'], head, row({ 1: '２０２６年１１月３日 ９时２０分' })],
      terms,
    );
    expect(read?.unread).toEqual(['满意度']);
    expect(read?.lines).toEqual([
      {
        row: 3,
        externalId: 'GD1',
        title: '路灯不亮',
        words: '夜里很暗',
        category: 'roads',
        region: '510104',
        place: '一环路',
        reportedAt: '2026-11-03T09:20:00',
        reporter: { name: '王女士', phone: '13800138000' },
        mail: null,
        faults: [],
      },
    ]);
  });

  it('says by column what stops a line and what does not', () => {
    const codes = (over: Partial<Record<number, string>>) =>
      readTickets([head, row(over)], terms)?.lines[0]?.faults.map(({ column, code, stops }) => [
        column,
        code,
        stops,
      ]);
    expect(codes({ 0: '' })).toEqual([['工单编号', 'no_number', true]]);
    expect(codes({ 6: ' ' })).toEqual([['诉求内容', 'no_words', true]]);
    expect(codes({ 1: '2026-02-30' })).toEqual([['来电时间', 'bad_time', true]]);
    expect(codes({ 4: '外星来客', 7: '月球' })).toEqual([
      ['诉求类别', 'unknown_category', false],
      ['所属区域', 'unknown_region', false],
    ]);
    expect(codes({ 3: '保密' })).toEqual([['联系电话', 'bad_phone', false]]);
    const twice = readTickets([head, row(), row()], terms);
    expect(twice?.lines.map(({ faults }) => faults.map(({ code }) => code))).toEqual([[], ['twice_in_file']]);
  });

  it('is no sheet of tickets without a number and a content', () => {
    expect(
      readTickets(
        [
          ['工单编号', '备注'],
          ['1', 'x'],
        ],
        terms,
      ),
    ).toBeNull();
    expect(readTickets([], terms)).toBeNull();
  });
});

describe('the directory', () => {
  const rule = (
    id: string,
    category: string | null,
    region: string | null,
    pilotId: string | null = null,
  ) => ({
    id,
    category,
    region,
    pilotId,
  });
  const ticket = { category: 'roads', region: '510104', pilotId: null };
  it('prefers the rule that says most, and says why', () => {
    const rest = rule('0', null, null);
    const district = rule('1', null, '510104');
    const roads = rule('2', 'roads', null);
    const both = rule('3', 'roads', '510104');
    const other = rule('4', 'water', '510104');
    const best = (...rules: ReturnType<typeof rule>[]) => suggestRule(ticket, rules);
    expect(best(rest)).toEqual({ rule: rest, because: ['rest'] });
    expect(best(rest, district, other)).toEqual({ rule: district, because: ['region'] });
    expect(best(district, roads)).toEqual({ rule: roads, because: ['category'] });
    expect(best(both, roads, district, rest)).toEqual({ rule: both, because: ['category', 'region'] });
    expect(best(rule('5', 'roads', null), roads)?.rule.id).toBe('5');
    expect(best(other)).toBeNull();
    const site = rule('6', null, null, 'p');
    expect(suggestRule({ ...ticket, pilotId: 'p' }, [both, site])).toEqual({
      rule: site,
      because: ['pilot'],
    });
  });
});

describe('a sample for calls', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  it('is the same for the same seed, in whatever order tickets come, and of the stated size', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 40 }), fc.string({ minLength: 1 }), (ids, seed) => {
        const drawn = drawSample(ids, 0.3, seed, sha256);
        expect(drawn).toHaveLength(Math.ceil(ids.length * 0.3));
        expect(drawSample([...ids].reverse(), 0.3, seed, sha256)).toEqual(drawn);
        expect(drawSample(ids, 1, seed, sha256).sort()).toEqual([...ids].sort());
      }),
    );
    const ids = Array.from({ length: 200 }, (_, at) => String(at));
    expect(drawSample(ids, 0.1, 'a', sha256)).not.toEqual(drawSample(ids, 0.1, 'b', sha256));
    expect(() => drawSample(ids, 0, 'a', sha256)).toThrow(RangeError);
  });
});
