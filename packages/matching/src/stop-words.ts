import { stem } from './stem.js';

const english =
  'a an and are as at be been but by can could did do does for from had has have how i if in into is it its may ' +
  'more most must no not of on or our s shall should so such t than that the their them then there these they ' +
  'this those to under up us use used using via was we were what when where which who will with would you your';

const chinese =
  '的 了 和 与 及 或 在 是 为 对 等 中 上 下 以 从 到 由 于 并 而 且 其 之 这 那 该 各 每 个 一 不 有 无 也 都 就 将 把 被 让 ' +
  '向 给 但 如 若 则 即 可 能 会 要 应 需 我 你 他 她 它 们 我们 你们 他们 它们 自己 什么 怎么 如何 是否 哪些 哪个 谁 吗 呢 吧 啊 ' +
  '以及 并且 或者 而且 但是 因为 所以 如果 由于 对于 关于 根据 按照 通过 进行 实现 开展 具有 具备 其中 同时 可以 能够 需要 应当 ' +
  '已经 目前 现有 相关 有关 一个 一种 这个 那个 以上 以下 之间 方面 等等 包括 主要 提供 支持 基于 针对 面向 利用 采用 使用';

const stopWords = new Set([...english.split(' '), ...chinese.split(' ')]);

export function isStopWord(token: string): boolean {
  return stopWords.has(token);
}

const units =
  '年 月 日 号 时 分 秒 周 天 季 季度 年度 月份 小时 分钟 秒钟 星期 世纪 年代 米 公里 千米 厘米 毫米 微米 平方米 平方公里 立方米 亩 公顷 ' +
  '吨 千克 公斤 克 毫克 升 毫升 度 摄氏度 元 万元 亿元 万 亿 千 百 个 项 次 人 人次 名 家 台 套 辆 件 条 路 处 座 页 份 倍 百分 百分之 ' +
  'second minute hour day week month year km cm mm μm m2 m3 kg mg μg kw kwh mw mb gb tb kb ms hz cny yuan percent pct';
/** Common in every need and every card, whatever they are about. */
const phrases =
  '开放 场景 应用场景 应用 需求 方案 解决方案 解决 问题 平台 系统 建设 能力 服务 要求 单位 企业 公司 有限公司 项目 工作 情况 条件 目标 ' +
  '数据 技术 功能 产品 业务 管理 城市 智能 智慧 全市 我市 本市 区县 部门 机构 人员 时间 左右 不少于 不低于 不超过 以内 每天 每日 每年 每月 全天 ' +
  'open scenario application need solution problem platform system build capability service requirement project data technology product ' +
  'function smart intelligent management city time';

const measures = new Set(units.split(' ').map(stem));
const worn = new Set(phrases.split(' ').map(stem));

/** A number, a unit or both: how much, not what. */
export function isMeasure(term: string): boolean {
  const [, unit] = /^\p{N}+(\D*)$/u.exec(term) ?? [null, term];
  return unit === '' || measures.has(unit ?? term);
}

/** No evidence that a card answers a need: numbers, units, and what stands in every need and every card. */
export function saysNothing(term: string): boolean {
  return isMeasure(term) || worn.has(term) || isStopWord(term);
}
