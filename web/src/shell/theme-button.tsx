import { MoonIcon, SunIcon, SystemIcon } from '../layout/icons.tsx';
import { announce } from './announce.ts';
import { chooseTheme, useTheme, type Theme } from './theme.ts';

const next: Readonly<Record<Theme, Theme>> = { system: 'dark', dark: 'light', light: 'system' };
const icons = { system: SystemIcon, dark: MoonIcon, light: SunIcon };

/** Goes round: as the system, dark, light. */
export function ThemeButton() {
  const theme = useTheme();
  const Icon = icons[theme];
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Theme: ${theme}. Change to ${next[theme]}.`}
      data-tip={`Theme: ${theme}`}
      onClick={() => {
        chooseTheme(next[theme]);
        announce(`Theme: ${next[theme]}.`);
      }}
    >
      <Icon />
    </button>
  );
}
