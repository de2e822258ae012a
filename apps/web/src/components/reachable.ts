/**
 * For what can be scrolled inside a page (wide tables): while there is something to scroll, the keyboard can get
 * to it, in browsers too that do not see to that themselves (WCAG 2.1.1). Use as `ref={reachable}`.
 */
export function reachable(box: HTMLElement | null): (() => void) | undefined {
  if (!box || typeof ResizeObserver === 'undefined') return undefined;
  const observer = new ResizeObserver(() => {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  });
  observer.observe(box);
  if (box.firstElementChild) observer.observe(box.firstElementChild);
  return () => observer.disconnect();
}
