/** The sibling that an arrow, Home or End leads to, in a row of which only one stands in the order of the Tab key. */
export function neighbourOf(one: HTMLElement, key: string): HTMLElement | null {
  const to = {
    ArrowLeft: one.previousElementSibling,
    ArrowRight: one.nextElementSibling,
    Home: one.parentElement?.firstElementChild,
    End: one.parentElement?.lastElementChild,
  }[key];
  return to instanceof HTMLElement ? to : null;
}
