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

/** The words of a text's Chinese runs as they follow each other, none left out. */
export const hanWords = (text: string): string[][] =>
  [...fold(text).matchAll(runs)].flatMap(([, hanRun]) => (hanRun ? [segmenter().cut(hanRun, true)] : []));

/**
 * Everything a text can be found by, repeats kept: its words, every pair of neighbouring Chinese characters and every
 * single one. Words tell most; pairs hold where the segmenter cut otherwise; single characters bring together what
 * abbreviations part (环保, 环境保护).
 */
export function terms(text: string): string[] {
  return [...tokens(text), ...pieces(text)];
}

/** The pairs and the single characters among them. */
export function pieces(text: string): string[] {
  const found: string[] = [];
  for (const [, hanRun] of fold(text).matchAll(runs)) {
    if (hanRun) found.push(...hanRun, ...pairsOf(hanRun));
  }
  return found;
}

function pairsOf(hanRun: string): string[] {
  const characters = [...hanRun];
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
