import { useEffect, useState } from 'react';
import { onAnnouncement } from './announce.ts';

/** The one live region of the page: what `announce` says appears here, out of sight. */
export function LiveRegion() {
  const [message, setMessage] = useState({ text: '', turn: 0 });
  useEffect(() => onAnnouncement((text) => setMessage(({ turn }) => ({ text, turn: turn + 1 }))), []);
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      <span key={message.turn}>{message.text}</span>
    </div>
  );
}
