import { expect, it } from 'vitest';
import { chengdu } from '../taxonomies/regions.js';
import { shipped } from '../taxonomies/terms.js';
import { draftOfRow } from './draft-of-row.js';
import { readAmount, readContact, readDay, readLevel } from './list-values.js';
import { readList } from './read-list.js';

const terms = [...shipped, ...chengdu];
const sheet = (...lines: string[][]) => ({
  name: '表1',
  rows: lines.map((cells, at) => ({ row: at + 1, cells })),
});
const drafts = (...lines: string[][]) => readList([sheet(...lines)]).map((row) => draftOfRow(row, terms));

it.each([
  ['120万元', null, 1_200_000],
  ['１２０', 1e4, 1_200_000],
  ['1.2亿元', null, 120_000_000],
  ['约50万', 1e4, 500_000],
  ['￥500,000', null, 500_000],
  ['0.0999', 1e4, 999],
  ['3', 1e8, 300_000_000],
  ['面议', 1e4, null],
  ['50-100万', 1e4, null],
  ['=1+1', 1e4, null],
])('reads the amount %s', (text, unit, yuan) => {
  expect(readAmount(text, unit)).toBe(yuan);
});

it.each([
  ['2026年12月31日', '2026-12-31'],
  ['2026.3.5', '2026-03-05'],
  ['２０２６/３/５', '2026-03-05'],
  ['20261231', '2026-12-31'],
  ['2026年2月底前', '2026-02-28'],
  ['2026-12-31T00:00:00', '2026-12-31'],
  ['2026-02-30', null],
  ['年底', null],
])('reads the day %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});

it('reads levels and who is to be asked', () => {
  expect(['TRL 7', '7级', '七级', '９', '10', '成熟'].map(readLevel)).toEqual([7, 7, 7, 9, null, null]);
  expect(readContact('张三 138 0000 1234')).toEqual({ name: '张三', phone: '138 0000 1234' });
  expect(readContact('联系人：李四，电话：028-61234567转801')).toEqual({
    name: '李四',
    phone: '028-61234567转801',
  });
  expect(readContact('王五')).toEqual({ name: '王五', phone: null });
});

it('reads the scenario list under its title, leaves its notes, and counts in the heading’s unit', () => {
  const rows = drafts(
    ['成都市2026年机会清单', '成都市2026年机会清单', '成都市2026年机会清单', '成都市2026年机会清单'],
    ['序号', '场景名称*', '应用领域', '发布单位', '拟投资（万元）', '截止日期', '联系人', '联系电话'],
    ['1', '隧道积水预警', '公共服务', '市水务局', '１２０', '2026年12月31日', '周敏', '028-61234567'],
    ['', '', '', '', '', '', '', ''],
    ['序号', '场景名称*', '应用领域', '发布单位', '拟投资（万元）', '截止日期', '联系人', '联系电话'],
    ['2', '井盖监测', '智慧交通', '市城管委', '面议', '长期有效', '', ''],
    ['注：以上内容以正式公告为准', '', '', ''],
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    owner: { name: '市水务局' },
    need: {
      title: { zh: '隧道积水预警' },
      field: 'public_services',
      budget: 1_200_000,
      deadline: '2026-12-31',
    },
    faults: [],
  });
  expect(rows[0]?.need?.contact).toEqual({ name: '周敏', phone: '028-61234567' });
  expect(rows[1]?.faults).toEqual([
    { column: 'budget', code: 'not_an_amount', stops: true },
    { column: 'field', code: 'unknown_term', stops: false },
  ]);
  expect(rows[1]?.need?.deadline).toBeNull();
});

it.each([
  [
    '应用场景清单',
    ['序号', '应用领域', '应用场景名称', '场景简介', '拟落地应用区域', '牵头部门'],
    ['1', '环境保护', '扬尘监测', '看见扬尘', '锦江区', '市生态环境局'],
    { field: 'environmental_protection', region: '510104', problem: { zh: '看见扬尘' } },
    '市生态环境局',
  ],
  [
    '场景机会清单',
    ['场景类型', '序号', '场景机会名称', '单位名称', '合作需求', '联系方式'],
    ['公共服务', '1', '智能客服', '某集团', '要一个客服', '赵六 13900001111'],
    { field: 'public_services', contact: { name: '赵六', phone: '13900001111' } },
    '某集团',
  ],
  [
    'english',
    ['No.', 'Scenario', 'Field', 'Published by', 'Budget (10,000 yuan)'],
    ['1', 'Flood warning', 'Public services', 'Water Bureau', '12.5'],
    { title: { en: 'Flood warning' }, budget: 125_000 },
    'Water Bureau',
  ],
] as const)('reads the layout %s', (_name, head, line, need, owner) => {
  const [row] = drafts([...head], [...line]);
  expect(row?.need).toMatchObject(need);
  expect(row?.owner.name).toBe(owner);
});

it('reads the capability lists: checked credit codes, levels, words that are read back', () => {
  const [whole] = drafts(
    [
      '序号',
      '企业名称',
      '统一社会信用代码',
      '产品/方案名称',
      '技术领域',
      '技术成熟度',
      '部署要求',
      '信创适配',
      '资质',
      '典型案例',
    ],
    [
      '1',
      '蓉感智能',
      '９１５１０１００ＭＡ６Ｃ',
      '哨兵',
      '计算机视觉、自研引擎',
      'TRL7',
      '边缘部署；需要 GPU；恒温机房',
      '是',
      '高新技术企业（有效期至 2027-01-01）',
      '东湖：已上线',
    ],
  );
  expect(whole?.faults).toEqual([{ column: 'creditCode', code: 'credit_code', stops: true }]);
  expect(whole?.card).toMatchObject({
    technologies: ['computer_vision', '自研引擎'],
    trl: 7,
    deployment: { gpu: true, sites: ['edge'], xinchuang: true },
    qualifications: [{ name: 'high_tech', expires: '2027-01-01' }],
    cases: [{ title: '东湖', text: '已上线' }],
    inList: { deployment: { zh: '恒温机房' } },
  });
  const [short] = drafts(
    ['序号', '公司名称', '企业与产品简介', '场景能力', '可应用落地场景', '类别', '企业资质'],
    ['1', '某公司', '做视觉的', '巡检', '工地', '计算机视觉', '专精特新中小企业'],
  );
  expect(short?.card).toMatchObject({
    summary: { zh: '做视觉的' },
    inList: { applies: { zh: '工地' } },
    trl: 1,
  });
  expect(short?.faults).toEqual([{ column: 'trl', code: 'level_assumed', stops: false }]);
});

it('says what a line lacks, and takes nothing from a sheet that is no list', () => {
  const [row] = drafts(['场景名称', '应用领域', '发布单位'], ['', '公共服务', '市水务局']);
  expect(row?.faults).toContainEqual({ column: 'name', code: 'missing', stops: true });
  expect(readList([sheet(['姓名', '年龄'], ['甲', '3'])])).toEqual([]);
  expect(readList([])).toEqual([]);
  const hostile = drafts(['场景名称', '发布单位', '__proto__'], ['constructor', '__proto__', 'x']);
  expect(hostile[0]).toMatchObject({ need: { title: { en: 'constructor' } }, owner: { name: '__proto__' } });
});

it('leaves no entry out for what it lacks: it is refused where it stands, a note alone is none', () => {
  const lines = readList([
    sheet(
      ['序号', '产品名称', '企业名称', '联系人', '应用领域'],
      ['1', '积水预警', '成都示例科技有限公司', '张三', '社会管理'],
      ['2', '', '无名公司', '', ''],
      ['', '以上名单按收到的先后排列', '', '', ''],
      ['', '', '由各区汇总', '', ''],
    ),
  ]);
  expect(lines.map(({ row }) => row)).toEqual([2, 3, 4]);
  const [, nameless] = lines.map((line) => draftOfRow(line, terms));
  expect(JSON.stringify(nameless)).toContain('"stops":true');
});
