/**
 * Names that are words as well, and words that agencies have in their names. Only a capital tells them from words, and at
 * the beginning of a sentence not even that.
 */
const ORDINARY = new Set(
  `
  abbey able acre adult alma alder amber ambler angel apple april archer arch art ash aspen august autumn bailey baker ball
  bank banks bar barber barley barn baron barrow basil bass bay beach bean beck bell bench berry best bill bird birch
  bishop black blade bliss block bloom blossom blue boat bond booth both bow bowl bowler box boy brace branch brand brass
  bray bread breeze brick bridge bright brook brooks broom brown bruce buck bud bull burn burns bush butcher butler butt
  button camp candy cannon card care carpenter carr carter cart case cash castle chance chandler change chapel chaplin
  chase chin chip christian church clark clay clear clever cliff close cloud coach coal coats coffee cole comfort
  constant cook coop cooper copper coral corn cotton court coward cox crane crisis crisp crook cross crow crown curry
  dale daisy dance dark dash dawn day dean dear dell dew diamond dick dolly don dove down drake draper drew drum duck duke
  dusk dyer eagle earl early east easter ebony eden eve even ever evergreen fair faith falcon fall farmer farrow fast fay
  fell fern field fields fine fink finch fish fisher flag fleet flint flower flowers foot ford forest forester
  foster fountain fowler fox frank free freeman friend frost fry fuller gale gamble garden gardener garland garner gate
  gates gem gentle gift giles gill ginger glass glazier gold golden good goodwill grace grain grand grant grave graves gray
  green grey grove guy hail hale hall ham hand handy hank hardy harmony harper harvest hart hatch hawk hay hazel head
  heart heath heather heaven hedge henna high hill hills hobby holder hole holiday holly holy home honey hood hook hope
  hopes horn house hunt hunter hurt husband innocent iris ivory ivy jack jade jar jasmine jay jet jewel job joiner jolly
  joy judge july june just justice keen keep key keys kidd king kitchen knight knock lace lake lamb lance land lane large
  lark last laurel law lawn lay leaf lee leech lily lime link lion little lock lodge long longer lord love low lovely luck
  lucky lyric mace major male man manger manners march marine mark marks marsh marshall mason mast masters mate may mayor
  mead meadow meek melody mercer mercy merry miles mill miller mills mind minor mint miracle misty moody moon moor
  moral more morn moss mount mountain munch myrtle myself nail neat need new newman nice nick night noble noon norm north
  nurse nut oak oaks oat ocean old olive opal orange orchard page pain paine pain pace palm palmer park parks parish parsons parr
  pass pastor patch pat patience patient peace peach pear pearl peel pen penny pepper perry pick pike pine pink piper pitt
  place plant plum plumb plummer point pole pond pool poor pope poppy porter potter pound power powers pratt precious present price
  pride priest prince prior privet proud prudence purple quick quill quince rain raven ray read reader reading ready record reed reeve
  refuge relate rich rick ridge ring river rivers road rob robin rock rod roe rook rose rosemary rosy round rowan row ruby
  rue rule rush russet rust saffron sage saint salmon salt sand sands sandy savage sawyer scarlet scope self senior
  serene service shade shadow shaft sharp sharpe shaw shell shelter shepherd sherry shine ship shore short shorter silver
  singer sky skipper slack slate slaughter sleep slope slow small smart smile snow snowdon soldier son sorrow south sparrow
  spear speed spence spicer spring sprout square stack staff star stark steel stead stern steward stock stone storm strange street
  strong stubbs student sue summer summers sun sunny swallow swan sweet swift sylvan tailor tall tanner taylor tell temple
  tender terry thorn thyme tiger tiller timber tipping tong todd together tom toy tower towers town trainer travers tree trent trinity true
  truth tucker turn turner turning twin tyler underhill unity usher vale valley van venture verity vine violet virtue wade wake walk walker
  wall waller wallis ward ware warm warner warren wash water waters watts way ways weaver webb webster week weir welcome
  well wells west wheat wheeler whistler white wild wilde wilder will wills willing willow win winner wind wing winter winters wise wit wolf
  wood woods woodland woodward work workman worth wren wright yard year yellow york young younger
  `.split(/\s+/),
);
const MONTHS = new Set(["april", "august", "june", "march", "may"]);

export function isOrdinary(letters: string): boolean {
  return ORDINARY.has(letters);
}

/** What stands around a word. */
export interface Place {
  readonly before: string;
  readonly word: string;
  readonly after: string;
}

/** Whether a word that is a name too is one here. */
export function isNameHere({ before, word, after }: Place): boolean {
  if (!/^\p{Lu}/u.test(word) || isShouted(before, word, after)) return false;
  if (MONTHS.has(word.toLowerCase()) && isMonth(before, after)) return false;
  return !beginsSentence(before) || acts(after);
}

/** Where the whole sentence is in capitals, a capital says nothing. */
function isShouted(before: string, word: string, after: string): boolean {
  if (word !== word.toUpperCase()) return false;
  const sentence = `${/[^.!?\n]*$/.exec(before)?.[0]} ${/^[^.!?\n]*/.exec(after)?.[0]}`;
  const others = sentence.match(/\p{L}{2,}/gu) ?? [];
  return others.length > 0 && others.every((other) => other === other.toUpperCase());
}

function isMonth(before: string, after: string): boolean {
  const isAfterDate =
    /\b(?:in|since|until|till|during|early|mid|late|this|next|last|end of|start of|\d+(?:st|nd|rd|th)?)[\s-]*$/i;
  return isAfterDate.test(before) || /^\s*\d/.test(after);
}

function beginsSentence(before: string): boolean {
  return /(?:^|[.!?:…\n•*])[\s"'“‘«([\-–—]*(?:\d+[.)]\s*)?$/u.test(before);
}

/** At the beginning of a sentence it is somebody who has or does something: "Will showed", "Grace's", "Hope Brown". */
function acts(after: string): boolean {
  if (/^['’]s(?!\p{L})/u.test(after)) return true;
  const next = /^ +(\p{L}+)/u.exec(after)?.[1] ?? "";
  if (/^\p{Lu}\p{Ll}/u.test(next) || DEEDS.has(next)) return true;
  return /(?<!e)ed$/.test(next) || (/[^sui]s$/.test(next) && !LITTLE.has(next));
}

const DEEDS = new Set(
  "was is has had did does said wrote made gave took went knew felt came left led met kept".split(" "),
);
const LITTLE = new Set("always its as perhaps sometimes besides towards students others".split(" "));
