import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { fold } from './han-fold.js';
import { stem } from './stem.js';
import { isStopWord } from './stop-words.js';

/** Words of the trade that the general dictionary would cut apart. */
const tradeWords = [
  '大模型',
  '信创',
  '揭榜挂帅',
  '数字孪生',
  '边缘计算',
  '接诉即办',
  '低空经济',
  '算力券',
  '内涝',
  '积水点',
  '网格化',
  '机器视觉',
  '缺陷检测',
  '物联网',
  '知识图谱',
  '联邦学习',
  '隐私计算',
  '语音识别',
  '目标检测',
  '智慧城市',
  '城市管理',
  '空气质量',
  '垃圾分类',
  '井盖',
  '占道经营',
  '渣土车',
  '无人机',
  '数据要素',
  '可用不可见',
  '时间序列',
  '工单',
];

/** Han runs · Latin and other words, with inner decimals (`pm2.5`) and the two languages ending in signs. */
const runs = /(\p{Script=Han}+)|(c\+\+|c#|[\p{L}\p{N}]+?(?:\.\p{N}+)*(?=\p{Script=Han}|[^\p{L}\p{N}]|$))/gu;
const han = /\p{Script=Han}/u;
/** PostgreSQL refuses longer lexemes, and nothing that long is a word. */
const longestToken = 64;

let loaded: Jieba | undefined;

/** Loading takes a fifth of a second once; it is the one side effect of this package. */
function segmenter(): Jieba {
  if (!loaded) {
    loaded = Jieba.withDict(dict);
    loaded.loadDict(Buffer.from(tradeWords.map((word) => `${word} 2000 n\n`).join('')));
  }
  return loaded;
}

export interface Token {
  /** Letters and digits only, so that PostgreSQL's parser leaves it whole. */
  token: string;
  /** As it stood in the (folded) text, for people. */
  surface: string;
}

/**
 * The words of a text in reading order, repeats kept, stop words left out. Chinese in search mode (a long
 * word and the dictionary words inside it), English stemmed; widths, case and traditional characters folded.
 */
export function tokens(text: string): string[] {
  return wordsOf(text).map(({ token }) => token);
}

export function wordsOf(text: string): Token[] {
  const found: Token[] = [];
  for (const [run, hanRun] of fold(text).matchAll(runs)) {
    if (!hanRun) {
      const token = latin(run);
      if (token) found.push({ token, surface: run });
      continue;
    }
    for (const word of segmenter().cutForSearch(hanRun, true)) {
      if (!isStopWord(word) && word.length <= longestToken) found.push({ token: word, surface: word });
    }
  }
  return found;
}

/**
 * What a text's token column holds: its words and every pair of neighbouring Chinese characters, each once,
 * parted by spaces, ready for `to_tsvector('simple', …)`. The pairs make any two characters findable with
 * one look into the index, wherever the segmenter put its cuts. The last character of each run stands alone
 * too, so that every character begins some token.
 */
export function searchTokens(text: string): string {
  const kept = new Set(tokens(text));
  for (const [run, hanRun] of fold(text).matchAll(runs)) {
    if (hanRun) {
      for (const pair of pairsOf(hanRun)) kept.add(pair);
      kept.add([...hanRun].at(-1) ?? '');
    } else if (latin(run)) kept.add(latin(run));
  }
  return [...kept].join(' ');
}

/**
 * What a search asks of that column, all of it required: English stems, and for each Chinese word the
 * character pairs it is made of (the words themselves cannot be asked for: a text may be cut otherwise).
 * A token of one Chinese character is to be asked as a prefix (`水:*`). Empty where the query says nothing.
 */
export function queryTokens(query: string): string[] {
  const asked = new Set<string>();
  for (const [run, hanRun] of fold(query).matchAll(runs)) {
    if (!hanRun) {
      const token = latin(run);
      if (token) asked.add(token);
      continue;
    }
    for (const word of phrases(hanRun)) for (const pair of pairsOf(word)) asked.add(pair);
  }
  return [...asked];
}

/** Dictionary words of two characters and more; what is left between them stays together. */
function phrases(hanRun: string): string[] {
  const cut = segmenter().cut(hanRun, false);
  if (cut.every(isStopWord)) return [];
  const found: string[] = [];
  let loose = '';
  const close = () => {
    // A lone character beside words says little.
    if ([...loose].length > 1) found.push(loose);
    loose = '';
  };
  for (const word of cut) {
    const single = [...word].length === 1;
    if (single && !isStopWord(word)) {
      loose += word;
      continue;
    }
    close();
    if (!single && !isStopWord(word)) found.push(word);
  }
  close();
  return found.length > 0 ? found : [hanRun];
}

function pairsOf(hanRun: string): string[] {
  const characters = [...hanRun];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function latin(run: string): string {
  if (run === 'c++') return 'cpp';
  if (run === 'c#') return 'csharp';
  const joined = run.replaceAll('.', '');
  // Bare decimals and single digits are values, not words.
  if (/^\p{N}$/u.test(run) || /^\p{N}+(?:\.\p{N}+)+$/u.test(run)) return '';
  if (joined.length > longestToken || isStopWord(joined) || han.test(joined)) return '';
  return stem(joined);
}
