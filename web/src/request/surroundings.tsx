import { useState } from 'react';
import { serviceNames } from '../../../lessons/runtime/app/service-names.ts';
import { formatDuration } from '../format.ts';
import { lazyPart } from '../layout/lazy-part.tsx';
import { useNow } from '../layout/use-now.ts';
import { useSessionState } from '../session/context.tsx';

const ClockPanel = lazyPart(() => import('./clock-panel.tsx'));
const SendingPanel = lazyPart(() => import('./sending-panel.tsx'));
const ServicesPanel = lazyPart(() => import('./services-panel.tsx'));

type Panel = 'sending' | 'services' | 'clock';

/** What surrounds a request: how it is sent, the way to the program's services, and the time. */
export function Surroundings() {
  const [open, setOpen] = useState<Panel>();
  const hasServices = useSessionState((state) => serviceNames(state.files).length > 0);
  const toggle = (panel: Panel) => setOpen(open === panel ? undefined : panel);
  return (
    <>
      <button
        type="button"
        className="text-button disclosure"
        aria-expanded={open === 'sending'}
        onClick={() => toggle('sending')}
      >
        Options
      </button>
      {hasServices && (
        <button
          type="button"
          className="text-button disclosure"
          aria-expanded={open === 'services'}
          onClick={() => toggle('services')}
        >
          Services
        </button>
      )}
      <span className="grow" />
      <button
        type="button"
        className="text-button disclosure"
        aria-expanded={open === 'clock'}
        onClick={() => toggle('clock')}
      >
        Clock <ClockTime />
      </button>
      {open === 'sending' && <SendingPanel />}
      {open === 'services' && hasServices && <ServicesPanel />}
      {open === 'clock' && <ClockPanel />}
    </>
  );
}

/** The time of program and database, in UTC as they have it. */
function ClockTime() {
  const ahead = useSessionState((state) => state.clock);
  const now = useNow();
  return (
    <>
      <span className="clock-time">{new Date(now + ahead).toISOString().slice(11, 19)}</span>
      {ahead > 0 && <span className="clock-ahead">+{formatDuration(ahead)}</span>}
    </>
  );
}
