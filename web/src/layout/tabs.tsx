import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

export interface TabItem<Key extends string> {
  readonly key: Key;
  readonly label: ReactNode;
  /** A number or mark beside the label. */
  readonly badge?: ReactNode;
  /** Left out where all tabs share one panel. */
  readonly panel?: ReactNode;
}

interface TabsProps<Key extends string> {
  readonly label: string;
  readonly items: readonly TabItem<Key>[];
  readonly selected: Key;
  readonly onSelect: (key: Key) => void;
  /** Beside the tabs, at the end of their row. */
  readonly aside?: ReactNode;
  /** Keeps the panels that are not shown, with what they hold. */
  readonly isKeptMounted?: boolean;
  readonly className?: string;
  /** One panel for all tabs, which follows the selected one by itself. */
  readonly children?: ReactNode;
}

/** Tabs as WAI-ARIA describes them: one is in the tab order, arrows move and select. */
export function Tabs<Key extends string>(props: TabsProps<Key>) {
  const { label, items, selected, onSelect, aside, isKeptMounted = false, className = '', children } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  const panels: readonly { key: string; labelledBy: string; panel: ReactNode }[] =
    children === undefined
      ? items.map((item) => ({ key: item.key, labelledBy: item.key, panel: item.panel }))
      : [{ key: 'shared', labelledBy: selected, panel: children }];
  const panelKey = children === undefined ? selected : 'shared';
  const panelOf = (key: string) => (children === undefined ? `${id}-${key}-panel` : `${id}-shared-panel`);

  const onKeyDown = (event: KeyboardEvent) => {
    const index = items.findIndex((item) => item.key === selected);
    const next = nextIndex(event.key, index, items.length);
    const item = next === undefined ? undefined : items[next];
    if (!item) return;
    event.preventDefault();
    onSelect(item.key);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next ?? 0]?.focus();
  };

  return (
    <div className={`tabs ${className}`}>
      <div className="tab-row">
        <div className="tab-list" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.key}
              type="button"
              role="tab"
              id={`${id}-${item.key}`}
              aria-selected={item.key === selected}
              aria-controls={item.key === selected || isKeptMounted ? panelOf(item.key) : undefined}
              tabIndex={item.key === selected ? 0 : -1}
              onClick={() => onSelect(item.key)}
            >
              {item.label}
              {item.badge}
            </button>
          ))}
        </div>
        {aside !== undefined && <div className="tab-aside">{aside}</div>}
      </div>
      {panels
        .filter(({ key }) => isKeptMounted || key === panelKey)
        .map(({ key, labelledBy, panel }) => (
          <div
            key={key}
            role="tabpanel"
            id={panelOf(key)}
            aria-labelledby={`${id}-${labelledBy}`}
            className="tab-panel"
            hidden={key !== panelKey}
          >
            {panel}
          </div>
        ))}
    </div>
  );
}

function nextIndex(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** A small number beside a tab's label. */
export function Count({ value, tone }: { readonly value: number; readonly tone?: 'bad' | 'warn' }) {
  return value > 0 ? <span className={`count ${tone ?? ''}`}>{value}</span> : undefined;
}
