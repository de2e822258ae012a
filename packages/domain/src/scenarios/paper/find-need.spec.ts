import { describe, expect, it } from 'vitest';
import { findNeed, withoutFields } from './find-need.js';
import type { PaperBlock } from './sections.js';

let paragraph = 0;
const block = (kind: PaperBlock['kind'], ...cells: string[]): PaperBlock => {
  paragraph += 1;
  return { kind, page: 1, paragraph, cells };
};
const text = (said: string) => block('text', said);
const heading = (said: string) => block('heading', said);
const row = (...cells: string[]) => block('row', ...cells);
const wordsOf = (blocks: PaperBlock[]) => {
  const found = findNeed(blocks);
  const sure = Object.fromEntries(found.parts.map(({ field, sure: how }) => [field, how]));
  return { ...found, sure };
};

describe('a need in a document of a Chinese office', () => {
  it('is found under numbered headings without styles, full-width figures and 「」 included', () => {
    const { need, sure, department, parts } = wordsOf([
      text('关于征集「城区道路积水智能识别」应用场景解决方案的函'),
      text('一、背景与痛点'),
      text('每逢汛期，积水点靠人工巡查发现，目前平均发现用时４７分钟，２０２５年漏报１３处。'),
      text('（一）人手不足'),
      text('夜间仅有３名值守人员。'),
      text('二、服务对象'),
      text('市政设施值守人员、过往市民。'),
      text('三、考核指标'),
      text('１．积水识别召回率不低于９５％，精确率≥９０％；'),
      text('２．单次推理内存控制在５１２ＭＢ以内；'),
      text('３．系统可用率不低于99.9%。'),
      text('四、经费预算'),
      text('项目总投资约１２０万元，最高不超过１５０万元。'),
      text('五、报送要求'),
      text('请于二〇二七年三月三十一日前报送方案。联系人：王敏　联系电话：０２８－８６６６１２３４'),
      text('成都市成华区住房建设和交通运输局'),
      text('2026年11月30日'),
    ]);
    expect(need).toMatchObject({
      title: { zh: '城区道路积水智能识别' },
      users: { zh: '市政设施值守人员、过往市民。' },
      task: 'binary',
      criteria: [
        { metric: 'recall', direction: 'at_least', threshold: 0.95, must: true },
        { metric: 'precision', direction: 'at_least', threshold: 0.9 },
        { metric: 'peak_memory_mib', direction: 'at_most', threshold: 512 },
      ],
      budget: 1_500_000,
      deadline: '2027-03-31',
      contact: { name: '王敏', phone: '028-86661234' },
      region: '510108',
    });
    expect(need.problem?.zh).toContain('夜间仅有3名值守人员。');
    expect(need.today?.zh).toContain('47分钟');
    // What no exam measures is kept in the document's words.
    expect(need.inList?.indicators?.zh).toContain('可用率');
    expect(department).toBe('成都市成华区住房建设和交通运输局');
    expect(sure).toMatchObject({
      title: 'likely',
      problem: 'sure',
      today: 'guess',
      budget: 'guess',
      region: 'guess',
    });
    // Not the day it was signed.
    expect(parts.find(({ field }) => field === 'deadline')?.quote).toContain('三月三十一日前');
    expect(need.decisionDate).toBeNull();
  });

  it('is found in a form of labels and values, four to a row, with a table of figures', () => {
    const { need, sure, department } = wordsOf([
      heading('应用场景需求表'),
      row('场景名称', '供水管网漏损预测', '需求单位', '市水务局'),
      row('应用领域', '公共服务', '所属区域', '锦江区'),
      row('痛点问题', '漏损率高，定位靠人工听音。', '痛点问题', '漏损率高，定位靠人工听音。'),
      row('业务现状', '全市管网漏损率9.8%，每年损失约2300万立方米。'),
      row('拟投资（万元）', '80', '资金来源', '市级财政'),
      row('合作方式', '揭榜挂帅', '采购方式', '竞争性磋商'),
      row('实施周期', '2027年1月—2027年12月', '截止日期', '2027/2/28'),
      row('联系人', '李工', '联系电话', '13800138000'),
      text('技术指标：'),
      row('序号', '指标名称', '目标值', '单位'),
      row('1', '日漏损量平均绝对误差', '≤12', '立方米'),
      row('2', '平均绝对百分比误差', '15', '%'),
      row('3', '响应时间', '≤2', '秒'),
    ]);
    expect(need).toMatchObject({
      title: { zh: '供水管网漏损预测' },
      field: 'public_services',
      region: '510104',
      problem: { zh: '漏损率高，定位靠人工听音。' },
      today: { zh: '全市管网漏损率9.8%，每年损失约2300万立方米。' },
      task: 'forecasting',
      criteria: [
        { metric: 'mae', direction: 'at_most', threshold: 12, unit: '立方米' },
        { metric: 'mape', direction: 'at_most', threshold: 15 },
      ],
      budget: 800_000,
      budgetOwner: '市级财政',
      cooperationMode: 'open_call',
      procurementRoute: 'competitive_negotiation',
      deadline: '2027-02-28',
      contact: { name: '李工', phone: '13800138000' },
      inList: { period: '2027年1月—2027年12月' },
    });
    expect(need.inList?.indicators?.zh).toContain('响应时间 ≤2 秒');
    expect(department).toBe('市水务局');
    expect(sure).toMatchObject({ title: 'sure', criteria: 'sure', budget: 'sure', deadline: 'sure' });
  });

  it('turns a rate of misses round and says that it is a guess', () => {
    const { need, parts } = wordsOf([text('验收指标'), text('漏报率不超过5%')]);
    expect(need.criteria).toMatchObject([{ metric: 'recall', direction: 'at_least', threshold: 0.95 }]);
    expect(parts.find(({ field }) => field === 'criteria')?.sure).toBe('guess');
  });
});

describe('a need in an English document', () => {
  it('is found under headings and labels', () => {
    const { need } = wordsOf([
      heading('Sorting letters from citizens'),
      text('Department: Complaints Centre of Jinniu District'),
      heading('Background'),
      text('Clerks read 4,000 letters a day by hand.'),
      heading('Users'),
      text('Clerks of the complaints line.'),
      heading('Acceptance criteria'),
      text('Accuracy of the classification must be at least 92%. Memory below 2 GB.'),
      text('Budget: RMB 1.5 million yuan'),
      text('Deadline: 31 March 2027'),
      text('Contact: Chen Hao 13912345678'),
    ]);
    expect(need).toMatchObject({
      title: { en: 'Sorting letters from citizens' },
      problem: { en: 'Clerks read 4,000 letters a day by hand.' },
      users: { en: 'Clerks of the complaints line.' },
      task: 'multiclass',
      criteria: [
        { metric: 'accuracy', direction: 'at_least', threshold: 0.92 },
        { metric: 'peak_memory_mib', direction: 'at_most', threshold: 2048 },
      ],
      budget: 1_500_000,
      deadline: '2027-03-31',
      region: '510106',
    });
    expect(need.contact).toMatchObject({ phone: '13912345678' });
  });
});

it('leaves empty what the document does not say', () => {
  const { need, parts } = findNeed([text('今天天气很好，我们去公园散步。'), text('第二段没有任何数字。')]);
  expect(need).toMatchObject({
    problem: null,
    users: null,
    today: null,
    task: null,
    criteria: [],
    budget: null,
    deadline: null,
    contact: null,
    region: null,
    inList: null,
  });
  expect(parts).toEqual([]);
});

it('takes no limit that every program meets or none, and nothing that no exam measures', () => {
  const { need } = findNeed([
    text('验收指标：'),
    text('准确率不低于120%；响应时间不超过2秒；准确率不低于0%'),
  ]);
  expect(need.criteria).toEqual([]);
  expect(need.inList?.indicators?.zh).toContain('响应时间');
});

it('leaves out what its maker does not want', () => {
  const { need } = findNeed([
    row('场景名称', '甲乙丙丁', '预算', '80万元'),
    row('验收指标', '准确率不低于90%'),
    row('实施周期', '一年'),
  ]);
  expect(withoutFields(need, ['budget', 'criteria', 'period', 'title'])).toMatchObject({
    title: { zh: '甲乙丙丁' },
    budget: null,
    criteria: [],
    task: null,
    inList: { period: null, indicators: { zh: '准确率不低于90%' } },
  });
});

it('reads hostile lengths in time', () => {
  // A third of a second on a quiet machine; what grows with the square would take minutes.
  const begun = performance.now();
  findNeed([
    text('预算'.repeat(20_000)),
    text(`${'1'.repeat(50_000)}元`),
    text('：'.repeat(50_000)),
    row(...Array(200).fill('a '.repeat(5_000))),
  ]);
  expect(performance.now() - begun).toBeLessThan(20_000);
});
