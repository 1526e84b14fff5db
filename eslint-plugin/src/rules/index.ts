import type { Rule } from '../define-rule.ts';
import consistentCountFilter from './consistent-count-filter.ts';
import consistentResponseEnvelope from './consistent-response-envelope.ts';
import jwtRequireAlgorithms from './jwt-require-algorithms.ts';
import jwtRequireAudience from './jwt-require-audience.ts';
import jwtRequireExpiry from './jwt-require-expiry.ts';
import noCascadeDelete from './no-cascade-delete.ts';
import noCaseSensitiveEmail from './no-case-sensitive-email.ts';
import noCaseSensitiveScheme from './no-case-sensitive-scheme.ts';
import noDynamicOrderBy from './no-dynamic-order-by.ts';
import noErrorInSuccessStatus from './no-error-in-success-status.ts';
import noHardcodedSecret from './no-hardcoded-secret.ts';
import noInternalErrorLeak from './no-internal-error-leak.ts';
import noInterpolatedSql from './no-interpolated-sql.ts';
import noLooseNumberParse from './no-loose-number-parse.ts';
import noNullJsonAgg from './no-null-json-agg.ts';
import noOffsetPagination from './no-offset-pagination.ts';
import noQueryInLoop from './no-query-in-loop.ts';
import noRateLimiterDefaults from './no-rate-limiter-defaults.ts';
import noRedundantIndex from './no-redundant-index.ts';
import noResolverQuery from './no-resolver-query.ts';
import noSelectStar from './no-select-star.ts';
import noSharedTokenSecret from './no-shared-token-secret.ts';
import noSwallowedError from './no-swallowed-error.ts';
import noUncheckedAssertion from './no-unchecked-assertion.ts';
import noUncheckedRow from './no-unchecked-row.ts';
import noUnescapedLike from './no-unescaped-like.ts';
import noUnguardedColumnUpdate from './no-unguarded-column-update.ts';
import noVerbUrl from './no-verb-url.ts';
import noWeakPasswordHash from './no-weak-password-hash.ts';
import pluralResourceUrl from './plural-resource-url.ts';
import preferTimestamptz from './prefer-timestamptz.ts';
import requireAuthRateLimit from './require-auth-rate-limit.ts';
import requireForeignKeyIndex from './require-foreign-key-index.ts';
import requireLimit from './require-limit.ts';
import requireLimitCap from './require-limit-cap.ts';
import requireOrderByWithLimit from './require-order-by-with-limit.ts';
import requirePrimaryKey from './require-primary-key.ts';
import requireStatusCheck from './require-status-check.ts';
import requireStatusHeaders from './require-status-headers.ts';
import requireWhere from './require-where.ts';
import statusMatchesMethod from './status-matches-method.ts';

/** Every rule, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [
  noVerbUrl,
  noSelectStar,
  noDynamicOrderBy,
  noInterpolatedSql,
  requireLimit,
  requireWhere,
  noNullJsonAgg,
  noErrorInSuccessStatus,
  noInternalErrorLeak,
  jwtRequireAlgorithms,
  jwtRequireExpiry,
  noHardcodedSecret,
  noRedundantIndex,
  preferTimestamptz,
  requirePrimaryKey,
  pluralResourceUrl,
  statusMatchesMethod,
  consistentResponseEnvelope,
  noOffsetPagination,
  requireOrderByWithLimit,
  requireForeignKeyIndex,
  noCascadeDelete,
  noQueryInLoop,
  noUnguardedColumnUpdate,
  noSharedTokenSecret,
  requireAuthRateLimit,
  noWeakPasswordHash,
  noResolverQuery,
  noUnescapedLike,
  consistentCountFilter,
  noLooseNumberParse,
  requireLimitCap,
  noUncheckedAssertion,
  noSwallowedError,
  requireStatusHeaders,
  noRateLimiterDefaults,
  noCaseSensitiveScheme,
  noUncheckedRow,
  noCaseSensitiveEmail,
  requireStatusCheck,
  jwtRequireAudience,
];
