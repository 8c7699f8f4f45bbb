import { MenuCheck, MenuItem, MenuSeparator } from '@springboard/ui/menu.tsx';
import { AArrowDown, AArrowUp, Accessibility, RotateCcw } from 'lucide-react';
import {
  changeTerminalPreferences,
  largestFontSize,
  smallestFontSize,
  useTerminalPreferences,
  usualFontSize,
} from './terminal-preferences.ts';

/** Entries of a menu: how all terminals of this browser look and speak. */
export function PreferenceItems() {
  const { fontSize, screenReader } = useTerminalPreferences();
  const size = (next: number) => () => changeTerminalPreferences({ fontSize: next });
  return (
    <>
      <MenuItem
        stays
        icon={<AArrowUp aria-hidden />}
        disabled={fontSize >= largestFontSize}
        onClick={size(fontSize + 1)}
      >
        Larger text
        <span className="ml-auto text-xs text-ink-3">{fontSize} px</span>
      </MenuItem>
      <MenuItem
        stays
        icon={<AArrowDown aria-hidden />}
        disabled={fontSize <= smallestFontSize}
        onClick={size(fontSize - 1)}
      >
        Smaller text
      </MenuItem>
      <MenuItem
        stays
        icon={<RotateCcw aria-hidden />}
        disabled={fontSize === usualFontSize}
        onClick={size(usualFontSize)}
      >
        Usual size
      </MenuItem>
      <MenuSeparator />
      <MenuCheck
        icon={<Accessibility aria-hidden />}
        checked={screenReader}
        onChange={(on) => changeTerminalPreferences({ screenReader: on })}
      >
        Announce output to screen readers
      </MenuCheck>
    </>
  );
}
