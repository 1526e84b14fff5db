import { testCases } from './rule-cases.ts';

const words = (text: string): string[] => text.split(' ');
/** A statement that returns any number of rows, unless what is read of it says otherwise. */
const CALL = "db.query('⟦SELECT⟧ name FROM orders WHERE status = $1', [status])";
const unmarked = (code: string): string => code.replaceAll('⟦', '').replaceAll('⟧', '');
const used = (code: string): string => code.replace('CALL', CALL);
const mysql = (code: string): string => `import mysql from 'mysql2/promise';\n${code}`;
const sequelize = (code: string): string =>
  code.replace('CALL', "sequelize.query('⟦SELECT⟧ name FROM orders WHERE status = :status'");
const statement = (text: string): string =>
  `send(db.query(\`${text.replace('SELECT', '⟦SELECT⟧')}\`, values));`;
const later = (text: string): string =>
  `send(db.query(\`${text.replace(/SELECT(?!.*SELECT)/, '⟦SELECT⟧')}\`, values));`;

testCases('require-limit', {
  valid: [
    // Methods and members that hand out one row, or rows one by one.
    ...words(
      'get first one oneOrNone maybeOne oneFirst queryOne getOne fetchOne findOneQuery selectOneSql queryRow getCell getRow getFirstAsync getAsync queryStream each iterate queryFirst executeScalar querySingle',
    ).map((method) => used('send(CALL);').replace('.query(', `.${method}(`)),
    ...words('get first one pluck stream each iterate cursor shift at executeTakeFirst').map((name) =>
      used(`send((await CALL).rows.${name}());`),
    ),
    ...[
      'send((await CALL)[0]);',
      'send((await CALL).rows[0].name);',
      'send((await CALL).rows[0] as Order);',
      'const [{ name, ...other }] = await CALL;',
      'const [order] = await CALL;',
      'let order; [order] = await CALL;',
      'const { rows: [order] } = await CALL;',
      'const [[order]] = await CALL;',
      'const { rows } = await CALL; send(rows[0]);',
      'const { rows, fields } = await CALL; send(rows[0]);',
      'const result = await CALL; send(result.rows[0]);',
      'const result = await CALL; send(result.recordset[0]);',
      'const result = await CALL; send(result.results[0]);',
      'const result = await CALL; if (result.rowCount) send(result.rows[0]);',
      'const result = await CALL; if (!result.rows.length) fail(); send(result.rows[0]);',
      'const rows = await CALL; if (rows) send(rows[0]);',
      'const rows = await CALL; if (!rows) fail(); send(rows[0]);',
      ...words('lengthy mapping bitmap sorted').map(
        (name) => `const [order] = await CALL; send(order.${name});`,
      ),
      'const rows = await CALL; send(rows && rows[0]);',
      "const order = await CALL; send(order['name']);",
      ...words('console.log logger.info log.debug').map(
        (call) => `const rows = await CALL; ${call}(rows); send(rows[0]);`,
      ),
      'const result = await CALL; if (result.count) send(result.rows[0]);',
      'const result = await CALL; send(result.fields, result.rows[0]);',
      'let rows; rows = await CALL; send(rows[0]); rows = []; send(rows);',
      'let rows = []; send(rows); rows = await CALL; send(rows[0]);',
      'const [rows, fields] = await CALL; send(rows[0]);',
      'const [boss] = await CALL;',
      'const [overall] = await CALL;',
      'const [allowance] = await CALL;',
      'CALL.then((rows) => rows[0]).then(send);',
      'const rows = await CALL; send(rows.shift());',
      'const rows = await CALL; send(rows.at(0));',
      'const rows = await CALL; send(rows.pop());',
      'const rows = await CALL; const [order] = rows;',
      'let order; const rows = await CALL; [order] = rows;',
      'const rows = await CALL; send(rows![0]);',
      'let rows; rows = await CALL; send(rows[0]);',
      'CALL.then(([order]) => send(order));',
      'CALL.then((rows) => send(rows[0]));',
      'CALL.then(({ rows }) => send(rows[0]));',
      'CALL.then((rows) => rows[0]).catch(fail);',
      // By another name, and after a question whether there are any.
      'const result = await CALL; const rows = result.rows; send(rows[0]);',
      'const result = await CALL; const { rows, rowCount } = result; if (rowCount) send(rows[0]);',
      'const result = await CALL; const { rows: [order] } = result; send(order);',
      'const result = await CALL; const rows = result.rows || []; send(rows[0]);',
      'const result = await CALL; const rows = result && result.rows; send(rows[0]);',
      'const found = CALL; const rows = await found; send(rows[0]);',
      'const [rows] = await CALL; send(Array.isArray(rows) && rows.length > 0 ? rows[0] : null);',
      'const result = await CALL; if (Array.isArray(result.rows)) send(result.rows[0]);',
      'const rows = await CALL; send(rows ? rows[0] : null);',
      'const rows = await CALL; if (rows === undefined || rows instanceof Error) fail(); send(rows[0]);',
      'const rows = await CALL; if (_.isEmpty(rows)) fail(); send(rows[0]);',
      'const rows = await CALL; send(_.first(rows));',
      // Waited for with others.
      'const [order] = await Promise.all([CALL, other]); send(order.rows[0]);',
      'const [other, { rows }] = await Promise.all([load(), CALL]); send(rows[0], other);',
      'const results = await Promise.all([other, CALL]); send(results[0], results[1].rows[0]);',
      'const results = await Promise.all([other, CALL]); const [one, order] = results; send(one, order[0]);',
      'const found = CALL; const [order] = await Promise.all([found, other]); send(order.rows[0]);',
      'const all = [CALL, other]; const [order] = await Promise.all(all); send(order.rows[0]);',
      'let one, order; [one, order] = await Promise.all([other, CALL]); send(one, order.rows[0]);',
      'Promise.all([other, CALL]).then(([one, order]) => send(one, order.rows[0]));',
      'Promise.all([other, CALL]).then((results) => send(results[0], results[1].rows[0]));',
      'Bluebird.all([CALL]).then(([order]) => send(order[0]));',
    ].map(used),
    mysql(
      "const [[orders], [users]] = await Promise.all([db.query('SELECT name FROM orders WHERE status = ?', [status]), other]); send(orders[0], users);",
    ),
    mysql(
      "const pool = mysql.createPool(url); const results = await Promise.all([other, pool.query('SELECT name FROM orders WHERE status = ?', [status])]); send(results[1][0][0]);",
    ),
    mysql(
      "const pool = mysql.createPool(url); const result = await pool.query('SELECT name FROM orders WHERE status = ?', [status]); const rows = result[0]; send(rows[0]);",
    ),
    "db.query('SELECT name FROM orders WHERE status = $1', [status], (error, rows) => send(rows[0]));",
    "db.query('SELECT name FROM orders WHERE status = $1', [status], function (error, { rows }) { send(3); }, (error, rows) => send(rows[0]));",
    "db.query('SELECT name FROM orders WHERE status = $1', [status], (error, { rows }) => send(rows[0]));",
    "db.query('SELECT name FROM orders WHERE status = $1', [status], (error, { rows: [order] }) => send(order));",
    'send(await db.query(sql`SELECT name FROM orders WHERE status = ${status}`).first());',
    // Sequelize gives a pair, unless it is told that a statement gives rows.
    ...[
      'const result = await CALL); send(result[0][0]);',
      'const [rows] = await CALL, { replacements }); send(rows[0]);',
      'const [[order]] = await CALL);',
      'send((await CALL))[0][0]);',
      'const rows = (await CALL))[0]; send(rows[0]);',
      'const [order] = (await CALL))[0]; send(order);',
      'CALL).then(([rows]) => send(rows[0]));',
      'const rows = await CALL, { type: QueryTypes.SELECT }); send(rows[0]);',
      'const [order] = await CALL, { nest: true }); send(order);',
      'const [orders] = await CALL, { type: QueryTypes.SELECT }); send(orders.name);',
      'const options = { model: Order }; const rows = await CALL, options); send(rows[0]);',
      'const rows = await CALL, options); send(rows[0]);',
      'const rows = await CALL, { ...options }); send(rows[0]);',
      'send(await CALL, { plain: true }));',
      'const options = { plain: true }; send(await CALL, { plain: options.plain }));',
      'const result = await CALL, { plain }); send(result[0]);',
    ].map(sequelize),
    "const pool = require('mysql2/promise').createPool(url); const rows = (await pool.query('SELECT name FROM orders WHERE status = ?', [status]))[0]; send(rows[0]);",
    // What makes a text runs nothing.
    "const inner = pgFormat('SELECT a FROM orders WHERE b = %L', b); db.query(`WITH o AS (${inner}) SELECT a FROM o LIMIT 5`);",
    "import pgFormat from 'pg-format'; export const list = (b) => pgFormat('SELECT a FROM orders WHERE b = %L', b);",
    // A tagged text that a name holds until something runs it.
    ...[
      'const result = await db.query(query); send(result.rowCount === 1 ? result.rows[0] : null);',
      'console.log(query); send((await db.query(query)).rows[0]);',
      'const [order] = await db.query(query); send(order);',
      'db.query(query, (error, { rows }) => send(rows[0]));',
      'db.query(query, (error, rows) => send(rows[0]));',
      'send(await db.one(query));',
      'send(await db.streamQuery(query));',
    ].map((use) => `const query = SQL\`SELECT name FROM orders WHERE status = \${status}\`; ${use}`),
    'const query = SQL`SELECT name FROM orders WHERE code = ${code}`; load((await db.query(query)).rows);',
    'send(await pool.one(sql`SELECT name FROM orders WHERE status = ${status}`));',
    'const [order] = await Promise.all([db.query(sql`SELECT name FROM orders WHERE status = ${status}`), other]); send(order.rows[0]);',
    mysql("const [[order]] = await db.query('SELECT name FROM orders WHERE status = ?', [status]);"),
    mysql(
      "db.query('SELECT name FROM orders WHERE status = ?', [status]).then((result) => send(result[0][0]));",
    ),
    mysql(
      "const [rows] = await db.query('SELECT name FROM orders WHERE status = ?', [status]); send(rows[0]);",
    ),
    ...words(
      'pagedQuery paginateQuery limitedQuery streamQuery cursorQuery batchQuery chunkedQuery countQuery queryExists',
    ).map((name) => `${name}('SELECT name FROM orders')`),
    // Statements whose rows something limits.
    ...[
      'SELECT name FROM orders LIMIT 5',
      'SELECT name FROM orders FETCH NEXT 5 ROWS ONLY',
      'SELECT name INTO copies FROM orders',
      'SELECT TOP 5 name FROM orders',
      'SELECT DISTINCT status FROM orders',
      'SELECT name FROM orders FOR UPDATE',
      'SELECT name FROM orders FOR SHARE',
      'SELECT name FROM orders FOR NO KEY UPDATE',
      'SELECT name FROM orders FOR KEY SHARE',
      'SELECT name FROM orders ${tail}',
      'SELECT name FROM orders WHERE a = 1 ${tail}',
      'SELECT name FROM orders WHERE (a = 1) ${tail}',
      'SELECT name FROM orders ORDER BY name ${page}',
      'SELECT name FROM orders${tail}',
      'SELECT name FROM orders WHERE a = 1 AND b${tail}',
      "SELECT name FROM orders ${isPaged ? 'LIMIT 5' : ''}",
      'SELECT 1 FROM orders',
      "SELECT 'a', 2 FROM orders",
      'SELECT now()',
      'SELECT (SELECT name FROM orders LIMIT 1)',
      ...words(
        'COUNT SUM MIN MAX AVG ARRAY_AGG STRING_AGG JSON_AGG JSONB_AGG JSON_OBJECT_AGG GROUP_CONCAT BOOL_OR BOOL_AND EVERY TOTAL STDDEV VARIANCE MODE BIT_OR ANY_VALUE',
      ).map((name) => `SELECT ${name}(a) FROM orders`),
      'SELECT a, COUNT(*) FILTER (WHERE b) FROM orders',
      'SELECT 1 + COUNT(*) AS n FROM orders',
      'SELECT status, COUNT(*) FROM orders GROUP BY status',
      'SELECT a.status, COUNT(*) FROM orders a GROUP BY a.status, a.kind',
      'SELECT user_id, COUNT(*) FROM orders GROUP BY user_id',
      'SELECT o.order_id, COUNT(*) FROM lines o GROUP BY o.order_id',
      ...words(
        'settings setting config configs configuration roles role permissions countries currencies languages locales timezones time_zones',
      ).map((table) => `SELECT name FROM ${table}`),
      ...words(
        'information_schema.tables pg_catalog.pg_class performance_schema.x sys.tables mysql.user pg_class sqlite_master pragma_table_info dual migrations schema_migrations migration knex_locks typeorm_metadata',
      ).map((table) => `SELECT name FROM ${table}`),
      'SELECT name FROM load_orders(1)',
      'SELECT name FROM (SELECT name FROM orders LIMIT 5) a',
      'SELECT name FROM (SELECT name FROM orders WHERE id = 1) a',
      'SELECT name FROM (SELECT COUNT(*) AS name FROM orders) a',
      'SELECT name FROM (VALUES (1), (2)) a',
      'SELECT name FROM orders JOIN (SELECT id FROM users LIMIT 5) u ON true',
      'WITH u AS (SELECT id FROM users LIMIT 5) SELECT name FROM orders JOIN u ON true',
      'WITH u AS (SELECT id FROM users LIMIT 5) SELECT id FROM u',
      'WITH RECURSIVE u AS (SELECT id FROM v), v AS (SELECT id FROM u) SELECT id FROM u',
      'WITH u AS (SELECT id FROM users UNION SELECT id FROM admins LIMIT 5) SELECT id FROM u',
      'WITH u AS (INSERT INTO users (a) VALUES (1) RETURNING id) SELECT id FROM u',
      'WITH RECURSIVE u AS (SELECT id FROM users WHERE id = 1 UNION ALL SELECT id FROM u) SELECT id FROM u',
      'SELECT name FROM orders UNION SELECT name FROM users LIMIT 5',
      'SELECT name FROM orders WHERE id = $1 UNION SELECT name FROM users WHERE id = $1',
      'INSERT INTO copies SELECT name FROM orders',
      'VALUES (1), (2)',
      // Keys.
      ...words('id _id rowid oid uuid guid pk ctid').map(
        (key) => `SELECT name FROM orders WHERE ${key} = $1`,
      ),
      ...words(
        'my_unique_name slug email email_address username user_name login handle token reset_token password_hash api_key sku isbn phone phone_number subdomain fingerprint external_id sid jti nickname serial serial_number doi sha checksum',
      ).map((key) => `SELECT name FROM orders WHERE ${key} = $1`),
      ...words(
        '_key avatar_url key code hostname domain name title filename path url tag version keyword identifier my_key my_code my_name',
      ).map((key) => `SELECT a FROM orders WHERE ${key} = $1`),
      ...words(
        'order_id order_uuid order_no order_nr order_num order_number id_order orders_id orderId orderNo',
      ).map((key) => `SELECT a FROM orders WHERE ${key} = $1`),
      'SELECT a FROM tbl_orders WHERE order_id = $1',
      // What others know a person by.
      ...words(
        'google_id googleId steamid national_id nationalId national_id_number passport passport_no passportNumber id_number id_card_no tax_id taxId vat_number ssn cpf dni nid nin enrollment_no license_number',
      ).map((key) => `SELECT a FROM customers WHERE ${key} = $1`),
      'SELECT a FROM passengers WHERE passport_no = $1',
      'SELECT a FROM orders_info WHERE orders_id = $1',
      'SELECT a FROM order_table WHERE order_id = $1',
      'SELECT a FROM boxes WHERE box_id = $1',
      'SELECT a FROM companies WHERE company_id = $1',
      'SELECT a FROM employees WHERE emp_id = $1',
      'SELECT a FROM orders WHERE "id" = $1',
      'SELECT a FROM orders WHERE $1 = id',
      "SELECT a FROM orders WHERE 'x' = id",
      'SELECT a FROM orders o WHERE 3 = o.id',
      'SELECT a FROM orders WHERE id == $1',
      'SELECT a FROM orders WHERE lower(slug) = lower($1)',
      'SELECT a FROM orders WHERE id = ANY($1)',
      'SELECT a FROM orders WHERE id = SOME($1)',
      'SELECT a FROM orders WHERE id IN ($1, $2)',
      "SELECT a FROM orders WHERE id IN ('a', 'b')",
      'SELECT a FROM orders WHERE text IN ${texts}',
      'SELECT a FROM orders WHERE text = ANY($1)',
      'SELECT a FROM orders WHERE text = SOME($1)',
      'SELECT a FROM orders WHERE id = ANY ${ids}',
      'SELECT a FROM orders WHERE ${a} = id',
      'SELECT a FROM orders WHERE ID = $1',
      'SELECT a FROM orders WHERE (id = $1 AND "OR" = 2)',
      'SELECT a FROM orders WHERE slug = $1 AND at > $2 AND at <> $3',
      'SELECT a FROM orders WHERE slug = $1 AND at > $2 AND at >= $3',
      'SELECT a FROM orders WHERE slug = $1 AND at < $2 AND at <= $3',
      'SELECT a FROM orders WHERE slug = $1 AND at > $2 AND till < $3',
      'SELECT a FROM orders WHERE id IN (${ids})',
      'SELECT a FROM orders WHERE text IN ($1)',
      'SELECT a FROM orders WHERE b AND id = $1 AND c',
      'SELECT a FROM orders WHERE (b OR c) AND id = $1',
      'SELECT a FROM orders WHERE id = $1 OR slug = $2',
      'SELECT a FROM orders WHERE orders.id = $1',
      'SELECT a FROM orders o JOIN lines l ON l.order_id = o.id WHERE o.id = $1',
      'SELECT a FROM orders o JOIN lines l ON l.order_id = o.id WHERE l.id = $1',
      'SELECT a FROM orders o JOIN lines l ON o.id = l.order_id WHERE l.id = $1',
      'SELECT a FROM members WHERE user_id = $1 AND team_id = $2',
      'SELECT a FROM members WHERE user_id = $1 AND team_id = $2 AND kind_id = $3',
      'SELECT a FROM settings_of WHERE tenant_id = $1 AND member_id = $2',
      'SELECT a FROM project_users WHERE workspace_id = $1 AND project_id = $2',
    ].map(statement),
    "send(db.query('SELECT a FROM ?? WHERE ?? = ?', ['orders', 'id', id]));",
    "send(db.query('SELECT a FROM orders WHERE id = ? ORDER BY at', [result.insertId]));",
    ...words('insertId lastInsertId lastInsertRowid lastInsertRowId lastID insertedId').map(
      (name) => `send(db.query('SELECT a FROM orders WHERE status = ?', [result.${name}]));`,
    ),
    "function getOrderById(id) { return db.query('SELECT a FROM orders WHERE folio = $1', [id]); }",
    "const find_order_by_id = (id) => db.query('SELECT a FROM orders WHERE folio = $1', [id]);",
    "const { rows } = await db.query('SELECT a FROM orders WHERE email = $1', [email]); rows.map(show);",
    "const { rows } = await db.query('SELECT a FROM orders WHERE code = $1', [code]); const [order] = rows.map(show);",
    "const { rows } = await db.query('SELECT a FROM orders WHERE code = $1', [code]); rows.map(show).pop();",
    "const { rows } = await db.query('SELECT a FROM orders WHERE code = $1', [code]); load(rows);",
    "let other; const { rows } = await db.query('SELECT a FROM orders WHERE code = $1', [code]); other = rows; send(other);",
    "const { rows } = await db.query('SELECT a FROM orders WHERE code = $1', [code]); rows.map(show)[0];",
    ...words('indexOf find includes at slice').map(
      (name) =>
        `const { rows } = await db.query('SELECT a FROM orders WHERE code = $1', [code]); rows.${name}(show);`,
    ),
  ].map(unmarked),
  invalid: [
    ...[
      'send(CALL);',
      'send(await CALL);',
      'send((await CALL).rows);',
      'send((await CALL)[1]);',
      "send((await CALL)['rows']);",
      'send((await CALL).rows.map(show));',
      'send((await CALL).onerous);',
      'send((await CALL).alone());',
      'send((await CALL).singleQuery());',
      'this.rows = await CALL;',
      'const row = await CALL; send(row[name]);',
      'const row = await CALL; send(row.name);',
      'const rows = await CALL; console.log(rows);',
      ...words('log( blog.add( logs.add(').map(
        (call) => `const rows = await CALL; ${call}rows); send(rows[0]);`,
      ),
      'const rows = await CALL; send(rows || rows[0]);',
      'const rows = await CALL; send(other && rows);',
      'let rows = []; rows = await CALL; rows = load(); send(rows);',
      'const [[order, other]] = await CALL;',
      'const [{ length }] = await CALL;',
      'const [] = await CALL;',
      'const [order, other] = await CALL;',
      'const [orders] = await CALL; send(orders.length);',
      'const { rows: [order, other] } = await CALL;',
      'const { rows } = await CALL; send(rows);',
      'const { rows } = await CALL; send(rows[0], rows);',
      'const { rows } = await CALL; if (rows.length) fail();',
      'const { ...result } = await CALL; send(result);',
      'const { rows } = await CALL; send(rows[1]);',
      'const { rows } = await CALL; send(rows.find(first));',
      'const result = await CALL; send(result.rows);',
      'const result = await CALL; send(result.other[0]);',
      'const result = await CALL; send(result[0].length);',
      'const result = await CALL; send(result[0].map(show));',
      'const rows = await CALL; const [order, other] = rows;',
      'const rows = await CALL; rows || fail(); send(rows[0]);',
      'const rows = await CALL; for (const row of rows) send(row[0]);',
      'let rows; rows = await CALL; send(rows);',
      'CALL.then((rows) => send(rows));',
      'CALL.then(([order, other]) => send(order));',
      'CALL.then(send);',
      'CALL.then();',
      'CALL.finally((rows) => rows[0]);',
      'const orders = (await CALL) as Order[]; send(orders);',
      'const result = await CALL; const rows = result.rows; send(rows);',
      'const result = await CALL; const rows = result.rows; send(rows[0], rows.map(show));',
      'const result = await CALL; const { rows, command } = result; send(rows[0], command);',
      'const result = await CALL; const { rows: [order, other] } = result; send(order);',
      'const result = await CALL; const rows = result.rows || []; send(rows);',
      'const rows = await CALL; send(rows ? rows : null);',
      'const rows = await CALL; send(Array.isArray(rows) ? rows : [rows[0]]);',
      'const rows = await CALL; if (isExpired(rows)) send(rows[0]);',
      'const rows = await CALL; send(first(rows));',
      'const rows = await CALL; const same = rows; send(same[0], same);',
      'const [other, orders] = await Promise.all([load(), CALL]); send(other[0], orders.rows);',
      'const [order] = await Promise.all([other, CALL]); send(order.rows[0]);',
      'const results = await Promise.all([CALL, other]); send(results[0].rows, results[1].rows[0]);',
      'const [one, order] = await Promise.all([...others, CALL]); send(order.rows[0]);',
      'const [order] = await Promise.race([CALL, other]); send(order.rows[0]);',
      'const [order] = await load([CALL]); send(order.rows[0]);',
      'const found = CALL; const [order] = await Promise.all([found, other]); send(order[0], await found);',
      'send(Promise.all([CALL]));',
    ].map(used),
    mysql(
      "const pool = mysql.createPool(url); const results = await Promise.all([other, pool.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status])]); send(results[1][0]);",
    ),
    mysql(
      "const pool = mysql.createPool(url); const result = await pool.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]); const rows = result[0]; send(rows);",
    ),
    // What goes through the rows tells that a key by its name is none.
    "const [order, lines] = await Promise.all([load(), db.query('⟦SELECT⟧ a FROM lines WHERE code = $1', [code])]); send(order, lines.rows.map(show));",
    "const results = await Promise.all([load(), db.query('⟦SELECT⟧ a FROM lines WHERE code = $1', [code])]); for (const line of results[1].rows) send(line);",
    "db.query('⟦SELECT⟧ name FROM orders WHERE status = $1', [status], (error, rows) => send(rows));",
    "db.query('⟦SELECT⟧ name FROM orders WHERE status = $1', [status], (error, { rows }) => send(rows));",
    "db.query('⟦SELECT⟧ name FROM orders WHERE status = $1', [status], (rows) => send(rows[0]));",
    mysql("const [order] = await db.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]);"),
    mysql(
      "const [rows] = await db.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]); send(rows);",
    ),
    mysql(
      "db.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]).then((result) => send(result[0]));",
    ),
    ...words('rows orderRows results data orderList users allOfThem').map((name) =>
      used(`const [${name}] = await CALL;`),
    ),
    ...words('userdata userlist rawresult rowsOfUser resultOfAll listOfOne').map((name) =>
      used(`const [${name}] = await CALL;`),
    ),
    "const [order] = await db.query('⟦SELECT⟧ name FROM orders ORDER BY name');",
    'const [order] = await CALL; order.map(show);'.replace('CALL', CALL),
    ...[
      'const result = await CALL); send(result[0]);',
      'const result = await CALL, { replacements }); send(result[0]);',
      'send((await CALL))[0]);',
      'const [order] = await CALL); send(order);',
      'const [rows, metadata] = await CALL); send(rows, metadata);',
      'const rows = (await CALL))[0]; send(rows);',
      'CALL).then((result) => send(result[0]));',
      'CALL).then(([order]) => send(order));',
      'const rows = await CALL, { type: QueryTypes.SELECT }); send(rows);',
      'const [orders] = await CALL, { type: QueryTypes.SELECT }); send(orders.length);',
      'send(await CALL, { plain: false, type: QueryTypes.SELECT }));',
      'const options = { plain: false, type }; send(await CALL, { plain: options.plain, type }));',
      'send(await CALL, { plain, type }));',
    ].map(sequelize),
    "const db = new Sequelize(url); const result = await db.query('⟦SELECT⟧ name FROM orders WHERE a = :a'); send(result[0]);",
    "const pool = require('mysql2/promise').createPool(url); const rows = (await pool.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]))[0]; send(rows);",
    "import pgFormat from 'pg-format'; send(db.query(pgFormat('⟦SELECT⟧ a FROM orders WHERE b = %L', b)));",
    'const query = SQL`⟦SELECT⟧ name FROM orders`; send(db.query(query));',
    ...[
      'const { rows } = await db.query(query); send(rows.map(show));',
      'for (const row of await db.query(query)) send(row);',
      'db.query(query, (error, rows) => rows.forEach(send));',
    ].map((use) => `const query = SQL\`⟦SELECT⟧ name FROM orders WHERE code = \${code}\`; ${use}`),
    ...[
      'const { rows } = await db.query(query); send(rows);',
      'const [order] = await load(query); send(order);',
      'const [order] = await db.query(query); const all = await db.query(query); send(order, all);',
    ].map((use) => `const query = SQL\`⟦SELECT⟧ name FROM orders WHERE status = \${status}\`; ${use}`),
    'for (const row of await db.query(sql`⟦SELECT⟧ name FROM orders WHERE code = ${code}`)) send(row);',
    'const [order] = await CALL; for (const each of order) send(each);'.replace('CALL', CALL),
    'const [order] = await CALL; send(order[0], order);'.replace('CALL', CALL),
    ...[
      'SELECT name FROM orders',
      'SELECT name FROM orders OFFSET 5',
      ...words('UNION INTERSECT EXCEPT MINUS').map(
        (operator) => `SELECT name FROM orders WHERE id = $1 ${operator} SELECT name FROM users`,
      ),
      'SELECT ALL name FROM orders',
      'SELECT name FROM ${schema}.orders',
      'SELECT name FROM orders WHERE a = ${a}',
      'SELECT name FROM orders WHERE a > ${a} AND b',
      'SELECT name FROM orders WHERE ${a} = b',
      'SELECT name FROM orders WHERE a BETWEEN ${a} AND ${b}',
      'SELECT name FROM orders WHERE status IN (${a})',
      'SELECT name FROM orders WHERE a LIKE ${a}',
      'SELECT name FROM orders WHERE NOT ${a}',
      'SELECT name FROM orders WHERE a IS ${a}',
      'SELECT name FROM orders o JOIN ${table} t ON ${condition}',
      'SELECT name FROM orders AS ${alias}',
      'SELECT CASE WHEN ${a} THEN ${b} ELSE ${c} END FROM orders',
      'SELECT ${columns} FROM orders',
      'SELECT name FROM orders ORDER BY ${column}',
      'SELECT name FROM orders ORDER BY name ${sortOrder}',
      'SELECT name FROM orders ORDER BY name ${dir}',
      "SELECT name FROM orders ORDER BY name ${isUp ? 'ASC' : 'DESC'}",
      "SELECT name FROM orders ${isOpen ? 'WHERE open' : ''}",
      'SELECT name, 1 FROM orders',
      'SELECT a.count FROM orders a',
      'SELECT COUNT(*) OVER () FROM orders',
      'SELECT COUNT(*) FILTER (WHERE a) OVER () FROM orders',
      'SELECT upper(name) FROM orders',
      'SELECT (SELECT COUNT(*) FROM users) FROM orders',
      'SELECT id, COUNT(*) FROM orders GROUP BY id',
      'SELECT o.id, COUNT(*) FROM orders o GROUP BY o.id, o.name',
      'SELECT order_id, COUNT(*) FROM orders GROUP BY order_id',
      'SELECT u.user_id, COUNT(*) FROM orders o JOIN users u ON true GROUP BY u.user_id',
      ...words('xsettings settingsx rolex user_roles').map((table) => `SELECT name FROM ${table}`),
      ...words('xpg_class my.tables migrationsx information.tables').map(
        (table) => `SELECT name FROM ${table}`,
      ),
      'SELECT name FROM (SELECT name FROM orders) a',
      'SELECT name FROM orders JOIN (SELECT id FROM users) u ON true',
      'SELECT name FROM orders LEFT JOIN (SELECT id FROM users LIMIT 5) u ON true',
      'SELECT name FROM orders WHERE a IN (SELECT b FROM c LIMIT 5)',
      // Other columns, and no certain key.
      ...words('status total created_at valid ordered customer_id parent_id xid xslug slugs codes').map(
        (column) => `SELECT a FROM orders WHERE ${column} = $1`,
      ),
      ...words('google_id national_id passport_no tax_id').map(
        (key) => `SELECT a FROM orders WHERE ${key} = $1`,
      ),
      ...words('national nationality_id tax passport_country license_type roll_no').map(
        (key) => `SELECT a FROM customers WHERE ${key} = $1`,
      ),
      'SELECT a FROM orders WHERE id > $1',
      'SELECT a FROM orders WHERE id <> $1',
      'SELECT a FROM orders WHERE NOT id = b',
      'SELECT a FROM orders WHERE id = other_id',
      'SELECT a FROM orders WHERE id NOT IN ($1)',
      'SELECT a FROM orders WHERE id IN (SELECT b FROM c)',
      'SELECT a FROM orders WHERE status IN ($1, $2)',
      "SELECT a FROM orders WHERE text IN ('a', 'b')",
      'SELECT a FROM orders WHERE id = $1 OR b = $2',
      'SELECT a FROM orders WHERE b = $2 OR id = $1',
      'SELECT a FROM orders WHERE f(id = $1)',
      'SELECT a FROM orders WHERE b AND android(id = $1)',
      'SELECT a FROM orders WHERE b AND brand(id = $1)',
      'SELECT a FROM orders WHERE text = ANY(SELECT b FROM c)',
      'SELECT a FROM orders WHERE $1 = id(b)',
      'SELECT a FROM orders WHERE $1 < id',
      'SELECT name FROM orders ORDER BY ${column}_at',
      'SELECT a FROM orders o JOIN users u ON u.id = o.user_id WHERE u.id = $1',
      'SELECT a FROM orders WHERE slug = $1 ORDER BY at',
      'SELECT a FROM orders o WHERE slug = $1 ORDER BY o.at',
      'SELECT a FROM orders WHERE slug = $1 AND at >= $2 AND at < $3',
      'SELECT a FROM orders WHERE slug = $1 AND at BETWEEN $2 AND $3',
      'SELECT a FROM nodes WHERE owner_id = $1 AND parent_id = $2',
      'SELECT a FROM members WHERE user_id = $1 AND user_id = $2',
      'SELECT a FROM tasks WHERE tenant_id = $1 AND project_id = $2',
    ].map(statement),
    ...[
      'WITH u AS (SELECT id FROM users) SELECT id FROM u',
      'WITH u AS (SELECT id FROM users LIMIT 5) SELECT id FROM s.u',
      'WITH RECURSIVE u AS (SELECT id FROM users UNION ALL SELECT id FROM u) SELECT name FROM orders',
    ].map(later),
    "send(db.query('⟦SELECT⟧ a FROM ?? WHERE b = ?', ['orders', id]));",
    ...words('xinsertId insertIds').map(
      (name) => `send(db.query('⟦SELECT⟧ a FROM orders WHERE status = ?', [result.${name}]));`,
    ),
    "function getUserById(id) { return db.query('⟦SELECT⟧ a FROM orders WHERE folio = $1', [id]); }",
    "function getOrderById(key) { return db.query('⟦SELECT⟧ a FROM orders WHERE folio = $1', [key]); }",
    "function getOrderByKey(id) { return db.query('⟦SELECT⟧ a FROM orders WHERE folio = $1', [id]); }",
    "import { USERS } from './tables.js'; send(db.query(`⟦SELECT⟧ ${columns} FROM ${USERS}`));",
    "const { rows } = await db.query('⟦SELECT⟧ a FROM orders WHERE code = $1', [code]); rows.map(show);",
    "const { rows } = await db.query('⟦SELECT⟧ a FROM orders WHERE code = $1', [code]); const orders = rows.map(show);",
    "const { rows } = await db.query('⟦SELECT⟧ a FROM orders WHERE code = $1', [code]); rows.map(show).join();",
  ],
});

/** A key by its name alone: none where the program goes through the rows. */
const KEYED = "db.query('⟦SELECT⟧ a FROM orders WHERE code = $1', [code])";
const keyed = (code: string): string => code.replace('CALL', KEYED);

testCases('require-limit', {
  valid: [
    ...[
      'const { rows } = await CALL; send(rows);',
      'const { rows } = await CALL; send(rows.length);',
      'const { rows } = await CALL; rows.map;',
      'const { rows } = await CALL; rows.xmap(show);',
      'const { rows } = await CALL; rows.maps(show);',
      'const { rows } = await CALL; rows[1].map(show);',
      'const { rows } = await CALL; rows[name].map(show);',
      'const { rows } = await CALL; rows.other.map(show);',
      'const { rows } = await CALL; load(rows).map(show);',
      'const { rows } = await CALL; load(...rows);',
      'const { rows } = await CALL; send({ ...rows });',
      'const { rows } = await CALL; (rows ? one : two).map(show);',
      'const { rows } = await CALL; other[rows].map(show);',
      'const { rows } = await CALL; for (const row of other(rows)) send(row);',
      'const { other } = await CALL; other.map(show);',
      'const { xrows } = await CALL; xrows.map(show);',
      'const result = await CALL; result.rowsOf.map(show);',
      'const { [name]: rows } = await CALL; rows.map(show);',
      'const { ...rest } = await CALL; rest.map(show);',
      'const [, fields] = await CALL; fields.map(show);',
      'const rows = resolve(await CALL.other()); rows.map(show);',
      'CALL.then((result) => result.other).then((rows) => rows.map(show));',
      'CALL.then((result) => other.rows).then((rows) => rows.map(show));',
      'CALL.then((result, other) => other).then((rows) => rows.map(show));',
      'CALL.then(load).then((rows) => rows.map(show));',
      'CALL.later((rows) => rows.map(show));',
      'CALL.then((rows) => send(rows));',
    ].map((code) => unmarked(keyed(code))),
    "db.query('SELECT a FROM orders WHERE code = $1', [code], (rows) => rows.map(show));",
    "db.query('SELECT a FROM orders WHERE code = $1', [code], (error, { other }) => other.map(show));",
  ],
  invalid: [
    ...words('map forEach filter reduce flatMap some every sort each mapSeries').map((name) =>
      keyed(`const { rows } = await CALL; rows.${name}(show);`),
    ),
    ...words('rows recordset results data').flatMap((name) => [
      keyed(`const { ${name} } = await CALL; ${name}.map(show);`),
      keyed(`const result = await CALL; result.${name}.map(show);`),
    ]),
    ...words('resolve cast from all isArray').map((name) =>
      keyed(`const { rows } = await CALL; Other.${name}(rows).map(show);`),
    ),
    ...words('bind catch finally timeout all').map((name) =>
      keyed(`CALL.${name}(other).then((rows) => rows.map(show));`),
    ),
    ...[
      'const { rows: found } = await CALL; found.map(show);',
      'const result = await CALL; result[0].map(show);',
      'const [rows] = await CALL; rows.map(show);',
      '(await CALL).rows.map(show);',
      'const { rows } = await CALL; for (const row of rows) send(row);',
      'const { rows } = await CALL; send([...rows]);',
      'const { rows } = await CALL; (other ? rows : []).map(show);',
      'const { rows } = await CALL; (other ? [] : rows).map(show);',
      'const { rows } = await CALL; (rows || []).map(show);',
      'const { rows } = await CALL; (other && rows).map(show);',
      'const { rows } = await CALL; const all = rows; all.map(show);',
      'let all; const { rows } = await CALL; all = rows; all.map(show);',
      'let rows; ({ rows } = await CALL); rows.map(show);',
      'CALL.then((rows) => rows.map(show));',
      'CALL.then(({ rows }) => rows.map(show));',
      'CALL.then((result) => result.rows).then((rows) => rows.map(show));',
      'CALL.then((rows) => rows).then((rows) => rows.map(show));',
      'CALL.then((result) => { if (other) return []; return result.rows; }).then((rows) => rows.map(show));',
    ].map(keyed),
    "db.query('⟦SELECT⟧ a FROM orders WHERE code = $1', [code], (error, rows) => rows.map(show));",
    "db.query('⟦SELECT⟧ a FROM orders WHERE code = $1', [code], (error, { rows }) => rows.map(show));",
  ],
});

/** A statement behind a tag that the file makes by calling something. */
const tagged = (from: string): string =>
  `${from}\nconst rows = await query\`⟦SELECT⟧ name FROM orders WHERE status = \${status}\`;`;

/** What follows a bracket counts for the statement in it. */
const bracketed = (text: string): string =>
  `const rows = await db.query(\`${text.replace('SELECT', '⟦SELECT⟧')}\`);\nsend(rows);`;

testCases('require-limit', {
  valid: [
    '(SELECT name FROM orders WHERE status = $1) LIMIT 5',
    '(SELECT name FROM orders) UNION (SELECT name FROM items) ORDER BY name LIMIT 5',
    '((SELECT name FROM orders)) LIMIT 5',
  ].map((text) => unmarked(bracketed(text))),
  invalid: [
    '(SELECT name FROM orders LIMIT 5) UNION (SELECT name FROM items) ORDER BY name',
    '(SELECT name FROM orders WHERE status = $1) ORDER BY name',
  ].map(bracketed),
});

testCases('require-limit', {
  valid: [
    "import other from 'other';\nconst query = other(url);",
    "import other from 'xpostgres';\nconst query = other(url);",
    "import other from 'bun:test';\nconst query = other(url);",
    "import postgres from 'postgres';\nconst query = postgres;",
    'const query = postgres(url);',
    'const query = { url };',
  ].map((from) => unmarked(tagged(from))),
  invalid: [
    "import postgres from 'postgres';\nconst query = postgres(url);",
    "import { neon } from '@neondatabase/serverless';\nconst query = neon(url);",
    "import { SQL } from 'bun';\nconst query = new SQL(url);",
  ].map(tagged),
});

/** A text behind a tag that another one takes in, or nobody does. */
const piece = (value: string, use: string): string => `const piece = ${value};\n${use}`;
const WHOLE = 'db.query(sql`SELECT id FROM (${piece}) x LIMIT 5`);';
const ORDERS = 'sql`⟦SELECT⟧ name FROM orders`';

testCases('require-limit', {
  valid: [
    piece(ORDERS, WHOLE),
    piece(`more ? ${ORDERS} : sql\`SELECT name FROM items LIMIT 5\``, WHOLE),
    piece(`more ? sql\`SELECT name FROM items LIMIT 5\` : less ? ${ORDERS} : null`, WHOLE),
  ].map(unmarked),
  invalid: [
    piece(ORDERS, 'send(piece);'),
    piece(ORDERS, `send(piece);\n${WHOLE}`),
    piece(`more ? ${ORDERS} : sql\`SELECT name FROM items LIMIT 5\``, 'send(piece);'),
  ],
});

/** A table that the program names elsewhere is one table; what it chooses as it runs may be any. */
const from = (table: string): string => `send(db.query(\`⟦SELECT⟧ name FROM \${${table}}\`));`;
const filledIn = (text: string, values: string): string => `send(db.query('${text}', [${values}]));`;
const imported = (code: string): string => `import { orders } from './tables.ts';\n${code}`;

testCases('require-limit', {
  valid: [
    ...words(
      'order.table ORDER.table myOrder.table Order.other this[name] this.name this.getTableName(kind) load().table',
    ).map(from),
    ...words('xraw(orders) idOf(orders) load(orders) orders[kind]').map((table) => imported(from(table))),
    imported(filledIn('SELECT name FROM ??', '...more, orders')),
    filledIn('SELECT ?? FROM ??', "...more, 'orders'"),
    filledIn('SELECT name FROM ?', "'orders'"),
    filledIn('SELECT name FROM ??', '`orders_${kind}`'),
    filledIn('SELECT ?? FROM ??', "'name', `orders_${kind}`"),
  ].map(unmarked),
  invalid: [
    ...words('Order.table this.tableName this.getTableName()').map(from),
    ...words(
      'raw(orders) sql.unsafe(orders) sql.identifier(orders) db.ref(orders) sql.table(orders) sql.id(orders) orders.all',
    ).map((table) => imported(from(table))),
    imported(filledIn('⟦SELECT⟧ name FROM ??', 'orders')),
    imported(filledIn('⟦SELECT⟧ ?? FROM ??', 'column, orders')),
    filledIn('⟦SELECT⟧ ?? FROM ??', "`name_${kind}`, 'orders'"),
  ],
});

/** What names one row, and what only looks like it. */
testCases('require-limit', {
  valid: [
    'SELECT a FROM orders WHERE $1 = orders.id',
    "SELECT a FROM orders WHERE doc->>'id' = $1",
    "SELECT a FROM orders WHERE doc->>'orderId' = $1",
    "SELECT a FROM orders WHERE doc->'a'->>'id' = $1",
    'SELECT a FROM orders WHERE (id) = $1',
    'SELECT a FROM orders WHERE "orderId" = $1',
    'SELECT a FROM orders WHERE $1 = id ORDER BY at',
    'SELECT a FROM orders WHERE a = 1 AND (b = 2 AND id = $1)',
    'SELECT a FROM orders WHERE a = 1 AND (slug = 2 OR id = $1)',
    // The rows of another table are sorted.
    'SELECT a FROM orders o JOIN teams t ON t.id = o.team_id WHERE o.slug = $1 ORDER BY t.at',
    'SELECT a FROM orders o JOIN teams t ON t.id = o.team_id WHERE o.slug = $1 ORDER BY at',
    'SELECT a FROM members m JOIN teams t ON t.id = m.team_id WHERE m.user_id = $1 AND m.team_id = $2 ORDER BY t.at',
    // A row that points to one row.
    'SELECT a FROM users u JOIN sessions s ON s.user_id = u.id WHERE s.token = $1',
    'SELECT a FROM users u JOIN sessions s ON s.user_id = u.user_id WHERE s.token = $1',
    'SELECT a FROM users u JOIN sessions s ON s.user_id = u.id JOIN devices d ON d.session_id = s.id WHERE d.token = $1',
    'SELECT a FROM users JOIN sessions ON user_id = users.id WHERE sessions.token = $1',
    'SELECT a FROM users JOIN sessions s ON user_id = users.id WHERE s.token = $1',
    // Pairs.
    ...words('user_id userid member_id person_uuid profile_uuid account_id').map(
      (column) => `SELECT a FROM notes WHERE tenant_id = $1 AND ${column} = $2`,
    ),
    'SELECT a FROM project_notes WHERE tenant_id = $1 AND projectid = $2',
    'SELECT a FROM notes n JOIN users u ON u.id = n.user_id WHERE u.text = ANY($1)',
    'SELECT a FROM notes WHERE ?? = ? AND b > 3',
  ].map((text) => unmarked(statement(text))),
  invalid: [
    "SELECT a FROM orders WHERE doc->>'id' = $1 ORDER BY at",
    'SELECT a FROM orders WHERE a = 1 AND (b = 2 OR id = $1)',
    'SELECT a FROM orders WHERE a = 1 AND (slug = 2 OR id = $1) ORDER BY at',
    'SELECT a FROM orders WHERE NOT (id = $1)',
    'SELECT a FROM orders WHERE (id = $1) IS NOT TRUE',
    'SELECT a FROM orders WHERE a AND (id = $1) IS NOT TRUE',
    'SELECT a FROM orders WHERE EXISTS (SELECT 1 FROM lines WHERE id = $1)',
    'SELECT a FROM members WHERE user_id = $1 AND team_id = $2 ORDER BY at',
    'SELECT a FROM members m JOIN teams t ON t.id = m.team_id WHERE m.user_id = $1 AND m.team_id = $2 ORDER BY at',
    'SELECT a FROM orders o JOIN teams t ON t.id = o.team_id WHERE o.slug = $1 ORDER BY o.at',
    'SELECT a FROM users u JOIN sessions s ON s.user_id = u.code WHERE s.token = $1',
    'SELECT a FROM users u JOIN sessions s ON s.user_id = u.id JOIN devices d ON d.session_id = s.code WHERE d.token = $1',
    'SELECT a FROM users JOIN sessions s ON user_id = users.id JOIN teams t ON true WHERE s.token = $1',
    'SELECT a FROM users JOIN sessions s ON users.id > s.user_id WHERE s.token = $1',
    'SELECT a FROM notes WHERE user_id = $1',
    'SELECT a FROM notes WHERE tenant_id = $1 AND superuser_id = $2',
    'SELECT a FROM notes WHERE user_id = $1 AND team_id IN ($2, $3)',
    'SELECT a FROM notes WHERE user_id = ANY($1)',
    'SELECT a FROM notes WHERE status = ANY($1)',
    'SELECT a FROM notes n JOIN users u ON u.id = n.user_id WHERE u.email = ANY($1)',
    'SELECT a FROM notes WHERE ?? > ?',
    'SELECT a FROM notes WHERE ?? = ? ORDER BY at',
    'SELECT ?? = ? FROM notes',
    'SELECT a FROM orders WHERE slug = $1 AND at > $2 AND at <= $3',
  ].map(statement),
});

/** What mysql2 answers are the rows and their fields: the first of those is no row. */
const asked = (text: string, use: string, call = 'db.query'): string =>
  `const result = await ${call}("⟦SELECT⟧ name FROM orders${text}"); send(result${use});`;

/** The same of a pool that a file makes in one of several ways. */
const askedOf = (made: string, use: string): string =>
  `${made}\n${asked(' WHERE status = ?', use, 'pool.query')}`;

/** How programs get a handle of mysql2 that gives promises. */
const PROMISE_POOLS: readonly string[] = [
  "const mysql = require('mysql2');\nconst pool = mysql.createPool({ host }).promise();",
  "import mysql from 'mysql2';\nconst all = mysql.createPool({ host }), pool = all.promise();",
  "import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({ host });",
  "import { createConnection } from 'mysql2/promise';\nconst pool = await createConnection({ host });",
  "import mysql from 'mysql2/promise';\nconst all = mysql.createPool({ host }), pool = await all.getConnection();",
];

testCases('require-limit', {
  valid: [
    ...PROMISE_POOLS.map((made) => askedOf(made, '[0][0]')),
    "class Store { pool = mysql.createPool({ host }).promise(); async find(status) { const result = await this.pool.query('SELECT name FROM orders WHERE status = ?', [status]); send(result[0][0]); } }",
    // What gives the rows alone, and what this file does not show.
    askedOf("import mysql from 'promise-mysql';\nconst pool = mysql.createPool({ host });", '[0]'),
    askedOf("import mysql from 'mysql2';\nconst pool = wrap(mysql.createPool({ host }));", '[0]'),
    askedOf("import pool from './db.js';", '[0]'),
    askedOf(
      "import mysql from 'mysql2/promise';\nlet pool = mysql.createPool({ host }); pool = other;",
      '[0]',
    ),
    // Of several statements each has a result of its own.
    "const results = await db.query('SET @a = 1; SELECT name FROM orders WHERE status = ?', [status]); send(results[1][0]);",
    "const results = await db.query('SELECT id FROM shops WHERE city = ?; SELECT name FROM orders WHERE status = ?', [city, status]); send(results[0][0], results[1][0]);",
    "const [results] = await pool.query('SET @a = 1; SELECT name FROM orders WHERE status = ?', [status]); send(results[1][0]);",
    "db.query('SET @a = 1; SELECT name FROM orders WHERE status = ?', [status], (error, results) => send(results[1][0]));",
    "const result = await db.query('DECLARE @a INT; SELECT name FROM orders WHERE status = @b'); send(result.recordset[0]);",
    asked(' WHERE status = ?', '[0][0]', 'db.execute'),
    asked(' WHERE status = ?', '[0][0], result[1]', 'db.execute'),
    asked(' WHERE status = ?', '[0][0]', 'pool.promise().query'),
    asked(' WHERE status = ?', '[0]', 'pool.other().query'),
    asked(" WHERE a LIKE '%b%' AND c = 3", '[0]'),
    asked(' ORDER BY a', '[0]'),
    asked('', '[0]', 'db.all'),
    "send((await db.execute('SELECT name FROM orders WHERE status = ?', [status]))[0][0]);",
    "db.all('SELECT name FROM orders WHERE status = ?', [status]).then((rows) => send(rows[0]));",
    "db.query('SELECT name FROM orders WHERE a = $1', [a], done);\nfunction done(error, rows) { send(rows[0]); }",
  ].map(unmarked),
  invalid: [
    ...PROMISE_POOLS.map((made) => askedOf(made, '[0]')),
    "class Store { pool = mysql.createPool({ host }).promise(); async list(status) { const result = await this.pool.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]); return result[0]; } }",
    "const pool = mysql.createPool({ host }).promise();\nsend((await pool.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]))[0]);",
    "const pool = mysql.createPool({ host }).promise();\nlet result; result = await pool.query('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]); send(result[0]);",
    "const results = await db.query('⟦SELECT⟧ id FROM shops WHERE city = ?; SELECT name FROM orders WHERE status = ?', [city, status]); send(results[0], results[1][0]);",
    "const results = await db.query('SELECT id FROM shops WHERE city = ?; ⟦SELECT⟧ name FROM orders WHERE status = ?', [city, status]); send(results[0][0], results[1]);",
    "const results = await db.query('⟦SELECT⟧ id FROM shops WHERE city = ?; ⟦SELECT⟧ name FROM orders WHERE status = ?', [city, status]); for (const rows of results) send(rows);",
    "db.query('SET @a = 1; ⟦SELECT⟧ name FROM orders WHERE status = ?', [status], (error, results) => send(results[1]));",
    asked(' WHERE status = ?', '[0][0], result[1]', 'db.all'),
    asked(' WHERE status = ?', '[0]', 'db.execute'),
    asked(' WHERE status = ?', '[0]', 'pool.promise().query'),
    asked(" WHERE a LIKE '%b%'", '[0]'),
    asked('', '[0]'),
    asked('', '[0]', 'db.raw'),
    "send((await db.execute('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]))[0]);",
    ...words('query execute').map(
      (method) =>
        `db.${method}('⟦SELECT⟧ name FROM orders WHERE status = ?', [status]).then((rows) => send(rows[0]));`,
    ),
    "db.query('⟦SELECT⟧ name FROM orders WHERE a = $1', [a], done);\nfunction done(error, rows) { send(rows); }",
    "db.query('⟦SELECT⟧ name FROM orders WHERE a = $1', [a], done);",
    'send(other(status, sql`⟦SELECT⟧ name FROM orders WHERE status = ${status}`)[0]);',
  ],
});

/** What WHERE compares with values, in brackets and out of them. */
testCases('require-limit', {
  valid: [
    // A key that must have its value is sure, wherever it stands: the rows may be sorted.
    ...[
      '(id = $1)',
      '((id = $1))',
      '(active AND id = $1) AND role = $2',
      'role = $2 AND (active AND (id = $1))',
      'user_id = $2 AND id = $1',
      'id = $1 AND user_id = $2',
      'id IN ($1, abs($2))',
      'id = ANY ($1)',
      'id = SOME ($1)',
    ].map((where) => statement(`SELECT name FROM users WHERE ${where} ORDER BY name`)),
    // Tables that point to each other.
    statement(
      'SELECT u.name FROM users u JOIN teams t ON t.id = u.team_id AND u.id = t.owner_id WHERE t.id = $1',
    ),
    statement('SELECT name FROM ${table} WHERE workspace_id = $1 AND project_id = $2'),
    "send(db.query('SELECT name FROM users WHERE ?? = ?', [key, value]));",
  ].map(unmarked),
  invalid: [
    ...[
      '(id = $1 OR email = $2) AND active',
      'active AND (SELECT open FROM shops WHERE id = $1)',
      'coalesce(id = $1, active)',
      'id = ANY (SELECT user_id FROM orders)',
      'id = SOME (SELECT user_id FROM orders)',
      'id IN (SELECT user_id FROM orders)',
    ].map((where) => `send(db.query(\`⟦SELECT⟧ name FROM users WHERE ${where} ORDER BY name\`, values));`),
    "send(db.query('⟦SELECT⟧ ?? = ? FROM users WHERE active', [key, value]));",
    "send(db.query('⟦SELECT⟧ name FROM users WHERE active ORDER BY ?? = ?', [key, value]));",
  ],
});

/** How many rows groups and subqueries can be. */
testCases('require-limit', {
  valid: [
    // Groups by what is no key of their own tables are few.
    statement('SELECT o.user_id FROM users u JOIN orders o ON o.user_id = u.id GROUP BY o.user_id'),
    statement('SELECT status FROM orders GROUP BY status'),
    statement('SELECT o.status FROM orders o GROUP BY (o.status, o.kind)'),
    statement('SELECT o.name FROM orders o JOIN (SELECT id FROM lines LIMIT 5) l ON l.id = o.line_id'),
    statement('SELECT o.name FROM orders o JOIN (SELECT id FROM a UNION SELECT id FROM b LIMIT 5) l ON true'),
    statement('SELECT name FROM (SELECT name FROM a UNION SELECT name FROM b LIMIT 5) o'),
    statement('SELECT name FROM orders ${rest}'),
    statement('SELECT name FROM orders WHERE ${name} = 1 ORDER BY name ${rest}'),
    statement('SELECT name FROM orders ORDER BY ? ?'),
    statement('SELECT DISTINCT name FROM orders'),
    statement('SELECT name FROM orders UNION VALUES (1)'),
    statement("SELECT 'a', 1 FROM orders"),
    statement('SELECT name FROM sys.tables'),
    statement('SELECT name FROM orders INTO OUTFILE 3'),
  ].map(unmarked),
  invalid: [
    statement('SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id'),
    statement('SELECT o.name FROM orders o GROUP BY (o.id, o.name)'),
    statement('SELECT user_id FROM users GROUP BY user_id'),
    statement('SELECT u.user_id FROM users u GROUP BY u.user_id'),
    statement('SELECT name FROM orders WHERE ${name} = 1'),
    statement('SELECT name FROM orders WHERE at < ${at} AND ${at} <= until'),
    statement('SELECT name FROM orders o WHERE ${o}.name = 1'),
    statement("SELECT 'a', name FROM orders"),
    statement('SELECT 1 + 1, name FROM orders'),
    statement('SELECT name FROM mysys.tables'),
    statement('SELECT name FROM system_a.tables'),
    statement('SELECT name FROM duals'),
    statement('SELECT distinctly FROM orders'),
  ],
});

/** How the tables of keys are spelled. */
testCases('require-limit', {
  valid: [
    'users WHERE user_id',
    'users WHERE id_user',
    'users WHERE iduser',
    'users WHERE "userId"',
    'user WHERE users_id',
    'user WHERE uid',
    'app_users WHERE uid',
    'user_info WHERE user_id',
    'tbl_users WHERE user_id',
    'categories WHERE category_id',
    'horses WHERE horse_id',
    'movies WHERE movie_id',
    'buses WHERE bus_id',
    'order_lines WHERE orderline_id',
    'employees WHERE emp_id',
    'questions_posts WHERE _id_post',
    'accounts WHERE account_email',
    'statuses WHERE status_slug',
    'users WHERE google_id',
  ]
    .map((from) => statement(`SELECT name FROM ${from} = $1`))
    .map(unmarked),
  invalid: [
    'users WHERE order_id',
    'users_log WHERE uid',
    'orders WHERE google_id',
    'accounts WHERE account_age',
    'accounts WHERE account_user_id',
    'tubl_users WHERE user_id',
    'user_infos WHERE user_id',
    'questions_posts WHERE id_post',
    'employees WHERE empl_id',
  ].map((from) => statement(`SELECT name FROM ${from} = $1`)),
});
