import type { Terminal } from '@xterm/xterm';

/** Copies what is selected; does nothing without a selection. Needs a key or a click of the person's, as browsers demand. */
export function copySelection(terminal: Terminal): void {
  if (!terminal.hasSelection()) return;
  // Without HTTPS there is no clipboard object, and with it the person may have refused.
  if (!navigator.clipboard) copyByCommand(terminal);
  else navigator.clipboard.writeText(terminal.getSelection()).catch(() => copyByCommand(terminal));
}

/** Browsers copy by command only where something is selected in what has the focus: the terminal's hidden field. */
function copyByCommand(terminal: Terminal): void {
  const field = terminal.textarea;
  if (!field) return;
  field.value = terminal.getSelection();
  field.select();
  document.execCommand('copy');
  field.value = '';
}
