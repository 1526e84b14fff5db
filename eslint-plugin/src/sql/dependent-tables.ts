import { wordsOf } from '../ast/names.ts';
import { pluralOf } from '../http/plural.ts';

/** How many words the name of a table has at most that stands on its own. */
const LONGEST = 2;

/** Words for what people know and keep for itself: losing it with something else is a surprise. */
const ENTITIES = new Set(
  (
    'account actor admin agent applicant application appointment article artist asset author blog board book brand ' +
    'building bus business camera campaign car case city class classroom client club collection company ' +
    'conference contest contract course customer dashboard department doctor document ' +
    'donor driver employee exam expense farm film firm flight folder forum game guest hospital hotel house idea ' +
    'incident initiative institution instructor journal landlord library listing machine manager manuscript meal ' +
    'medicine meeting merchant monitor movie museum novel offer office organisation organization patient person pet ' +
    'player playlist podcast policy poll post procedure product program programme project property publication ' +
    'quiz quote recipe report repository restaurant school seller server service shop site song ' +
    'staff station store story student study subject submission supplier survey teacher team tenant todo tournament ' +
    'trip user vehicle vendor venue video visit volunteer wallet warehouse website workflow workspace'
  ).split(' '),
);

/** Words of records: what was sold, paid, agreed or written down stays when its customer goes. */
const RECORDS = new Set(
  (
    'accounting agreement audit bill billing booking charge claim contract donation enrollment grade invoice ledger loan ' +
    'order payment payout payroll prescription purchase receipt refund rental reservation sale salary shipment ' +
    'ticket transaction transfer withdrawal'
  ).split(' '),
);

/**
 * Whether rows of a table mean something without the rows they point to, as far as the names tell: orders, invoices,
 * products, posts; no sessions, settings, `order_items` of orders or `user_roles` of users.
 */
export function standsAlone(child: string, parent: string | null): boolean {
  const words = wordsOf(child.split('.').at(-1) ?? '').map(singularOf);
  const owner = wordsOf(parent?.split('.').at(-1) ?? '').map(singularOf);
  const last = words.at(-1) ?? '';
  // `recall_impacted_shipments` and `outbound_task_orders` say at length that they hang on something.
  if (words.length > LONGEST || words.some((word) => JOINS.has(word))) return false;
  const owning = owner.at(-1);
  // The grades of a level are school years, no marks.
  if (last === 'grade' && /^(?:level|school|stage)$/.test(owning ?? '')) return false;
  if (RECORDS.has(last)) return true;
  if (!ENTITIES.has(last)) return false;
  // `team_projects` of teams join, and an account of a user is how a login is called.
  if (owning !== undefined && words.length > 1 && words.includes(owning)) return false;
  if (owning === 'user' && last === 'account') return false;
  return !(owner.length > 1 && owner.slice(0, -1).includes(last));
}

/** Words that make of a noun what hangs on it: `favorite_products`, `auth_accounts`, `cached_users`. */
const JOINS = new Set(
  (
    'approved auth authorized blocked bookmarked cache cached daily draft favorite favourite follow followed hidden import like liked linked monthly muted new oauth ' +
    'recent saved session shared social sort starred subscribed temp temporary tmp trusted viewed watched weekly'
  ).split(' '),
);

/** The singular that a plural stands for. */
function singularOf(word: string): string {
  const endings = /(?:ss|x|z|ch|sh)es$/.test(word) ? [/es$/] : [/ies$/, /s$/];
  for (const ending of endings) {
    const candidate = word.replace(ending, ending.source === 'ies$' ? 'y' : '');
    if (candidate !== word && pluralOf(candidate) === word) return candidate;
  }
  return word;
}
