/** How sure it is that a value of a column names one row. */
export type Certainty = 'sure' | 'likely' | 'weak';

/** Columns that every table gives to one row only. */
const SURE = /^(?:ID|_ID|ROWID|OID|UUID|GUID|PK|CTID)$/;

/** Columns that one row has to itself, by the names that people give them. */
const LIKELY =
  /^(?:PK_\w+|\w*UNIQUE\w*|SLUG|EMAIL|EMAIL_ADDRESS|CORREO|CORREO_ELECTRONICO|USERNAME|USER_NAME|LOGIN|HANDLE|TOKEN|\w*TOKEN|\w*HASH|API_KEY|SKU|ISBN|PHONE|PHONE_NUMBER|TEL|MOBILE|MOBILE_NUMBER|TELEFONO|TELEFONE|CELULAR|SUBDOMAIN|FINGERPRINT|EXTERNAL_ID|SID|JTI|NICKNAME|SERIAL|SERIAL_NUMBER|DOI|SHA|CHECKSUM)$/;

/** Columns that are keys in some tables and shared in others. */
const WEAK =
  /^(?:_KEY|\w+_URL|KEY|CODE|CODIGO|NUMBER|HOSTNAME|DOMAIN|NAME|NOMBRE|NOME|TITLE|TITULO|FILENAME|PATH|URL|TAG|VERSION|KEYWORD|IDENTIFIER|\w+_KEY|\w+_CODE|\w+_CODIGO|\w+_NAME|(?:STRIPE|PAYPAL|RAZORPAY)_\w*ID)$/;

/** What others know a person or a company by, in the tables of those: `google_id`, the number of an identity card. */
const KNOWN_ELSEWHERE = new RegExp(
  `^(?:${[
    '(?:GOOGLE|FACEBOOK|GITHUB|GITLAB|APPLE|TWITTER|LINKEDIN|DISCORD|TELEGRAM|SLACK|STEAM|SPOTIFY|KAKAO|NAVER|LINE|AUTH0|CLERK|FIREBASE|COGNITO|SUPABASE|OKTA|OAUTH|PROVIDER|SOCIAL)_?(?:USER_?)?U?ID',
    'OPEN_?ID|UNION_?ID',
    // Numbers that states give, by the words of many, and those that each gives by its own.
    '(?:NATIONAL|PASSPORT|IDENTITY|IDENTIFICATION|ID_?CARD|TAX|VAT|GST|PAN|LICEN[CS]E|REGISTRATION|ENROLL?MENT|ADMISSION)_?(?:ID_?)?(?:NO|NR|NUM|NUMBER)',
    'NATIONAL_?(?:ID|CODE)|PASSPORT(?:_?ID)?|ID_?CARD|TAX_?(?:ID|CODE)|VAT_?ID|ID_?NUMBER|TIN|GSTIN',
    'SSN|CPF|CNPJ|CEDULA|DNI|RUT|RUC|RFC|CURP|CUIT|CUIL|NIF|NIE|CNIC|NIC|NID|NIN|BVN|NIK|NPWP|PESEL|TCKN|CIN|CCCD|CMND|MATRICULA|AADHA+R(?:_?(?:NO|NUMBER))?',
  ].join('|')})$`,
);

const OF_PERSONS =
  /USER|ACCOUNT|MEMBER|CUSTOMER|CLIENT|PROFILE|PLAYER|PERSON|PATIENT|STUDENT|EMPLOYEE|STAFF|WORKER|TEACHER|PROFESSOR|DOCTOR|DRIVER|GUEST|PASSENGER|CITIZEN|RESIDENT|VOTER|APPLICANT|CANDIDATE|USUARIO|PACIENTE|PESSOA|ALUNO|ALUMNO|ESTUDIANTE|EMPLEADO|FUNCIONARIO|EMPRESA|COMPAN|SUPPLIER|VENDOR|PROVEEDOR/;

/** Who has an account, by the names of tables: each of them names the same person in the columns of another. */
const PERSON = '(?:USER|ACCOUNT|PROFILE|PERSON|CUSTOMER|USUARIO)';
const TABLE_OF_PERSONS = new RegExp(`^${PERSON}S?$`);
const OF_PERSON = new RegExp(`^${PERSON}_`);

/** How sure it is that a column is a key, by its name alone; null for other names. */
export function keyCertainty(column: string, table: string | null = null): Certainty | null {
  if (SURE.test(column)) return 'sure';
  if (LIKELY.test(column)) return 'likely';
  if (WEAK.test(column)) return 'weak';
  if (KNOWN_ELSEWHERE.test(column)) return table !== null && OF_PERSONS.test(table) ? 'weak' : null;
  // `account_email` of `accounts` is as much of a key as `email`.
  const singular = table?.replace(/(?:ES|S)$/, '') ?? '';
  const isPrefixed = singular !== '' && column.startsWith(`${singular}_`) && !REFERENCE.test(column);
  if (isPrefixed) return keyCertainty(column.slice(singular.length + 1));
  // `user_email` in `accounts`: there nobody else can be meant.
  const isOfPerson = table !== null && TABLE_OF_PERSONS.test(table) && OF_PERSON.test(column);
  return isOfPerson && LIKELY.test(column.replace(OF_PERSON, '')) ? 'weak' : null;
}

/** Columns that point to another table: one of them is shared by many rows, two of them seldom are. `valid` is a word. */
export const REFERENCE =
  /(?:_ID|(?<!(?:^|_)(?:(?:IN)?VAL|(?:UN|PRE)?PA|VO|GR|SOL|LIQU|FLU|HYBR|COV|ANDRO|RAP))ID|_UUID)$|^ID_/;

/** Columns whose few values many rows share, so that a list of them names no rows. */
export const KIND =
  /(?:STATUS|STATE|TYPE|ROLE|KIND|CATEGORY|LEVEL|GROUP|COUNTRY|LANGUAGE|CURRENCY|YEAR|MONTH|DAY|DATE|GENDER|PRIORITY|SOURCE|COLOU?R|SIZE)S?$|^(?:IS|HAS)_/;

/** What a table is divided by among customers, which every statement asks for. */
export const TENANT = /^(?:TENANT|WORKSPACE|ORG|ORGANI[SZ]ATION|COMPANY)_?(?:ID|UUID)$/;

/** How people shorten the name of a table in that of its key: `emp_id` of `employees`. */
const ABBREVIATION =
  /^(?:EMP|DEPT?|PROD|CUST|CAT|ORD|INV|STUD?|TRANS|ACCT?|CMT|MSG|NOTI?F?|REQ|SUBJ?|VEND|SUPP|INSTR?)$/;

/** Who is one of two persons in a row: `followers` have a `follower_id` and the `user_id` of whom they follow. */
const RELATION = /^(?:FOLLOWER|FOLLOWED|FOLLOWING|FRIEND)_?ID$/;

/**
 * `user_id` in `users`, `userid` in `user`, `id_user` and `iduser` in `users`, `numero_venta` in `ventas`, `"payment_method_id"` in `"PaymentMethods"`; `user_id` in `user_info`, and in `tbl_users`, whose first letters all tables
 * of an application share; `order_no` and `ordername` in `orders`; `_id_post` in `questions_posts`; `idm_tes` in `tbm_tes`, where a letter says which kind of table it is; `uid` in `app_users`.
 */
export function isIdOf(column: string, table: string): boolean {
  if (RELATION.test(column)) return false;
  if (column === 'UID') return /USERS?$/.test(table);
  const isNamed = (stem: string): boolean => stem !== '' && namesTable(stem, column, table);
  const stem = column
    .replace(/_?(?:ID|UUID|NO|NR|NUM|NUMBER|NAME)$/, '')
    .replace(/^(?:_?ID[A-Z]?|NUM|NUMERO|NRO|NOMOR|COD|CODIGO|KODE)_/, '');
  return (stem !== column && isNamed(stem)) || (/^ID[A-Z]/.test(column) && isNamed(column.slice(2)));
}

/** Whether a word stands for a row of a table. */
function namesTable(stem: string, column: string, table: string): boolean {
  const spellings = [
    table,
    table.replace(/^[A-Z]{1,3}_/, ''),
    table.replace(/_(?:INFO|TABLE|TBL|MASTER)$/, ''),
    // Nobody calls a foreign key so.
    ...(column.startsWith('_ID_') ? [table.replace(/^.*_/, '')] : []),
  ];
  // Columns in humps come with underscores, and tables in humps without them.
  const own = stem.replaceAll('_', '');
  return spellings.some((spelling) => {
    const name = spelling.replaceAll('_', '');
    const singular = name.replace(/IES$/, 'Y').replace(/(?:ES|S)$/, '');
    return (
      own === name ||
      own === singular ||
      own === `${name}S` ||
      `${own}S` === name ||
      (ABBREVIATION.test(stem) && name.startsWith(own))
    );
  });
}
