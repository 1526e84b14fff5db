import type { SetCookie } from 'cookie';

/** Name and value together, in bytes: what browsers take at most. */
const LONGEST = 4096;

/** Why a browser would not keep this cookie of an http: address; undefined when it would. */
export function refusalOf(cookie: SetCookie, host: string): string | undefined {
  const { name, value = '', secure = false, path } = cookie;
  const domain = cookie.domain?.replace(/^\./, '').toLowerCase() ?? '';
  if (name === '' && value === '') return 'It has neither a name nor a value.';
  if (new TextEncoder().encode(name + value).length > LONGEST) {
    return `Its name and value are longer than ${LONGEST} bytes together.`;
  }
  if (domain !== '' && host !== domain && !host.endsWith(`.${domain}`)) {
    return `Domain=${domain} does not cover ${host}, which sent it.`;
  }
  if (secure && !isTrustworthy(host)) return `Secure needs https, and ${host} was reached by http.`;
  if (cookie.sameSite === 'none' && !secure) return 'SameSite=None is taken only together with Secure.';
  if (/^__secure-/i.test(name) && !secure) return 'A name that begins with __Secure- needs Secure.';
  if (/^__host-/i.test(name) && (!secure || path !== '/' || domain !== '')) {
    return 'A name that begins with __Host- needs Secure and Path=/, and no Domain.';
  }
  return undefined;
}

/** Browsers treat the own machine as if it were reached by https. */
function isTrustworthy(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(host);
}
