/** What decides where text breaks. */
const COPIED = [
  'box-sizing',
  'width',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
  'border-top-width',
  'border-right-width',
  'border-bottom-width',
  'border-left-width',
  'font',
  'letter-spacing',
  'line-height',
  'tab-size',
] as const;

export interface CaretPosition {
  /** In pixels from the top left corner of the text area, scrolled text considered. */
  readonly top: number;
  readonly left: number;
  readonly lineHeight: number;
}

/** Where the character at `index` stands. Browsers do not tell: its text is laid out once more, unseen. */
export function caretPosition(area: HTMLTextAreaElement, index: number): CaretPosition {
  const style = getComputedStyle(area);
  const copy = document.createElement('div');
  for (const name of COPIED) copy.style.setProperty(name, style.getPropertyValue(name));
  copy.style.setProperty('position', 'absolute');
  copy.style.setProperty('visibility', 'hidden');
  copy.style.setProperty('border-style', 'solid');
  copy.style.setProperty('white-space', 'pre-wrap');
  copy.style.setProperty('overflow-wrap', 'break-word');
  copy.textContent = area.value.slice(0, index);
  const mark = document.createElement('span');
  // Something to stand on; the rest of the word, so that it breaks where the word breaks.
  mark.textContent = /^\S+/.exec(area.value.slice(index))?.[0] ?? '.';
  copy.append(mark);
  document.body.append(copy);
  const { offsetTop: top, offsetLeft: left } = mark;
  copy.remove();
  return {
    top: top - area.scrollTop,
    left: left - area.scrollLeft,
    lineHeight: Number.parseFloat(style.lineHeight) || 20,
  };
}
