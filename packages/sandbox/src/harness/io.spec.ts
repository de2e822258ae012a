import { expect, it } from 'vitest';
import { cutText, soundJson } from './io.js';

it('writes JSON without halves of characters and NUL, in keys as in values, and nothing else changes', () => {
  const value = { 'a\ud800': ['\udc00b', 'c\u0000d', '\\ud800', '\\\\u0000', '😀', 'é\n'] };
  expect(JSON.parse(soundJson(value))).toEqual({
    'a\uFFFD': ['\uFFFDb', 'c\uFFFDd', '\\ud800', '\\\\u0000', '😀', 'é\n'],
  });
});

it('cuts between characters', () => {
  const text = `${'x'.repeat(499)}😀y`;
  expect(cutText(text, 500)).toBe('x'.repeat(499));
  expect(cutText(text, 501)).toBe(`${'x'.repeat(499)}😀`);
  expect(cutText('short', 500)).toBe('short');
});
