import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { playgroundAddress, readAddress } from '../address.ts';
import { Mark } from '../layout/icons.tsx';
import { ShortcutsButton } from './shortcuts.tsx';
import { ThemeButton } from './theme-button.tsx';

/** The bar above every page; `children` stand between the name and the buttons. */
export function Header({ children }: { readonly children?: ReactNode }) {
  const [path] = useLocation();
  return (
    <header className="header">
      <Link href="/" className="mark" aria-label="Backend Patterns, all lessons">
        <Mark />
        <span className="mark-name">Backend Patterns</span>
      </Link>
      {children}
      <div className="header-buttons">
        {readAddress(path).kind !== 'playground' && (
          <Link href={playgroundAddress} className="header-link">
            Playground
          </Link>
        )}
        <ShortcutsButton />
        <ThemeButton />
      </div>
    </header>
  );
}
