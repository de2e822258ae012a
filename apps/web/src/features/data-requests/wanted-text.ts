/** One wanted field a line; what stands after the first bar, of either width, says what it means. */
export function wantedOf(text: string): { name: string; note: string }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...rest] = line.split(/[|｜]/);
      return { name: name.trim(), note: rest.join('|').trim() };
    });
}
