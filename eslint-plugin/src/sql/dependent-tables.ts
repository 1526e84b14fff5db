import { wordsOf } from '../ast/names.ts';
import { pluralOf } from '../http/plural.ts';

/** Words for what means nothing without the thing it hangs on. */
const PARTS = new Set(
  (
    'address answer assignee attachment attempt attribute authentication backlink block bookmark cache cart child choice code comment config configuration ' +
    'consent contact cookie credential detail device draft edge email emoji entry event favorite favourite feature ' +
    'file flag follow follower following grant group hash hashtag header heartbeat history image insight invitation invite item job key ' +
    'label language like line link location lock log mapping mark media member membership mention message meta ' +
    'metadata metric mute node notification oauth option otp page parameter participant password pdf permission photo ' +
    'picture pin preference profile progress property provider push question reaction read receipt recipient relation ' +
    'relationship reminder reply reset revision role rule secret segment session setting share slug snapshot stage star ' +
    'stat state statistic statistics stats status step sticker strategy stream subscriber tag task thumbnail token ' +
    'translation trend upload url value variant verification version view vote watch watcher webhook widget wishlist'
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
 * Whether rows of a table are only a part of the rows they point to, as far as the names tell: sessions, settings,
 * `order_items` of orders, `user_roles` of users.
 */
export function isDependentTable(child: string, parent: string | null): boolean {
  const words = wordsOf(child.split('.').at(-1) ?? '').map(singularOf);
  const owner = wordsOf(parent?.split('.').at(-1) ?? '').map(singularOf);
  const last = words.at(-1) ?? '';
  if (RECORDS.has(last)) return false;
  const owning = owner.at(-1);
  if (owning !== undefined && words.length > 1 && words.includes(owning)) return true;
  if (owner.length > 1 && owner.slice(0, -1).includes(last)) return true;
  return words.some((word) => PARTS.has(word));
}

/** The singular in `PARTS`, `RECORDS` or of the parent that a plural stands for. */
function singularOf(word: string): string {
  const endings = /(?:ss|x|z|ch|sh)es$/.test(word) ? [/es$/] : [/ies$/, /s$/];
  for (const ending of endings) {
    const candidate = word.replace(ending, ending.source === 'ies$' ? 'y' : '');
    if (candidate !== word && pluralOf(candidate) === word) return candidate;
  }
  return word;
}
