import type { EditionKind } from './editions.js';

/** A column of a published list; `id` names its cell everywhere, the words head it in a file and on the page. */
export interface EditionColumn {
  id: string;
  zh: string;
  en: string;
  /** Names a person: printed only where the edition says so. */
  contact?: true;
}

const column = (id: string, zh: string, en: string): EditionColumn => ({ id, zh, en });
const contacts: readonly EditionColumn[] = [
  { id: 'contact', zh: '联系人', en: 'Contact', contact: true },
  { id: 'phone', zh: '联系电话', en: 'Phone', contact: true },
];

/** In the order cities print them; the running number (序号) stands before them. */
export const editionColumns: Readonly<Record<EditionKind, readonly EditionColumn[]>> = {
  opportunity: [
    column('name', '场景名称', 'Scenario'),
    column('field', '应用领域', 'Field'),
    column('region', '所属区域', 'District'),
    column('owner', '发布单位', 'Published by'),
    column('problem', '痛点', 'Problem'),
    column('ask', '需求描述', 'What is asked for'),
    column('indicators', '技术指标', 'Technical indicators'),
    column('data', '可开放数据', 'Data offered'),
    column('conditions', '可提供条件', 'Conditions offered'),
    column('mode', '合作方式', 'Cooperation'),
    column('budget', '拟投资(万元)', 'Budget (10,000 yuan)'),
    column('funding', '资金来源', 'Source of funds'),
    column('period', '实施周期', 'Period'),
    column('deadline', '截止日期', 'Deadline'),
    ...contacts,
  ],
  capability: [
    column('owner', '企业名称', 'Company'),
    column('creditCode', '统一社会信用代码', 'Unified social credit code'),
    column('name', '产品/方案名称', 'Product or solution'),
    column('technology', '技术领域', 'Technologies'),
    column('indicators', '核心指标', 'Key figures'),
    column('trl', '技术成熟度', 'Technology readiness'),
    column('ip', '知识产权', 'Intellectual property'),
    column('cases', '典型案例', 'Cases'),
    column('applies', '适用场景', 'Applies to'),
    column('deployment', '部署要求', 'Deployment'),
    column('xinchuang', '信创适配', 'Domestic IT stacks'),
    column('qualifications', '资质', 'Qualifications'),
    ...contacts,
  ],
};

export const runningNumber = { zh: '序号', en: 'No.' } as const;
