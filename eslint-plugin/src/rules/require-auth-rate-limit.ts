import { defineRule } from '../define-rule.ts';
import { lastName, wordsOf } from '../ast/names.ts';
import { isTestFile } from '../ast/test-file.ts';
import type { Range, SourceCode } from '../ast/node.ts';
import { type Endpoint, endpointsOf } from '../http/endpoints.ts';
import { fixedSegments, type Segment } from '../http/path-segments.ts';
import { isLimited } from '../http/rate-limits.ts';
import { limiterBehind } from '../http/request-limiters.ts';
import { projectDependsOn } from '../project-dependencies.ts';
import { sourceRange } from '../sql/text.ts';

interface Options {
  readonly limiters?: readonly string[];
}

export default defineRule<[Options]>({
  name: 'require-auth-rate-limit',
  description: 'Require a rate limit before routes that log in, sign up or reset a password.',
  preset: 'strict',
  topic: 'auth',
  messages: {
    guess:
      'Nothing in sight counts the tries of this route, so that {{what}} can be guessed as fast as the server answers: put a rate limiter before it.',
    flood:
      'Nothing in sight limits this route, so that a script can {{what}} as fast as the server answers: put a rate limiter before it.',
    address:
      'This limiter of logins counts addresses alone, so that guesses from many of them are never counted together, and people behind one shut each other out: let `keyGenerator` give the account and the address.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        limiters: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Names of middleware that limits, and whose name does not say so.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ limiters = [] } = {}] = context.options;
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    for (const endpoint of endpointsOf(sourceCode)) {
      if (endpoint.kind !== 'route' || !/^(?:POST|PUT|PATCH)$/.test(endpoint.method ?? '')) continue;
      const found = riskOf(endpoint.url.text);
      // Who is logged in has no token to guess: what resets the password there is a change of it.
      if ((found?.risk.kind === 'flood' || found?.risk.what === 'tokens') && isBehindLogin(endpoint))
        continue;
      const addressLimit = found?.risk.kind === 'guess' ? addressLimitOf(sourceCode, endpoint) : null;
      if (addressLimit) report({ messageId: 'address', range: addressLimit });
      if (!found || isLimited(sourceCode, endpoint, limiters)) continue;
      if (!makesApp(sourceCode) && projectDependsOn(context, LIMITER_PACKAGE)) return;
      report({
        messageId: found.risk.kind,
        range: sourceRange(endpoint.url, found.segment.start, found.segment.end),
        data: { what: found.risk.what },
      });
    }
  },
});

/** The number of tries of the one limiter before a route, when it counts them by address. */
function addressLimitOf(sourceCode: SourceCode, { handlers }: Endpoint): Range | null {
  const [limiter, other] = handlers.flatMap((handler) => limiterBehind(sourceCode, handler) ?? []);
  if (!limiter || other || limiter.options.has('keyGenerator')) return null;
  return (limiter.options.get('max') ?? limiter.options.get('limit') ?? limiter.call.callee).range;
}

/** Where a project depends on one of these, a file that only has routes may be limited by another. */
const LIMITER_PACKAGE = /rate-?limit|limiter|throttl|brute|slow-down|captcha|turnstile|arcjet/i;

/** Whether the file puts the server together, so that a limiter before all routes would be here. */
function makesApp({ text }: SourceCode): boolean {
  return /\.listen\s*\(/.test(text);
}

/** Whether a guard lets in only those who have an account: they are known, and can be shut out. */
function isBehindLogin({ handlers }: Endpoint): boolean {
  return handlers
    .slice(0, -1)
    .some((handler) =>
      /^_?(?:auth|authorize|needs?Auth|withAuth|logged|require|protect|(?:is|user_?is|must_?be|only)_?(?:Admin|Auth|Logged)|verifyToken|check(?:Auth|Token)|ensure|jwt|passport)/i.test(
        lastName(handler.type === 'CallExpression' ? handler.callee : handler) ?? '',
      ),
    );
}

interface Risk {
  readonly kind: 'guess' | 'flood';
  readonly what: string;
}

const RISKS: readonly (readonly [RegExp, Risk])[] = [
  [
    /^(?:(?:user |users |admin |local )?(?:log ?in|sign ?in)|authenticate)(?: user)?$/,
    { kind: 'guess', what: 'passwords' },
  ],
  [/^(?:(?:user )?sign ?up|register)(?: user)?$/, { kind: 'flood', what: 'make accounts' }],
  [
    /^(?:(?:forgot|forgotten|forget|recover|request|send)(?: reset)? password(?: reset)?|password (?:forgot|recovery)|(?:send|request) (?:reset|password reset)(?: email)?)$/,
    { kind: 'flood', what: 'send mails to anyone' },
  ],
  [/^(?:reset password|password reset)$/, { kind: 'guess', what: 'tokens' }],
  [
    /^(?:(?:verify|check|confirm|validate) (?:otp|2fa|mfa|code|pin|totp)|otp verify|(?:2fa|mfa|otp) (?:verify|login))$/,
    { kind: 'guess', what: 'codes' },
  ],
  [
    /^(?:(?:send|resend|request|generate) (?:otp|code|verification(?: email)?)|magic link)$/,
    { kind: 'flood', what: 'send messages to anyone' },
  ],
];

/** What a script could do with a route, by the last segment of its URL. */
function riskOf(url: string): { segment: Segment; risk: Risk } | null {
  const segments = fixedSegments(url);
  const segment = segments.at(-1);
  if (!segment || !/^\/?(?:$|[?#]|[:{][^/]*\/?$)/.test(url.slice(segment.end))) return null;
  const before = segments.at(-2)?.text ?? '';
  const isOfPassword =
    /^passwords?$/.test(before) && /^(?:reset|forgot|forgotten|recover)$/.test(segment.text);
  const words = wordsOf(segment.text).join(' ');
  const name = isOfPassword ? `${segment.text} password` : words;
  const risk = RISKS.find(([pattern]) => pattern.test(name))?.[1];
  // `/events/:id/register` enrols somebody who has an account.
  if (!risk || (words === 'register' && !isAccountPath(url, segments.slice(0, -1)))) return null;
  // A token that Google signed cannot be guessed.
  if (segments.slice(0, -1).some(({ text }) => PROVIDER.test(text))) return null;
  return { segment, risk };
}

const PROVIDER =
  /^(?:google|facebook|apple|github|gitlab|twitter|linkedin|microsoft|azure|discord|slack|okta|auth0|oauth2?|oidc|saml|sso|social|passkeys?|webauthn|siwe|wallet)$/i;

function isAccountPath(url: string, before: readonly Segment[]): boolean {
  return (
    !/[:{]/.test(url) &&
    before.every(({ text }) =>
      /^(?:api|v\d+|auth|authentication|users?|accounts?|admins?|customers?|members?|public|identity|session|local)$/i.test(
        text,
      ),
    )
  );
}
