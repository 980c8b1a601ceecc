/**
 * What a text is about, as weighted features: its words without their endings, the idea behind a
 * word, pairs of words, and pieces of words. Enough for "people at reception are not allowed into
 * the recall folder" to come close to "access denied on the Recalls share"; not a language model.
 */
const STOP = new Set(
  'a about after again all also am an and any are as at be been before but by can could did do does for from had has have he her hers him his i if in into is it its me my no not of off on or our out over per she since so some than that the their them then there these they this those to too up us was we were what when where which while who why will with would you your'.split(
    ' ',
  ),
)

/** Words of our trade that mean one thing. The first of a line is its name. */
const IDEAS = `
share folder drive directory unc mapped
denied permission allowed forbidden rights refused access unauthorized
print printer spooler queue label copier
vpn tunnel ipsec sitetosite sonicwall
password credential passphrase pin
signin login logon signon authenticate authentication sign log
mail email outlook mailbox inbox message exchange
slow lag sluggish crawl latency
offline down unreachable unavailable disconnected dead gone dropped
locked lockout lock blocked
replication replicate repadmin sync synchronise synchronize
profile fslogix desktop
citrix vda xenapp session virtual avd
dns resolve lookup nxdomain name
dhcp lease address ip apipa
restart reboot power cycle
person user employee colleague staff people somebody technician
computer pc laptop workstation machine notebook device
error failure fault problem fail failed fails
internet network connection online connectivity
branch site office location plant
backup vss snapshot restore
licence license cal licensing
phone mobile authenticator mfa code token
phish hacked compromise compromised stolen attack
update patch upgrade kb
reception frontdesk desk front
domain trust directory active ad
disk storage space volume full
onedrive sharepoint teams cloud
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

const IDEA_OF = new Map(
  IDEAS.flatMap((words) => words.map((word) => [stem(word), words[0] ?? word] as const)),
)

const WEIGHT = { word: 1, code: 2, idea: 1.1, pair: 0.5, piece: 0.9 }

export type Features = ReadonlyMap<string, number>

export function featuresOf(text: string): Features {
  const features = new Map<string, number>()
  const add = (name: string, weight: number) =>
    features.set(name, Math.max(features.get(name) ?? 0, 0) + weight)
  const stems = stemsOf(text)
  stems.forEach((word, i) => {
    add(`word ${word}`, /\d/.test(word) ? WEIGHT.code : WEIGHT.word)
    const idea = IDEA_OF.get(word)
    if (idea) add(`idea ${idea}`, WEIGHT.idea)
    const next = stems[i + 1]
    if (next) add(`pair ${word} ${next}`, WEIGHT.pair)
    const pieces = piecesOf(word)
    for (const piece of pieces) add(`piece ${piece}`, WEIGHT.piece / pieces.length)
  })
  // Said twice is not twice as much.
  return new Map([...features].map(([name, weight]) => [name, Math.sqrt(weight)]))
}

/** The words of a text that say something, without their endings. */
export function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP.has(word))
    .map(stem)
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}]+(?:[-.'][\p{L}\p{N}]+)*/gu)?.flatMap(apart) ?? []
}

/** A name in its parts and whole: `prd-fs01`, `prd`, `fs01`; `off-line` is also `offline`. */
function apart(word: string): string[] {
  const parts = word.split(/[-.']/)
  if (parts.length === 1) return parts
  return [...parts, /\d/.test(word) ? word : parts.join('')]
}

function stem(word: string): string {
  const single = word.replace(/ies$/, 'y').replace(/(?<=\w{2}[^s])s$/, '')
  if (/\d/.test(word) || single.length < 5) return single
  return single
    .replace(/(?:ation|ing|edly|ed|ly|ment|er|or|ion)$/, '')
    .replace(/(.)\1$/, '$1')
    .replace(/e$/, '')
}

function piecesOf(word: string): string[] {
  const framed = `<${word}>`
  const pieces: string[] = []
  for (const size of [3, 4])
    for (let at = 0; at + size <= framed.length; at++) pieces.push(framed.slice(at, at + size))
  return pieces
}
