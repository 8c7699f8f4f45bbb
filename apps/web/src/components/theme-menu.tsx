import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuChoice } from '@springboard/ui/menu.tsx';
import { setTheme, type Theme, useTheme } from '@springboard/ui/theme.ts';
import { Monitor, Moon, Sun } from 'lucide-react';

export const themeOptions = [
  { value: 'system', label: 'Like the system', icon: <Monitor aria-hidden className="size-4" /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden className="size-4" /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden className="size-4" /> },
] as const satisfies readonly { value: Theme; label: string; icon: React.ReactNode }[];

/** Light, dark, or as the system has it; remembered in this browser. */
export function ThemeMenu() {
  const theme = useTheme();
  const current = themeOptions.find((option) => option.value === theme) ?? themeOptions[0];
  return (
    <Menu trigger={<IconButton label="Theme">{current.icon}</IconButton>}>
      <MenuChoice<Theme> label="Theme" value={theme} onChange={setTheme} options={themeOptions} />
    </Menu>
  );
}
