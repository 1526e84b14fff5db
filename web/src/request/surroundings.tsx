import { lazy, Suspense, useEffect, useState } from 'react';
import { serviceNames } from '../../../lessons/runtime/app/service-names.ts';
import { formatDuration } from '../format.ts';
import { useSessionState } from '../session/context.tsx';

const ClockPanel = lazy(() => import('./clock-panel.tsx'));
const ServicesPanel = lazy(() => import('./services-panel.tsx'));

type Panel = 'services' | 'clock';

/** What surrounds a request: the time, and the way to the program's services. */
export function Surroundings() {
  const [open, setOpen] = useState<Panel>();
  const hasServices = useSessionState((state) => serviceNames(state.files).length > 0);
  const toggle = (panel: Panel) => setOpen(open === panel ? undefined : panel);
  return (
    <>
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
      <Suspense fallback={null}>
        {open === 'services' && hasServices && <ServicesPanel />}
        {open === 'clock' && <ClockPanel />}
      </Suspense>
    </>
  );
}

/** The time of program and database, in UTC as they have it. */
function ClockTime() {
  const ahead = useSessionState((state) => state.clock);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <span className="clock-time">{new Date(now + ahead).toISOString().slice(11, 19)}</span>
      {ahead > 0 && <span className="clock-ahead">+{formatDuration(ahead)}</span>}
    </>
  );
}
