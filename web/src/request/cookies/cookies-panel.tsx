import { useSession, useSessionState } from '../../session/context.tsx';
import { formatDuration } from '../../format.ts';
import { useNow } from '../../layout/use-now.ts';
import { isExpired, keyOf, type Cookie } from './cookie.ts';

/** The cookies that responses have set, which go along with the next request for their host and path. */
export default function CookiesPanel() {
  const session = useSession();
  const jar = useSessionState((state) => state.jar);
  const ahead = useSessionState((state) => state.clock);
  const now = useNow();
  const { isOn, cookies, refused } = jar;
  const change = (cookie: Cookie, by: Partial<Cookie> | undefined) =>
    session.changeJar({
      cookies: cookies.flatMap((each) => (each !== cookie ? each : by ? { ...each, ...by } : [])),
    });
  return (
    <div className="cookies">
      <div className="table-bar">
        <label className="check-label">
          <input
            type="checkbox"
            checked={isOn}
            onChange={({ target }) => session.changeJar({ isOn: target.checked })}
          />
          Keep and send cookies
        </label>
        <span className="grow" />
        <button
          type="button"
          className="text-button"
          disabled={cookies.length === 0}
          onClick={() => session.changeJar({ cookies: [], refused: [] })}
        >
          Clear
        </button>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label="Cookie jar">
        {refused.map(({ text, reason }, index) => (
          <p key={index} className="cookie-refused">
            <b>Not kept:</b> <code>{text}</code> {reason}
          </p>
        ))}
        {cookies.length === 0 && (
          <p className="empty">
            {isOn
              ? 'No cookie. What a response sets with Set-Cookie is kept here and goes along with the next request.'
              : 'Set-Cookie is ignored, and requests go without cookies.'}
          </p>
        )}
        <ul className="cookie-list">
          {cookies.map((cookie) => (
            <CookieItem
              key={keyOf(cookie)}
              cookie={cookie}
              now={now + ahead}
              onChange={(by) => change(cookie, by)}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

interface CookieItemProps {
  readonly cookie: Cookie;
  readonly now: number;
  /** Undefined removes it. */
  readonly onChange: (by: Partial<Cookie> | undefined) => void;
}

function CookieItem({ cookie, now, onChange }: CookieItemProps) {
  const { name, value, domain, isHostOnly, path, isOn, isSecure, isHttpOnly, sameSite } = cookie;
  const attributes = [
    isHostOnly ? domain : `${domain} and below`,
    path,
    isHttpOnly && 'HttpOnly',
    isSecure && 'Secure',
    sameSite && `SameSite=${sameSite}`,
  ].filter(Boolean);
  return (
    <li className={isOn && !isExpired(cookie, now) ? '' : 'off'}>
      <input
        type="checkbox"
        aria-label={`Send ${name}`}
        checked={isOn}
        onChange={({ target }) => onChange({ isOn: target.checked })}
      />
      <span className="cookie-name">{name}</span>
      <input
        className="path"
        aria-label={`Value of ${name}`}
        value={value}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        // A semicolon would end the value, and a line the header.
        onChange={({ target }) => onChange({ value: target.value.replaceAll(/[;\r\n]/g, '') })}
      />
      <button
        type="button"
        className="text-button"
        aria-label={`Remove ${name}`}
        onClick={() => onChange(undefined)}
      >
        Remove
      </button>
      <p>
        {attributes.join(' · ')} · {expiryOf(cookie, now)}
      </p>
    </li>
  );
}

function expiryOf({ expires }: Cookie, now: number): string {
  if (expires === undefined) return 'until the session ends';
  return expires <= now ? 'expired' : `expires in ${formatDuration(Math.max(expires - now, 1000))}`;
}
