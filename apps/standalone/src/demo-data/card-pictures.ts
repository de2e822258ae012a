import { type Canvas, type Colour, canvas } from './canvas.js';
import { FONTS, type Point } from './raster.js';
import { makeDice } from './seeded.js';
import { steadySin } from './steady-math.js';
import { say } from './story/types.js';

/** Pictures of the demonstration's cards, drawn here stroke by stroke: nobody else's, and the same on every machine. */
export interface CardPicture {
  fileName: string;
  alt: { zh: string; en: string };
  draw: () => Uint8Array;
}

const WIDE = 1_200;
const HIGH = 800;
const paper: Colour = [247, 249, 250];
const frame: Colour = [214, 221, 226];
const ink: Colour = [52, 64, 75];
const pale: Colour = [203, 224, 228];
const deep: Colour = [15, 102, 116];
const warm: Colour = [196, 106, 28];
const alarm: Colour = [178, 50, 46];

const sheet = () => canvas(WIDE, HIGH, paper);

/** Lines across and an axis at the left and below. */
function axes(on: Canvas): void {
  for (let y = 120; y < 700; y += 116)
    on.line(
      [
        [100, y],
        [1_120, y],
      ],
      1.5,
      frame,
    );
  on.line(
    [
      [100, 90],
      [100, 700],
      [1_120, 700],
    ],
    3,
    ink,
  );
}

/** Measured against foretold, with the band it was to stay in. */
function forecast(seed: number, waves: number): Uint8Array {
  const on = sheet();
  const { next: random } = makeDice(seed);
  axes(on);
  const steps = 60;
  const at = (step: number) => 110 + (step * 1_000) / steps;
  const true_ = Array.from({ length: steps + 1 }, (_, step) => {
    const wave =
      steadySin((step / steps) * Math.PI * 2 * waves) + 0.4 * steadySin((step / steps) * Math.PI * 14);
    return 400 - wave * 150 + (random() - 0.5) * 40;
  });
  const told = true_.map((_, step) => {
    const near = true_.slice(Math.max(0, step - 2), step + 3);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
  const width = (step: number) => 26 + step * 0.7;
  const points = (values: number[], by = (_: number) => 0) =>
    values.map((value, step) => [at(step), value + by(step)] as const);
  on.band(
    points(told, (step) => -width(step)),
    points(told, width),
    pale,
  );
  on.line(points(told), 5, deep);
  for (const [x, y] of points(true_)) on.disc(x, y, 5, ink);
  return on.png();
}

/** A row of pump sets; one runs hot and says so before it stops. */
function station(): Uint8Array {
  const on = sheet();
  const { next: random } = makeDice(21);
  on.box(80, 560, 1_040, 26, pale);
  on.line(
    [
      [80, 560],
      [1_120, 560],
    ],
    3,
    deep,
  );
  for (let unit = 0; unit < 4; unit += 1) {
    const x = 150 + unit * 250;
    const hot = unit === 2;
    on.box(x, 300, 150, 190, [255, 255, 255]);
    on.line(
      [
        [x, 300],
        [x + 150, 300],
        [x + 150, 490],
        [x, 490],
        [x, 300],
      ],
      4,
      hot ? alarm : ink,
    );
    on.disc(x + 75, 395, 52, hot ? [248, 226, 222] : pale);
    on.disc(x + 75, 395, 12, hot ? alarm : deep);
    on.line(
      [
        [x + 75, 490],
        [x + 75, 640],
      ],
      16,
      frame,
    );
    // What its bearing tells, from left to right.
    const trace = Array.from({ length: 31 }, (_, step) => {
      const rise = hot ? Math.max(0, step - 14) * 5.2 : 0;
      return [x + step * 5, 240 - rise + (random() - 0.5) * (hot ? 16 : 10)] as const;
    });
    on.line(
      [
        [x, 255],
        [x + 150, 255],
      ],
      1.5,
      frame,
    );
    on.line(trace, 3, hot ? alarm : deep);
    on.disc(x + 75, 90, 15, hot ? alarm : [46, 125, 80]);
  }
  return on.png();
}

/** The wheels of a meter as a camera sees them, and what was read of each. */
function meter(): Uint8Array {
  const on = sheet();
  const glyph = (digit: number, cx: number, cy: number, scale: number, colour: Colour, font: number) => {
    for (const polyline of FONTS[font]!.glyphs[digit]!)
      on.line(
        polyline.map(({ x, y }: Point) => [cx + (x - 0.5) * scale, cy + (y - 0.8) * scale] as const),
        scale * 0.14,
        colour,
      );
  };
  const read = [0, 4, 7, 3, 8];
  on.box(110, 130, 980, 300, [38, 44, 50]);
  read.forEach((digit, place) => {
    const x = 140 + place * 188;
    on.box(x, 160, 168, 240, place === 4 ? [242, 233, 230] : [250, 250, 248]);
    glyph(digit, x + 84, 280 + (place === 4 ? 34 : 0), 120, place === 4 ? alarm : ink, 0);
    on.line(
      [
        [x + 84, 450],
        [x + 84, 500],
      ],
      3,
      frame,
    );
    on.box(x + 24, 510, 120, 160, [255, 255, 255]);
    on.line(
      [
        [x + 24, 510],
        [x + 144, 510],
        [x + 144, 670],
        [x + 24, 670],
        [x + 24, 510],
      ],
      3,
      place === 4 ? warm : deep,
    );
    glyph(digit, x + 84, 590, 72, place === 4 ? warm : deep, 1);
  });
  return on.png();
}

/** Cases that go to departments: thick where many go. */
function dispatch(): Uint8Array {
  const on = sheet();
  const { next: random } = makeDice(33);
  const left = Array.from({ length: 6 }, (_, at) => 130 + at * 108);
  const right = Array.from({ length: 4 }, (_, at) => 170 + at * 155);
  for (const from of left)
    for (const to of right) {
      const weight = random() ** 3 * 26;
      if (weight < 2) continue;
      const points = Array.from({ length: 25 }, (_, step) => {
        const part = step / 24;
        const ease = part * part * (3 - 2 * part);
        return [260 + part * 660, from + (to - from) * ease] as const;
      });
      on.line(points, weight, weight > 15 ? deep : pale);
    }
  for (const y of left) on.disc(230, y, 30, ink);
  for (const y of right) {
    on.box(920, y - 36, 190, 72, [255, 255, 255]);
    on.line(
      [
        [920, y - 36],
        [1_110, y - 36],
        [1_110, y + 36],
        [920, y + 36],
        [920, y - 36],
      ],
      4,
      deep,
    );
  }
  return on.png();
}

/** A street in rain by how deep the water stands. */
function flood(): Uint8Array {
  const on = sheet();
  const { next: random } = makeDice(45);
  on.box(0, 0, WIDE, 430, [226, 232, 236]);
  for (let house = 0; house < 7; house += 1) {
    const high = 140 + random() * 180;
    on.box(40 + house * 168, 430 - high, 130, high, [206, 214, 220]);
    for (let row = 0; row < 3; row += 1)
      for (let column = 0; column < 2; column += 1)
        on.box(64 + house * 168 + column * 52, 450 - high + row * 44, 28, 24, [240, 243, 245]);
  }
  on.box(0, 430, WIDE, 370, [182, 190, 196]);
  const shores = [520, 600, 690];
  const depths: Colour[] = [
    [190, 214, 222],
    [112, 168, 184],
    [30, 112, 132],
  ];
  shores.forEach((y, at) => {
    const shore = Array.from(
      { length: 41 },
      (_, step) => [step * 30, y + steadySin(step * 0.7 + at) * 14] as const,
    );
    on.band(
      shore,
      shore.map(([x]) => [x, HIGH - 1] as const),
      depths[at]!,
    );
  });
  for (let drop = 0; drop < 160; drop += 1) {
    const [x, y] = [random() * WIDE, random() * 560];
    on.line(
      [
        [x, y],
        [x - 5, y + 22],
      ],
      1.5,
      [150, 168, 178],
    );
  }
  on.line(
    [
      [1_040, 470],
      [1_040, 760],
    ],
    10,
    [255, 255, 255],
  );
  for (let mark = 0; mark < 8; mark += 1) on.box(1_034, 480 + mark * 36, 12, 18, alarm);
  return on.png();
}

const picture = (fileName: string, zh: string, en: string, draw: () => Uint8Array): CardPicture => ({
  fileName,
  alt: say(zh, en) as CardPicture['alt'],
  draw,
});

/** By the card's name in the story, in the order they are shown. */
export const CARD_PICTURES: Readonly<Record<string, readonly CardPicture[]>> = {
  'pump-trees': [
    picture(
      'pump-station.png',
      '示意图：四台泵组的轴承温度曲线，第三台升温并报警',
      'Drawing: bearing temperatures of four pump sets, the third rises and gives the alarm',
      station,
    ),
    picture(
      'stop-risk.png',
      '示意图：未来停机风险的预测曲线、预测区间与实测点',
      'Drawing: the foretold risk of a stop with its band, and what was measured',
      () => forecast(7, 1.5),
    ),
  ],
  'meter-conv': [
    picture(
      'meter-wheels.png',
      '示意图：五位字轮与逐位识读结果，末位处于进位中',
      'Drawing: five wheels of a meter and what was read of each, the last one turning over',
      meter,
    ),
  ],
  'appeal-bayes': [
    picture(
      'dispatch.png',
      '示意图：六类诉求流向四个承办部门，线条越粗件数越多',
      'Drawing: six kinds of appeals go to four departments, thicker where more go',
      dispatch,
    ),
  ],
  'weather-ridge': [
    picture(
      'week-ahead.png',
      '示意图：一周气温预测曲线与实测点，区间随天数变宽',
      'Drawing: temperatures of the week ahead and as measured; the band widens day by day',
      () => forecast(11, 3.5),
    ),
  ],
  'street-flood': [
    picture(
      'street-flood.png',
      '示意图：雨中街道的积水按深浅分为三级，右侧为水尺',
      'Drawing: water in a street in the rain, in three depths, with a gauge at the right',
      flood,
    ),
  ],
};
