import { editionColumns } from '@scenario-lab/contracts/edition-columns';
import { type EditionKind, editionKinds } from '@scenario-lab/contracts/editions';

/** How headings are written besides the list's own words; seen in lists of cities. `summary` and `both` have no column. */
const aliases: Readonly<Record<EditionKind, Readonly<Record<string, string>>>> = {
  opportunity: {
    name: '应用场景名称 场景机会名称 场景需求名称 需求名称 机会名称 名称 场景 项目名称 scenarioname title',
    field: '领域 场景类型 场景领域 所属领域 类别 场景类别 category',
    region: '拟落地应用区域 落地区域 应用区域 区域 所在区域 区县 所属区县 region area',
    owner:
      '单位名称 牵头部门 需求单位 责任单位 发布部门 委办局 单位 牵头单位 department organisation organization',
    problem: '痛点问题 存在问题 问题 painpoint painpoints',
    ask: '场景简介 合作需求 场景描述 简介 需求 建设内容 场景内容 主要内容 description need',
    indicators: '指标 技术要求 性能指标 requirements',
    data: '开放数据 数据 可提供数据 dataoffered',
    conditions: '提供条件 支持条件 开放条件 conditions',
    mode: '合作模式 合作形式 cooperationmode mode',
    budget: '拟投资 投资 预算 投资金额 投资额 拟投资额 资金规模 预算金额 budget investment',
    funding: '资金 经费来源 funding fundingsource',
    period: '周期 建设周期 实施时间 建设期 schedule',
    deadline: '截止时间 报名截止 截止 有效期 duedate',
    contact: '联系人员 负责人 对接人 contactperson',
    phone: '电话 手机 手机号 联系手机 联系方式 telephone mobile',
  },
  capability: {
    owner: '公司名称 单位名称 供给方 企业 公司 单位 companyname vendor',
    creditCode: '信用代码 社会信用代码 统一代码 creditcode uscc',
    name: '产品名称 方案名称 产品方案名称 解决方案 产品 方案 场景能力 能力名称 名称 product solution title',
    technology: '技术 核心技术 技术方向 类别 technology',
    indicators: '指标 性能指标 技术指标 keyfigure metrics',
    trl: '成熟度 技术成熟度等级 trl trl等级',
    ip: '专利 知识产权情况 patents',
    cases: '案例 应用案例 成功案例 case',
    applies: '可应用落地场景 应用场景 适用领域 落地场景 可应用场景 scenarios',
    deployment: '部署方式 部署条件 deployment',
    xinchuang: '信创 信创适配情况 国产化适配 xinchuang',
    qualifications: '企业资质 资质荣誉 资质证书 荣誉资质 qualification',
    contact: '联系人员 负责人 对接人 contactperson',
    phone: '电话 手机 手机号 联系手机 联系方式 telephone mobile',
    summary:
      '企业与产品简介 企业简介 产品简介 简介 能力简介 方案简介 能力描述 companyprofile summary description',
  },
};

/** Full-width and half-width, spaces, brackets and what stands in them, marks of must: none of it tells headings apart. */
const bare = (heading: string) =>
  heading
    .normalize('NFKC')
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*:：/、,，._'"“”&-]/g, '')
    .toLowerCase();

const known = Object.fromEntries(
  editionKinds.map((kind) => {
    const names = new Map<string, string>();
    for (const [id, words] of Object.entries(aliases[kind]))
      for (const word of words.split(' ')) names.set(bare(word), id);
    for (const { id, zh, en } of editionColumns[kind]) for (const word of [zh, en]) names.set(bare(word), id);
    return [kind, names];
  }),
) as unknown as Record<EditionKind, Map<string, string>>;

/** Yuan that 1 stands for where a heading says so: (万元), (亿元), (元), in English (10,000 yuan). */
export function unitOf(heading: string): number | null {
  const text = heading.normalize('NFKC').toLowerCase();
  if (/亿/.test(text)) return 1e8;
  if (/万|10,?000/.test(text)) return 1e4;
  return /元|yuan|cny|rmb/.test(text) ? 1 : null;
}

export interface Headings {
  kind: EditionKind;
  /** Where each column stands; the first of two that say the same. */
  places: Map<string, number>;
  /** Of the budget's heading. */
  unit: number | null;
}

/** Reads a row as headings: the kind whose words it has more of. Null with fewer than two, or without a name. */
export function headingsOf(cells: readonly string[]): Headings | null {
  let best: Headings | null = null;
  for (const kind of editionKinds) {
    const places = new Map<string, number>();
    cells.forEach((cell, place) => {
      const id = known[kind].get(bare(cell));
      if (id !== undefined && !places.has(id)) places.set(id, place);
    });
    if (places.size < 2 || !places.has('name')) continue;
    if (best && places.size <= best.places.size) continue;
    best = { kind, places, unit: unitOf(cells[places.get('budget') ?? -1] ?? '') };
  }
  return best;
}
