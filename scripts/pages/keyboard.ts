import type { Page } from '@playwright/test';

/** What is wrong with a page for who has no mouse. */
export interface KeyboardResult {
  /** Elements that `Tab` came to. */
  readonly reached: number;
  readonly problems: readonly string[];
}

/** Presses that leave what keeps the Tab key for itself: a terminal, and the editor. */
const chords = { terminal: 'Control+Shift+Escape', editor: 'Escape' } as const;

/** A field for a date or a time has a stop for each of its parts, and one for its picker. */
const mostParts = 8;

/**
 * Goes through a page by `Tab` alone: each element that can be worked is reached, is seen to have the focus, and lets it go again. Of a group that the
 * arrow keys go through (tabs, options, a grid) one is enough.
 */
export async function walkByKeyboard(page: Page): Promise<KeyboardResult> {
  const wanted = await page.evaluate(markWanted);
  const problems: string[] = [];
  const seen = new Set<string>();
  let still = 0;
  let last: string | null = null;
  for (let press = 0; press < wanted.length * 2 + 12; press += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focusNow);
    if (at.key !== null && at.key === last) still += 1;
    else still = 0;
    last = at.key;
    if (at.key === null) {
      // Past the last one: the browser's own buttons.
      if (seen.size >= wanted.length) break;
      continue;
    }
    if (still === 0 && seen.has(at.key) && seen.size >= wanted.length) break;
    if (!seen.has(at.key) && !at.visible) problems.push(`nothing shows that ${at.name} has the focus`);
    seen.add(at.key);
    if (at.keeps !== null) await page.keyboard.press(chords[at.keeps]);
    if (still >= (at.inParts ? mostParts : 2)) {
      problems.push(`${at.name} does not let the focus go`);
      break;
    }
  }
  for (const { key, name } of wanted) if (!seen.has(key)) problems.push(`${name} is not reached`);
  return { reached: seen.size, problems };
}

/** Numbers the elements that are to be reached, and notes how each looks without the focus. Runs in the page. */
function markWanted(): { key: string; name: string }[] {
  const can =
    'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"], [role="slider"], [role="separator"][tabindex]';
  const wanted: { key: string; name: string }[] = [];
  (document.activeElement as HTMLElement | null)?.blur();
  for (const element of document.querySelectorAll<HTMLElement>(can)) {
    if (
      element.tabIndex < 0 ||
      element.matches(':disabled') ||
      element.closest('[inert], [aria-hidden="true"]')
    )
      continue;
    if (element instanceof HTMLInputElement && (element.type === 'hidden' || isOtherRadio(element))) continue;
    if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })) continue;
    const closed = element.closest('details:not([open])');
    if (closed && element.closest('summary')?.parentElement !== closed) continue;
    const key = String(wanted.length);
    element.dataset.walked = key;
    element.dataset.rest = looks(element);
    wanted.push({ key, name: nameOf(element) });
  }
  return wanted;

  /** Of radio buttons of a name the arrow keys go from one to the next. */
  function isOtherRadio(input: HTMLInputElement): boolean {
    if (input.type !== 'radio') return false;
    const group = [
      ...document.querySelectorAll<HTMLInputElement>(`input[type="radio"][name="${CSS.escape(input.name)}"]`),
    ];
    return input !== (group.find((one) => one.checked) ?? group[0]);
  }
  function looks(element: HTMLElement): string {
    const chain = [
      element,
      element.parentElement,
      element.parentElement?.parentElement,
      element.nextElementSibling,
    ];
    return chain
      .map((one) => {
        if (!one) return '';
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } =
          getComputedStyle(one);
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join(' ');
      })
      .join('|');
  }
  function nameOf(element: HTMLElement): string {
    const said = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return `<${element.tagName.toLowerCase()}> “${said.trim().replaceAll(/\s+/g, ' ').slice(0, 40)}”`;
  }
}

/** What has the focus, and whether that is seen. Runs in the page. */
function focusNow(): {
  key: string | null;
  name: string;
  visible: boolean;
  keeps: 'terminal' | 'editor' | null;
  inParts: boolean;
} {
  const element = document.activeElement as HTMLElement | null;
  if (!element || element === document.body)
    return { key: null, name: '', visible: true, keeps: null, inParts: false };
  const chain = [
    element,
    element.parentElement,
    element.parentElement?.parentElement,
    element.nextElementSibling,
  ];
  const now = chain
    .map((one) => {
      if (!one) return '';
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } =
        getComputedStyle(one);
      return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join(' ');
    })
    .join('|');
  element.dataset.walked ??= `new ${Math.random()}`;
  const terminal = element.closest('.xterm') !== null;
  const editor = element.closest('.cm-editor') !== null;
  const said = element.getAttribute('aria-label') ?? element.textContent ?? '';
  return {
    key: element.dataset.walked,
    name: `<${element.tagName.toLowerCase()}> “${said.trim().replaceAll(/\s+/g, ' ').slice(0, 40)}”`,
    // A text cursor shows it in a terminal and in an editor; what came up only now has no look to compare with.
    visible: terminal || editor || element.dataset.rest === undefined || now !== element.dataset.rest,
    keeps: terminal ? 'terminal' : editor ? 'editor' : null,
    inParts: element.matches('input:is([type="date"], [type="time"], [type="datetime-local"])'),
  };
}
