import { useShallow } from 'zustand/react/shallow';
import { serviceNames } from '../../../lessons/runtime/app/service-names.ts';
import { formatDuration } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import { smoothWay, type ServiceSettings } from '../session/service-settings.ts';

/** How the way to each of the program's services is. */
export default function ServicesPanel() {
  const names = useSessionState(useShallow((state) => serviceNames(state.files)));
  return (
    <div className="surroundings" role="group" aria-label="Services">
      {names.map((name) => (
        <Service key={name} name={name} />
      ))}
      <p>
        A failed call is answered with 503. A lost one breaks off: its request never arrives, or the service
        works and its answer is lost, in turn.
      </p>
    </div>
  );
}

function Service({ name }: { readonly name: string }) {
  const session = useSession();
  const settings = useSessionState((state) => state.services[name] ?? smoothWay);
  const set = (change: Partial<ServiceSettings>) =>
    void session.running.then((running) => running.setService(name, { ...settings, ...change }));
  return (
    <section className="service" aria-label={name}>
      <h3>http://{name}.internal</h3>
      <Slider
        label="Latency"
        value={settings.latency}
        most={3000}
        step={50}
        text={formatDuration(settings.latency)}
        onChange={(latency) => set({ latency })}
      />
      <Slider
        label="Failure"
        value={settings.failure}
        most={100}
        step={5}
        text={`${settings.failure} %`}
        onChange={(failure) => set({ failure, loss: Math.min(settings.loss, 100 - failure) })}
      />
      <Slider
        label="Loss"
        value={settings.loss}
        most={100}
        step={5}
        text={`${settings.loss} %`}
        onChange={(loss) => set({ loss, failure: Math.min(settings.failure, 100 - loss) })}
      />
    </section>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly step: number;
  /** The value as people read it. */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

function Slider({ label, value, most, step, text, onChange }: SliderProps) {
  return (
    <label>
      {label}
      <input
        type="range"
        min={0}
        max={most}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <output>{text}</output>
    </label>
  );
}
