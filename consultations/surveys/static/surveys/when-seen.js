/**
 * Calls back once, when the element is no longer folded away. Wherever it stands on the page: who walks through the
 * form with the keyboard must find everything drawn.
 */
const waiting = new WeakMap();

const observer = new ResizeObserver((entries) => {
  for (const { contentRect, target } of entries) {
    if (!contentRect.width) continue;
    observer.unobserve(target);
    waiting.get(target)?.();
    waiting.delete(target);
  }
});

export function whenSeen(element, action) {
  if (waiting.has(element)) return;
  waiting.set(element, action);
  observer.observe(element);
}
