/**
 * What developers ask while they work, each with the file that answers it and the section within. Written down
 * before the search was tuned. Every third one is kept back: `find-pattern` may never be tuned on those.
 */
export interface Question {
  readonly text: string;
  /** 'queries.md' */
  readonly file: string;
  /** The heading within the file; a program is read whole. */
  readonly section: string | undefined;
  readonly split: 'tuning' | 'test';
}

const answers: readonly (readonly [question: string, answer: string])[] = [
  ['How should I name the URL for deleting a user?', 'rest.md#URLs and methods'],
  ['Should I use PUT or PATCH to change only the name of a user?', 'rest.md#URLs and methods'],
  ['Is it ok to put an action like /cancelOrder in the path?', 'rest.md#URLs and methods'],
  ['Which HTTP status do I return when a record belongs to someone else?', 'rest.md#Which status'],
  ['What is the difference between 409 and 422?', 'rest.md#Which status'],
  ['What headers must a 201 Created response have?', 'rest.md#Which status'],
  ['How do I validate query string parameters in Fastify?', 'rest.md#Validate at the edge'],
  ['Why is parseInt on a query parameter dangerous?', 'rest.md#Validate at the edge'],
  ['A misspelt filter is silently ignored and the list returns everything', 'rest.md#Validate at the edge'],
  [
    'How should error responses look, and where do I handle exceptions?',
    'rest.md#One envelope, one error handler',
  ],
  ['My API returns the Postgres error message to the client', 'rest.md#One envelope, one error handler'],
  [
    'An async handler that throws in Express 4 makes the request hang',
    'rest.md#One envelope, one error handler',
  ],
  [
    'The client retried a POST after a lost response and created the order twice, what header prevents it?',
    'rest.md#Repeatable POST',
  ],
  ['When do I need a v2 of an endpoint?', 'rest.md#Versions'],
  ['How do I deprecate an API version and announce its sunset?', 'rest.md#Versions'],
  ['Is adding a field to a response a breaking change?', 'rest.md#Versions'],
  ['How do I rate limit requests across several instances?', 'rest.md#Rate limits'],
  ['Can I trust X-Forwarded-For for the client address?', 'rest.md#Rate limits'],
  [
    'How do I throttle brute force attempts on the login endpoint without locking out an office?',
    'rest.md#Rate limits',
  ],
  ['Which type should I use for money in PostgreSQL?', 'schema.md#Keys, types, constraints'],
  ['timestamp or timestamptz?', 'schema.md#Keys, types, constraints'],
  ['Should primary keys be uuid or bigint?', 'schema.md#Keys, types, constraints'],
  ['varchar(255) or text for names?', 'schema.md#Keys, types, constraints'],
  [
    'Two accounts exist that differ only in the case of the e-mail address',
    'schema.md#One person, one e-mail address',
  ],
  ['Do I need an index on a UNIQUE column?', 'schema.md#One person, one e-mail address'],
  ['Should deleting a customer cascade to the orders?', 'schema.md#Foreign keys'],
  ['Deleting a parent row is slow because the child table is scanned', 'schema.md#Foreign keys'],
  ['In which order do the columns of a composite index go?', 'schema.md#Indexes follow queries'],
  ['When is a partial index useful?', 'schema.md#Indexes follow queries'],
  [
    'How do I add a NOT NULL column to a big table without downtime?',
    'schema.md#Migrations on a live database',
  ],
  ['An ALTER TABLE blocked all traffic, what should I have set?', 'schema.md#Migrations on a live database'],
  ['How do I create an index without locking writes?', 'schema.md#Migrations on a live database'],
  ['What naming convention should tables and columns follow?', 'schema.md#Names'],
  ['Should I put attributes in a jsonb column?', 'schema.md#Names'],
  ['What is wrong with SELECT *?', 'queries.md#Columns, rows, order'],
  ['Rows come back in a different order every time', 'queries.md#Columns, rows, order'],
  ['How do I prevent SQL injection in a WHERE clause?', 'queries.md#Values are bound, never written in'],
  [
    'I run a query for every user in a loop, how do I make it one?',
    'queries.md#One query instead of one per row',
  ],
  ['json_agg returns [null] for users without orders', 'queries.md#One query instead of one per row'],
  [
    'LEFT JOIN LATERAL to fetch the latest children of each parent',
    'queries.md#One query instead of one per row',
  ],
  ['How do I let clients choose the ORDER BY column safely?', 'queries.md#Sort from an allow-list'],
  ['Can a sortBy parameter leak password hashes?', 'queries.md#Sort from an allow-list'],
  ['How do I escape percent signs in a LIKE search?', 'queries.md#Search text'],
  ['Searching with ILIKE %term% is slow, which index helps?', 'queries.md#Search text'],
  ['Offset or cursor pagination?', 'queries.md#Pages'],
  ['What is the maximum page size and how do I enforce it?', 'queries.md#Pages'],
  ['The total count does not match the filtered list', 'queries.md#Pages'],
  ['How do I implement keyset pagination?', 'queries.md#Pages'],
  ['How do I read the output of EXPLAIN ANALYZE?', 'queries.md#Look at the plan'],
  ['What belongs in a repository class and what does not?', 'layers.md#Repository'],
  ['Should findById throw or return null when nothing is found?', 'layers.md#Repository'],
  ['How do I keep the password hash out of the User type?', 'layers.md#Repository'],
  [
    'How do I write an UPDATE from a partial body without letting clients set any column?',
    'layers.md#Partial update',
  ],
  ['PATCH with an empty object gives a syntax error in SQL', 'layers.md#Partial update'],
  ['Where do business rules go?', 'layers.md#Service'],
  ['Two requests pay the same order at the same time', 'layers.md#Races'],
  ['When do I need SELECT FOR UPDATE?', 'layers.md#Races'],
  ['How do I retry a transaction after a serialization failure or deadlock 40001?', 'layers.md#Transactions'],
  ['Why is pool.query("BEGIN") wrong?', 'layers.md#Transactions'],
  ['Which SQLSTATE means a duplicate and how do I turn it into an answer?', 'layers.md#Transactions'],
  ['The welcome e-mail is lost when the process crashes after the insert', 'layers.md#After the commit'],
  ['How long should a JWT secret be and how do I check it at start?', 'auth.md#Secrets'],
  ['Which options must I pass to jwt.verify?', 'auth.md#Access tokens'],
  ['How long should an access token live?', 'auth.md#Access tokens'],
  ['How do I rotate refresh tokens and detect reuse?', 'auth.md#Refresh tokens'],
  ['Can the refresh token be a JWT with the same secret?', 'auth.md#Refresh tokens'],
  ['How do I parse the Authorization Bearer header?', 'auth.md#The header'],
  ['bcrypt, scrypt or argon2id for passwords?', 'auth.md#Passwords'],
  ['Does response timing reveal whether an account exists?', 'auth.md#Passwords'],
  ['How do I make sure users only see their own orders?', 'auth.md#Roles and objects'],
  ['Where should the admin role be stored and checked?', 'auth.md#Roles and objects'],
  ['What should login answer for an unknown address?', 'auth.md#Login'],
  ['Should I store tokens in localStorage or a cookie?', 'auth.md#In a browser'],
  ['How do I cache a user lookup in Redis?', 'caching-strategies.md#Cache-aside'],
  ['What should happen when the cache is down?', 'caching-strategies.md#Cache-aside'],
  ['Dates come back as strings from the cache', 'caching-strategies.md#Cache-aside'],
  ['When do I delete a cache key, before or after the commit?', 'caching-strategies.md#Invalidate'],
  ['Users see stale data after an update', 'caching-strategies.md#Invalidate'],
  ['A hot key expires and thousands of requests hit the database', 'caching-strategies.md#Stampede'],
  ['How do I cache that something does not exist?', 'caching-strategies.md#Negative caching'],
  ['Which Cache-Control header for personal data?', 'caching-strategies.md#HTTP caching'],
  ['How do I make an ETag for a JSON response with a timestamp in it?', 'caching-strategies.md#HTTP caching'],
  ['Which eviction policy should Redis have?', 'caching-strategies.md#Redis'],
  ['How do I design nullable fields and lists in a GraphQL schema?', 'graphql-patterns.md#Schema design'],
  ['How do I solve N+1 in GraphQL resolvers?', 'graphql-patterns.md#Resolvers and DataLoader'],
  ['How do I paginate with edges and pageInfo?', 'graphql-patterns.md#Connections'],
  ['How do I stop deeply nested GraphQL queries?', 'graphql-patterns.md#Depth and cost limits'],
  ['How do I hide internal errors in GraphQL?', 'graphql-patterns.md#Errors'],
  ['How do I authorize a single GraphQL field?', 'graphql-patterns.md#Authorization per field'],
  ['Should services talk over HTTP or events?', 'microservices-patterns.md#Communication and contracts'],
  ['fetch to another service hangs forever', 'microservices-patterns.md#Timeouts'],
  ['How do I retry a failed call with exponential backoff?', 'microservices-patterns.md#Retries with jitter'],
  ['How do I stop calling a service that keeps failing?', 'microservices-patterns.md#Circuit breaker'],
  ['How do I publish events reliably together with a database write?', 'microservices-patterns.md#Outbox'],
  ['How do I undo steps across several services when one fails?', 'microservices-patterns.md#Saga'],
  ['What should liveness and readiness probes check?', 'microservices-patterns.md#Health'],
  ['Give me a complete REST API to start from', 'examples/rest-api-complete.ts'],
  ['Is there a full example of sign-up, login, refresh and logout?', 'examples/auth-flow-complete.ts'],
  ['I need a whole GraphQL server to start from', 'examples/graphql-server.ts'],
  ['Show me working code that encodes and decodes an opaque cursor', 'examples/foundation/cursor.ts'],
];

/** One hundred questions, two thirds to tune with, a third to test. */
export const questions: readonly Question[] = answers.map(([text, answer], index) => {
  const [file = '', section] = answer.split('#');
  return { text, file, section, split: index % 3 === 2 ? 'test' : 'tuning' };
});
