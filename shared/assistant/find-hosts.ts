/**
 * Machines and network addresses in a text, for a team that lets neither leave the house.
 *
 * Found by shape (addresses, hosts of shares and links, domain names, names put together as
 * machines are named) and by name, where it is known. What every network has tells nothing of
 * one and everything about a fault, so it stays: loopback, masks, self-given addresses, public
 * resolvers, the vendors' own sites. Takes any string; each expression is linear on it.
 */

export interface FoundHost {
  start: number
  end: number
  kind: 'host' | 'address'
  /** What counts as the same: spellings of a machine share one number. */
  same: string
}

/** `known` are names of machines that no shape gives away; see {@link hostsNamedIn}. */
export function hostFinder(known: readonly string[]): (text: string) => FoundHost[] {
  const byName = nameExpression(known)
  return (text) => [
    ...placesOf(text, ADDRESSES, 'address').filter(({ same }) => !isEverywhere(same)),
    ...placesOf(text, HOSTS, 'host').filter(({ same }) => isSomebodys(same)),
    ...(byName ? placesOf(text, [byName], 'host') : []),
  ]
}

/**
 * Names of machines that stand in these texts where only one can: in a share, behind a label, in
 * a private domain. Elsewhere they may stand bare, and no shape would tell.
 */
export function hostsNamedIn(texts: readonly string[]): string[] {
  const names = new Set<string>()
  for (const text of texts) {
    for (const { same } of placesOf(text, [SHARE, LABELLED], 'host')) {
      if (isSomebodys(same)) names.add(same.split('.')[0] ?? '')
    }
    for (const { same } of placesOf(text, [PRIVATE_NAME], 'host'))
      names.add(same.split('.')[0] ?? '')
  }
  return [...names].filter((name) => name.length >= SHORTEST && !COMMON.has(name))
}

/** For good, by what they are: where nothing comes back that would have to be told apart. */
export function maskHosts(text: string): string {
  let masked = ''
  let at = 0
  for (const { start, end, kind } of findByShape(text).sort(
    (a, b) => a.start - b.start || b.end - a.end,
  )) {
    if (start < at) continue
    masked += `${text.slice(at, start)}[${kind}]`
    at = end
  }
  return masked + text.slice(at)
}

/** Each has its name as the group `at`. */
const placesOf = (
  text: string,
  expressions: readonly RegExp[],
  kind: FoundHost['kind'],
): FoundHost[] =>
  expressions.flatMap((expression) =>
    [...text.matchAll(expression)].flatMap(({ indices, groups }) => {
      const [start, end] = indices?.groups?.at ?? [0, 0]
      const same = groups?.at?.toLowerCase() ?? ''
      return end > start ? [{ start, end, kind, same }] : []
    }),
  )

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const IPV4 = new RegExp(String.raw`(?<![\w.])(?<at>(?:${OCTET}\.){3}${OCTET})(?!\w|\.\d)`, 'gd')
/** In full, or shortened with a group on either side: `::` alone stands in code too. */
const IPV6 =
  /(?<![\w:.])(?<at>(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?=[0-9a-f:]{0,40}\d)[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\w:])/dgi
const MAC =
  /(?<![\w:.-])(?<at>[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![\w:-]|\.\w)/dgi
const ADDRESSES = [IPV4, IPV6, MAC]

const isEverywhere = (address: string): boolean =>
  /^(?:127\.|0\.|255\.|169\.254\.|22[4-9]\.)/.test(address) || PUBLIC_RESOLVERS.has(address)
const PUBLIC_RESOLVERS = new Set('8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9'.split(' '))

const SHARE = /(?<![\w\\])\\{2,4}(?<at>\w[\w.-]{0,63})/dg
const LINK = /\b[a-z][a-z0-9+.-]{1,12}:\/\/(?:[^\s/@]{0,80}@)?(?<at>\w[\w.-]{0,120}\w)/dgi
/** As commands ask for it and print it. */
const LABELLED =
  /(?:\b(?:host|computer|server|machine|device)[ -]?name[ .]{0,40}[:=]\s{0,40}|(?<!\w)-(?:ComputerName|HostName|Server|VMName)[ :]+|\b(?:ping|nslookup|tracert|pathping)[ ]+(?=[a-z.-]{0,40}\d))(?<at>[a-z0-9][\w.-]{0,63})/dgi
const PRIVATE_NAME =
  /(?<![\w@.-])(?<at>[a-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){0,4}\.(?:local|lan|internal|corp|intra|intern|home|localdomain))(?![\w-]|\.\w)/dgi
/** Endings under which names are registered; not those that rather end a file or a type. */
const PUBLIC_NAME =
  /(?<![\w@.-])(?<at>[a-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){0,4}\.(?:com|net|org|info|biz|io|co|edu|gov|mil|eu|us|uk|ie|de|at|ch|fr|nl|be|lu|dk|se|no|fi|it|es|pt|ca|au|nz|za|in|jp|br|mx|cloud|online|tech|email|systems|solutions|services|support|company|group|health|dental|law|legal|agency|example|test))(?![\w-]|\.\w)/dgi
/** What machines are for, as their names say it: `PRD-FS01`, `dc-2`, `ADLER-PC`. */
const ROLE =
  'dc|fs|srv|svr|pc|ws|wks|nb|lt|sql|exch|prn|prt|rds|ts|ctx|vda|vm|hv|esx|esxi|nas|san|bkp|sw|fw|ap|gw'
const NUMBERED = new RegExp(
  String.raw`(?<![\w.-])(?<at>(?:[a-z0-9]{2,15}-){0,3}(?:${ROLE})-?\d{1,3}(?:-[a-z0-9]{1,15}){0,2})(?![\w-])`,
  'gdi',
)
const WITH_ROLE =
  /(?<![\w.-])(?<at>(?:[A-Z0-9]{2,15}-){1,3}(?:PC|SRV|SVR|WS|NB|DC|FS|NAS|SQL|LAPTOP|DESKTOP|PRINTER|SERVER|TABLET)|(?:DESKTOP|LAPTOP|WIN|PC|SRV|WS|NB|NAS)-[A-Z0-9]{3,15}(?:-[A-Z0-9]{1,15})?)(?![\w-])/dg
const HOSTS = [SHARE, LINK, LABELLED, PRIVATE_NAME, PUBLIC_NAME, NUMBERED, WITH_ROLE]

/** False for what looks like a host and belongs to everybody, and for addresses. */
const isSomebodys = (host: string): boolean =>
  !COMMON.has(host) && !/^[\d.]+$/.test(host) && !VENDORS.test(host)

const COMMON = new Set(
  'localhost wpad autodiscover asp.net vb.net ado.net system.net iana.org server localdomain www mail remote vpn file print web app'.split(
    ' ',
  ),
)
/** Under which no customer has a name of their own. */
const VENDORS =
  /^(?:[\w-]+\.){0,4}(?:microsoft\.com|microsoftonline\.com|office\.com|office365\.com|windowsupdate\.com|live\.com|google\.com|apple\.com|connectwise\.com|citrix\.com|sonicwall\.com|vmware\.com|fortinet\.com|cisco\.com|adobe\.com|github\.com)$/

const SHORTEST = 3

function nameExpression(known: readonly string[]): RegExp | undefined {
  const names = [...new Set(known.map((name) => name.trim().toLowerCase()))]
    .filter((name) => name.length >= SHORTEST && !COMMON.has(name))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if (names.length === 0) return undefined
  const any = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  return new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}_])(?<at>${any})(?![\p{L}\p{M}\p{N}_])`, 'giud')
}

const findByShape = hostFinder([])
