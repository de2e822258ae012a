import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldPairs } from './han-fold.js';
import { stem } from './stem.js';
import { terms, tokens } from './tokens.js';

describe('tokens', () => {
  it('cut Chinese into words, keep the long word beside its parts, drop what says nothing', () => {
    expect(tokens('基于多源数据的城市内涝积水点短时预测与预警')).toEqual([
      '多源',
      '数据',
      '城市',
      '内涝',
      '积水',
      '积水点',
      '短时',
      '预测',
      '预警',
    ]);
    expect(tokens('机器视觉')).toEqual(['机器', '视觉', '机器视觉']);
  });

  it('fold width, case and traditional characters', () => {
    expect(tokens('ＰＭ２．５ 雲計算 智慧城市')).toEqual(tokens('pm2.5 云计算 智慧城市'));
    expect(tokens('數據標註與機器學習')).toContain('数据');
  });

  it('leave technical names whole and plain enough for the database parser', () => {
    expect(tokens('PM2.5, YOLOv8-seg, C++ / C#, 5G+边缘计算, μg/m³')).toEqual([
      'pm25',
      'yolov8',
      'seg',
      'cpp',
      'csharp',
      '5g',
      '边缘',
      '计算',
      '边缘计算',
      'μg',
      'm3',
    ]);
    expect(tokens('阈值 3.14 和 7')).toEqual(['阈值']);
  });

  it('are letters and digits only, never a stop word, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(terms(text).filter((token) => !/^[\p{L}\p{N}\p{M}]{1,64}$/u.test(token))).toEqual([]);
      }),
      { seed: 7, numRuns: 300 },
    );
    expect(tokens('的 and the 与 of 进行')).toEqual([]);
  });
});

describe('stem', () => {
  it.each([
    ['detect', ['detects', 'detected', 'detecting', 'detection', 'detector', 'detections']],
    ['forecast', ['forecasts', 'forecasting', 'forecasted']],
    ['classif', ['classify', 'classified', 'classification', 'classifies', 'classifying']],
    ['schedul', ['schedule', 'schedules', 'scheduled', 'scheduling']],
    ['estim', ['estimate', 'estimated', 'estimating', 'estimation']],
    ['city', ['city', 'cities']],
    ['plan', ['plans', 'planned', 'planning']],
  ])('brings the forms of %s together', (root, forms) => {
    expect(forms.map(stem)).toEqual(forms.map(() => root));
  });

  it('leaves other words alone', () => {
    for (const word of ['gas', 'bus', 'analysis', 'string', 'red', 'status', 'sector', 'yolov8'])
      expect(stem(word)).toBe(word);
  });
});

describe('terms', () => {
  it('are words, pairs of characters and single characters', () => {
    expect(terms('内涝 PM2.5')).toEqual(['内涝', 'pm25', '内', '涝', '内涝']);
  });

  it('hold every pair of any stretch of a text, wherever the segmenter cuts', () => {
    const characters = [...'城市运行管理中心提出利用遥感影像识别违章建筑并自动派发工单'];
    const whole = new Set(terms(characters.join('')));
    const stretch = fc
      .tuple(fc.nat({ max: characters.length - 2 }), fc.integer({ min: 2, max: 12 }))
      .map(([start, length]) => characters.slice(start, start + length));
    fc.assert(
      fc.property(stretch, (part) => {
        for (let at = 1; at < part.length; at += 1) expect(whole).toContain(`${part[at - 1]}${part[at]}`);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('fold', () => {
  it('maps single characters to single, already folded characters', () => {
    expect(foldPairs.size).toBeGreaterThan(800);
    for (const [from, to] of foldPairs) {
      expect([[...from].length, [...to].length]).toEqual([1, 1]);
      expect(`${from}${fold(fold(from))}`).toBe(`${from}${fold(from)}`);
    }
  });

  it('turns a traditional sentence into a simplified one', () => {
    expect(fold('應用場景實驗室：資料開放與演算法驗證')).toBe('应用场景实验室:资料开放与演算法验证');
    expect(fold('電動車輛調度優化、環境監測與預警')).toBe('电动车辆调度优化、环境监测与预警');
  });
});
