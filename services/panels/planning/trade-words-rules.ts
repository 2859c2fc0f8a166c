/** Words that references and file names have and that are nobody's name there. Lower case; plurals need no mention. */
const TRADE = `
  report midway midpoint mid point way half interim review end of placement epr final outcome pass passed passes
  borderline border line fail failed programme program course cohort group stage practice portfolio panel moderation
  quality assurance sample student anonymised anonymized anonymous anon redacted redaction copy version draft original
  scan scanned signed complete completed submitted submission assessment assessor educator supervisor onsite tutor
  moderator feedback summary criteria score mark marking evidence observation reflection learning agreement

  document doc docs docx pdf word excel file folder shared share library general site team page form list item all view
  edit download preview open web default home public private upload archive data export content media attachment asset
  static layouts aspx wopi frame guest access html php index viewer channel drive onedrive sharepoint google dropbox
  clean secure confidential internal external print printed readable accessible test

  social work worker partnership teaching together developing university uni college school council county borough city
  district trust charity children child adult family young people person youth service care health mental hospital
  disability local authority agency provider employer organisation department office hub unit house centre north south
  east west central

  undergraduate postgraduate graduate diploma bachelor master degree apprentice apprenticeship step qualifying
  ba bsc bsw ma msc msw pg pgdip dip hei pvi la qa qaa pe oss asye wfd ref no nr rep rpt plc std

  year term aut autumn winter spring summer semester day week month date january february march april may june july august
  september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday
  friday saturday sunday

  number reference code part section appendix batch set lot round tranche first second third fourth last one two three
  four five six seven eight nine ten new old the and for from with not`;

/**
 * Common first and last names so short that they could pass for a code's letters. Longer ones need no list: whatever
 * word a code has no use for is taken for a name. Lower case.
 */
const SHORT_NAMES = `
  abby adam alan alex ali amir amit amy ana andy ann anna anne arun asif ava ayla aziz ben beth bill bob brad carl cara
  chen chris cole cook cox dale dan dave dawn dean diya ella elle elsa emma eric erin esme eva eve faye finn ford fox
  fred gail gary gill gina glen gray greg gwen hall hana hart hope hugh hugo hunt ian ibe ines iona iqra isla ivan
  ivy jack jade jake jane jay jean jess jill jim joan jodi joe joel john jon josh joy juan jude judy june kate kath katy
  kaur keir ken kerr khan kim king kira kyle lane lara leah lee lena leo levi liam lila lily lisa liz lois lola long
  lou lowe lucy luke lynn mae marc mary matt max maya mia mike milo mina mona nash neil nia nick nina noah noor
  nora olga omar oona orla owen pam pat paul pete phil pugh rae raj ravi ray rees reid rhys rita rob rory rosa rose ross
  rowe roy ruby ruth ryan sam sami sara saul sean shah shaw sian sid sita sue suki tara ted tess theo tia tim tina toby
  todd tom tony uma una vera vik wang ward webb will wong wood yan yuki zac zain zara zoe`;

export const TRADE_WORDS: ReadonlySet<string> = wordsOf(TRADE);
export const SHORT_NAME_WORDS: ReadonlySet<string> = wordsOf(SHORT_NAMES);

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ""));
}
