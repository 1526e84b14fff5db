/** Words that name one of many things wherever they stand in a URL; verbs and roles of people's own are left out. */
const RESOURCES = new Set(
  (
    'account actor address album agent airport animal answer applicant appointment area article artist asset ' +
    'assignment attachment author banner blog board book booking branch brand bucket building bus business ' +
    'calendar campaign campus candidate car card cart category channel chapter character child choice city class classroom ' +
    'client collection comment community company component condition contact contract conversation country coupon course ' +
    'credential currency customer dashboard deal department deposit device dish district doctor document domain donation ' +
    'driver employee enrollment enrolment entity entry environment event exam exercise expense experiment facility ' +
    'family favorite favourite feature field file film flag flight folder follower food form forum friend game ' +
    'gallery genre goal group guest hospital hotel house idea image incident ingredient instructor integration ' +
    'invitation invite invoice issue item job journal key keyword label language league lecture ' +
    'lesson library license line link listing location manager manufacturer match meal medicine meeting member ' +
    'membership menu message milestone model module monitor movie node note notification objective ' +
    'offer office operator option order organisation organization owner package page parcel park participant partner ' +
    'patient payment person pet phase photo picture place plan planet platform player playlist plugin point policy poll ' +
    'portfolio position post prescription product professor profile program project promotion property provider ' +
    'purchase question quiz quote rating receipt recipe record region registration reminder rental reply report ' +
    'repository request reservation resource restaurant review ride role room route rule sale sample school ' +
    'season section segment seller semester sensor server service session shelf shift shipment shop show skill slide song ' +
    'space speaker sponsor stage statement station step store story student subject submission subscriber ' +
    'subscription supplier survey table tag target task tax teacher team template tenant ticket tier topic tour ' +
    'tournament track trainer transaction transfer trip tutorial unit user vacancy value variant vehicle vendor venue ' +
    'version video visit visitor voucher wallet warehouse webhook widget wishlist worker workflow workout workspace'
  ).split(' '),
);

/** Whether a word is known to name one of many things. */
export function isResourceNoun(word: string): boolean {
  return RESOURCES.has(word);
}
