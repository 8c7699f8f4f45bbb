import type { WebUiGrant } from '@springboard/contracts/web-uis.ts';

/** Sends a grant to its tab, into a frame of this page or a window of its own. By a form, so that it is in no address and no history. */
export function openByForm({ url, grant }: Pick<WebUiGrant, 'url' | 'grant'>, target: string): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  form.target = target;
  // A window of its own gets no way back to this one.
  if (target === '_blank') form.rel = 'noopener';
  form.hidden = true;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = 'grant';
  field.value = grant;
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
}
