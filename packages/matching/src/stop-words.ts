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
