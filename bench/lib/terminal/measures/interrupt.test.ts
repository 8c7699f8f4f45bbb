import { expect, test } from 'vitest';
import { interrupted } from './interrupt.ts';

test('the prompt behind an interrupt is seen, as it streams and as a screen that is drawn anew', () => {
  expect(interrupted('y\r\ny\r\n^C\r\n\x1b[?2004hroot@host:/tmp/x# ')).toBe(true);
  expect(interrupted('y\r\ny\r\n^C\r\nroot@host:~#\x1b[1C\x1b[?2004h')).toBe(true);
});

test('neither the interrupt alone, nor an older prompt, nor output behind it is taken for one', () => {
  expect(interrupted('y\r\n^C\r\n')).toBe(false);
  expect(interrupted('root@host:~# yes\r\ny\r\ny\r\n^C')).toBe(false);
  expect(interrupted('^C\r\nroot@host:~# \r\ny\r\n')).toBe(false);
});
