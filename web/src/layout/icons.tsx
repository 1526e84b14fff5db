import type { ReactNode } from 'react';

function Icon({ children, size = 16 }: { readonly children: ReactNode; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The key's sign, drawn, for many fonts lack it. */
export const EnterIcon = () => (
  <Icon size={9}>
    <path d="M14 2.5v6.2H2.4m4-4-4 4 4 4" />
  </Icon>
);

export const PassedIcon = () => (
  <Icon>
    <path d="m3 8.6 3.1 3.1L13 4.8" />
  </Icon>
);

export const FailedIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
);

export const OpenIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="4.6" />
  </Icon>
);

export const RunningIcon = () => (
  <Icon>
    <path className="spinner" d="M8 3.4A4.6 4.6 0 1 1 3.4 8" />
  </Icon>
);

export const ErrorIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 5v3.6m0 2.3v.1" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M8 2.4 14.2 13H1.8zM8 6.4v3m0 1.7v.1" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
);

export const LockIcon = () => (
  <Icon size={12}>
    <rect x="3" y="7" width="10" height="7" rx="1.5" />
    <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
  </Icon>
);

export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.4m0 10.2v1.4M1.5 8h1.4m10.2 0h1.4M3.4 3.4l1 1m7.2 7.2 1 1m0-9.2-1 1m-7.2 7.2-1 1" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M13.4 9.6A5.6 5.6 0 0 1 6.4 2.6a5.6 5.6 0 1 0 7 7Z" />
  </Icon>
);

export const SystemIcon = () => (
  <Icon>
    <rect x="1.8" y="2.6" width="12.4" height="8.6" rx="1.4" />
    <path d="M5.6 13.6h4.8" />
  </Icon>
);

export const KeyboardIcon = () => (
  <Icon>
    <rect x="1.4" y="3.8" width="13.2" height="8.4" rx="1.4" />
    <path d="M4 6.6h.1m2.6 0h.1m2.5 0h.1m2.6 0h.1M4.6 9.6h6.8" />
  </Icon>
);

export const ShieldIcon = () => (
  <Icon>
    <path d="M8 1.8 13 3.6v4c0 3.2-2.2 5.4-5 6.6-2.8-1.2-5-3.4-5-6.6v-4Z" />
    <path d="m5.8 8 1.6 1.6 2.9-3.1" />
  </Icon>
);

export const Mark = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true" className="mark-icon">
    <rect className="mark-above" x="1.5" y="2.5" width="17" height="5" rx="1.5" strokeWidth="1.6" />
    <rect className="mark-below" x="1.5" y="12.5" width="17" height="5" rx="1.5" strokeWidth="1.6" />
    <path className="mark-between" d="M10 7.5v5" strokeWidth="1.6" />
  </svg>
);
