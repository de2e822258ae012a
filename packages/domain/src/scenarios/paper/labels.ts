/** What an office calls the parts of a need, in the documents it writes. */
export const paperParts = [
  'title',
  'department',
  'field',
  'region',
  'problem',
  'users',
  'today',
  'ask',
  'goals',
  'data',
  'conditions',
  'mode',
  'budget',
  'funding',
  'route',
  'period',
  'deadline',
  'decision',
  'contact',
  'phone',
  'qualifications',
] as const;
export type PaperPart = (typeof paperParts)[number];

const labels: Record<PaperPart, string> = {
  title:
    '场景名称 应用场景名称 项目名称 需求名称 机会名称 课题名称 场景需求名称 需求标题 名称 |scenario name|project name|project title|title|name of the need',
  department:
    '需求单位 申报单位 发布单位 牵头单位 责任单位 建设单位 提出单位 单位名称 需求部门 牵头部门 业主单位 填报单位 |department|organisation|organization|submitted by|agency',
  field: '应用领域 所属领域 场景领域 领域 场景类型 |field|domain|category',
  region: '所属区域 实施区域 实施地点 应用区域 落地区域 所在区域 所属区县 建设地点 |district|region|location',
  problem:
    '痛点 痛点问题 痛点难点 存在问题 存在的问题 主要问题 问题 问题描述 需求背景 项目背景 建设背景 场景背景 背景 业务痛点 拟解决的问题 背景与问题 背景及问题 |problem|problem statement|background|pain points|the problem',
  users:
    '服务对象 使用对象 用户 目标用户 使用人员 使用部门 受益对象 使用者 |users|who uses it|beneficiaries|target users',
  today:
    '现状 现状分析 业务现状 目前情况 当前情况 工作现状 现有基础 当前水平 基本情况 现状数据 |today|current situation|current state|baseline|status quo|as is',
  ask: '需求描述 需求内容 场景需求 建设内容 建设目标 主要内容 合作需求 场景描述 场景简介 功能需求 技术需求 项目内容 需求概述 总体要求 |requirements|scope|description|objectives|what is needed|needs',
  goals:
    '技术指标 考核指标 验收指标 预期目标 性能指标 指标要求 绩效目标 目标 主要指标 指标 验收标准 预期成效 量化目标 |acceptance criteria|targets|goals|key figures|indicators|kpis|success criteria|acceptance',
  data: '可开放数据 可提供数据 数据条件 数据资源 数据来源 开放数据 数据基础 数据情况 |available data|data available|data',
  conditions:
    '可提供条件 提供条件 支持条件 保障条件 场地条件 实施条件 配套条件 可提供的条件 |conditions|conditions offered|site conditions|support offered',
  mode: '合作方式 合作模式 合作形式 |mode of cooperation|cooperation|cooperation mode',
  budget:
    '预算 项目预算 拟投资 投资估算 预算金额 资金预算 经费预算 拟投入资金 投资规模 资金规模 预计投资 预算经费 最高限价 |budget|estimated cost|funding amount',
  funding: '资金来源 经费来源 预算来源 |source of funds|funding source|budget owner|funded by',
  route: '采购方式 采购路径 采购形式 |procurement route|procurement method|procurement',
  period: '实施周期 建设周期 项目周期 工期 实施期限 建设期限 实施时间 周期 |schedule|duration|period',
  deadline:
    '截止日期 截止时间 报名截止 报名截止时间 申报截止 征集截止 征集截止时间 应答截止时间 截止 |deadline|due date|closing date|apply by',
  decision:
    '决策时间 决策日期 计划采购时间 拟采购时间 采购时间 计划立项时间 |decision date|award date|decision by',
  contact:
    '联系人 项目联系人 负责人 项目负责人 对接人 联系人员 联系方式 联系人及电话 |contact|contact person|contacts',
  phone: '联系电话 电话 手机 手机号 手机号码 办公电话 |phone|telephone|tel|mobile',
  qualifications: '资质要求 供应商资质 企业资质 资质 |qualifications|required qualifications',
};

/** Full-width and half-width, spaces, brackets and what stands in them do not tell labels apart. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*:、,._'"“”「」&/-]/g, '')
    .toLowerCase();

const known = new Map<string, PaperPart>(
  paperParts.flatMap((part) => {
    const [zh = '', ...en] = labels[part].split('|');
    return [...zh.trim().split(' '), ...en].map((word) => [bare(word), part] as const);
  }),
);

/** 一、 （一） 第二章 1. 1.2 (3) ① A. before a heading. */
const numbering =
  /^\s*(?:第\s*[一二三四五六七八九十百\d]+\s*[章节部分条]+|[一二三四五六七八九十百]+\s*[、.．,，]|[（(]\s*[一二三四五六七八九十百\d]+\s*[)）]|\d+(?:\s*[.．]\s*\d+)*\s*[、.．)）]?(?=\s|[\p{Script=Han}A-Za-z「])|[①-⑳]|[A-H][.、])\s*/u;

export const withoutNumber = (text: string): string => text.replace(numbering, '').trim();
export const isNumbered = (text: string): boolean => numbering.test(text);

/** What the label stands for; `exact` where nothing but a number stood beside it. */
export function partOf(label: string): PaperPart | null {
  const plain = withoutNumber(label);
  return (
    known.get(bare(plain)) ??
    known.get(bare(plain).replace(/^(?:项目|场景|本场景|本项目)/, '')) ??
    twoIn(plain)
  );
}

/** 背景和痛点, 现状与问题: the first that is known. */
function twoIn(label: string): PaperPart | null {
  if (label.length > 16) return null;
  for (const word of label.split(/[和与及、/]|\band\b|&/)) {
    const part = known.get(bare(word));
    if (part) return part;
  }
  return null;
}
