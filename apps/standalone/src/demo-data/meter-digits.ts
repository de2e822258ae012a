import { greyPng } from './png.js';
import { drawGlyph, FONTS, soften } from './raster.js';
import { type Dice, makeDice } from './seeded.js';
import { type Column, type Row, type Table, tableCsv } from './table.js';
import { makeZip, type ZipPart } from './zip.js';

export const DIGIT_SIDE = 24;

const LIGHTING = ['daylight', 'lamp', 'dim'] as const;

export const METER_DIGIT_COLUMNS: Column[] = [
  {
    name: 'id',
    type: 'string',
    known_at: 'always',
    role: 'id',
    label: { zh: '记录编号', en: 'Record' },
    meaning: { zh: '一位字轮读数', en: 'One wheel of one reading' },
  },
  {
    name: 'image',
    type: 'image',
    known_at: 'always',
    role: 'feature',
    label: { zh: '字轮图片', en: 'Wheel picture' },
    meaning: {
      zh: `${DIGIT_SIDE}×${DIGIT_SIDE} 像素 8 位灰度 PNG`,
      en: `${DIGIT_SIDE}×${DIGIT_SIDE} pixel 8-bit greyscale PNG`,
    },
  },
  {
    name: 'meter',
    type: 'string',
    known_at: 'always',
    role: 'group',
    label: { zh: '水表', en: 'Meter' },
    meaning: { zh: '水表代号，作为抽样单元', en: 'Meter code; the resampling unit' },
  },
  {
    name: 'lighting',
    type: 'string',
    known_at: 'always',
    role: 'slice',
    label: { zh: '光照', en: 'Lighting' },
    meaning: { zh: '拍摄时的光照', en: 'Light when the picture was taken' },
    values: {
      daylight: { zh: '日光', en: 'Daylight' },
      lamp: { zh: '补光灯', en: 'Lamp' },
      dim: { zh: '昏暗', en: 'Dim' },
    },
  },
  {
    name: 'label',
    type: 'string',
    known_at: 'never',
    role: 'target',
    label: { zh: '读数', en: 'Digit' },
    meaning: {
      zh: '0 至 9；半字取较小者，9 与 0 之间取 9',
      en: '0 to 9; between two digits the lower one counts, between 9 and 0 it is 9',
    },
  },
];

interface Meter {
  code: string;
  font: number;
  turn: number;
  stretch: number;
  weight: number;
  dirt: number;
  /** Light figures on a dark wheel. */
  inverted: boolean;
}

function makeMeters(dice: Dice, count: number): Meter[] {
  return Array.from({ length: count }, (_, i) => ({
    code: `WM-${String(i + 1).padStart(4, '0')}`,
    font: dice.chance(0.8) ? 0 : 1,
    turn: dice.normal(0, 0.012),
    stretch: dice.between(0.85, 1.1),
    weight: dice.between(1.9, 2.9),
    dirt: dice.chance(0.15) ? dice.between(2, 5) : dice.between(0, 1.2),
    inverted: dice.chance(0.3),
  }));
}

function photograph(
  meter: Meter,
  digit: number,
  lighting: (typeof LIGHTING)[number],
  dice: Dice,
): Uint8Array {
  const ink = new Float64Array(DIGIT_SIDE * DIGIT_SIDE);
  const glyphs = FONTS[meter.font]!.glyphs;
  // A wheel between two digits has moved up by at most 0.33 of its pitch, the next digit following from below.
  const roll = dice.chance(0.18) ? dice.between(0.08, 0.33) : dice.normal(0, 0.015);
  const scale = dice.normal(11, 0.35);
  const pitch = 21;
  const common = {
    cx: DIGIT_SIDE / 2 + dice.normal(0, 0.7),
    scale,
    stretch: meter.stretch,
    turn: meter.turn + dice.normal(0, 0.008),
    weight: meter.weight,
  };
  const cy = DIGIT_SIDE / 2 + dice.normal(0, 0.6) - roll * pitch;
  drawGlyph(ink, DIGIT_SIDE, glyphs[digit]!, { ...common, cy });
  drawGlyph(ink, DIGIT_SIDE, glyphs[(digit + 1) % 10]!, { ...common, cy: cy + pitch });
  drawGlyph(ink, DIGIT_SIDE, glyphs[(digit + 9) % 10]!, { ...common, cy: cy - pitch });
  soften(ink, DIGIT_SIDE, dice.between(0.15, 0.75));

  const spots = dice.poisson(meter.dirt);
  for (let i = 0; i < spots; i += 1) {
    const sx = dice.between(0, DIGIT_SIDE);
    const sy = dice.between(0, DIGIT_SIDE);
    const radius = dice.between(0.6, 1.9);
    const tone = dice.chance(0.5) ? 0.75 : 0.15;
    for (let at = 0; at < ink.length; at += 1) {
      const dx = (at % DIGIT_SIDE) + 0.5 - sx;
      const dy = Math.floor(at / DIGIT_SIDE) + 0.5 - sy;
      if (dx * dx + dy * dy < radius * radius) ink[at] = tone;
    }
  }
  const contrast = { daylight: 0.82, lamp: 0.7, dim: 0.42 }[lighting] * dice.between(0.85, 1.1);
  const noise = { daylight: 0.03, lamp: 0.04, dim: 0.065 }[lighting];
  const glare = lighting === 'lamp' ? dice.between(0, 0.3) : 0;
  const glareX = dice.between(0, DIGIT_SIDE);
  const paper = { daylight: 0.9, lamp: 0.86, dim: 0.55 }[lighting];
  return Uint8Array.from(ink, (amount, at) => {
    const away = Math.abs((at % DIGIT_SIDE) - glareX) / DIGIT_SIDE;
    const tone = meter.inverted ? paper - contrast * (1 - amount) : paper - contrast * amount;
    const value = tone + glare * Math.max(0, 1 - 3 * away) + dice.normal(0, noise);
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  });
}

export interface DigitPhotos extends Table {
  /** Raw pixels by file name, DIGIT_SIDE² values each. */
  pixels: Map<string, Uint8Array>;
}

/**
 * Rendered water-meter wheels (multiclass, 0–9): two typefaces, tilt, blur, dirt, glare, wheels between two digits.
 * `meters` share typeface, tilt and dirt, so rows of one meter are not independent. Generated, no photograph.
 */
export function makeMeterDigits(seed: number, rows: number, meters = 120): DigitPhotos {
  const dice = makeDice(seed);
  const devices = makeMeters(dice, meters);
  const pixels = new Map<string, Uint8Array>();
  const table: Row[] = [];
  for (let i = 0; i < rows; i += 1) {
    const meter = devices[i % devices.length]!;
    const digit = dice.below(10);
    const lighting = dice.weighted([
      ['daylight', 5],
      ['lamp', 3],
      ['dim', 2],
    ] as const);
    const number = String(i + 1).padStart(5, '0');
    const image = `d${seed}-${number}.png`;
    pixels.set(image, photograph(meter, digit, lighting, dice));
    table.push({ id: `d${seed}-${number}`, image, meter: meter.code, lighting, label: String(digit) });
  }
  return { columns: METER_DIGIT_COLUMNS, rows: table, pixels };
}

/** labels.csv and files/*.png, as the data supermarket takes a picture set; write with `makeZip`. */
export function digitZipParts(photos: DigitPhotos): ZipPart[] {
  const files = [...photos.pixels].map(([name, pixels]) => ({
    name: `files/${name}`,
    data: greyPng(DIGIT_SIDE, DIGIT_SIDE, pixels),
  }));
  return [{ name: 'labels.csv', data: new TextEncoder().encode(tableCsv(photos)) }, ...files];
}

export function digitZip(photos: DigitPhotos): Uint8Array {
  return makeZip(digitZipParts(photos));
}
