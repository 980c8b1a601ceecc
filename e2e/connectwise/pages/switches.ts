/**
 * The switches of the stand-in's pages: each is one thing a real ConnectWise page has been seen
 * to do (or could do) to an extension.
 *
 * They travel in the address as `standin=name:value,name:value`, once or several times. A bare
 * name means the switch's second value: `standin=pool` is `pool:off`. What is not known is
 * reported, not guessed. In-page navigation leaves the query as it was, so switches stay on.
 * The server, the page's own bar and the tests all read this one table.
 */

/** One of a few values; the first is what the page does when nothing is said. */
type Choice<V extends string> = { kind: 'choice'; title: string; values: readonly [V, ...V[]] }
type Amount = { kind: 'amount'; title: string; unit: string; normal: number; most: number }

const choice = <const V extends string>(title: string, ...values: [V, ...V[]]): Choice<V> => ({
  kind: 'choice',
  title,
  values,
})
const amount = (title: string, unit: string, normal: number, most: number): Amount => ({
  kind: 'amount',
  title,
  unit,
  normal,
  most,
})

export const switchTable = {
  pod: choice('Notes pod', 'docked', 'undocked'),
  tab: choice('Notes tab', 'discussion', 'internal', 'resolution', 'all'),
  dialog: choice('New Note dialog at start', 'closed', 'open'),
  boxes: choice('Boxes of that dialog', 'drawn', 'plain', 'trustedOnly'),
  editors: amount('Editors open besides the dialog', 'editors', 0, 2),
  notes: choice('Note editor', 'draft', 'textarea'),
  draft: choice('Draft.js', '0.11.7', '0.10.5'),
  editor: choice('Foreign writing into the editor', 'asDraftDoes', 'unmounts'),
  window: choice('Status note over the ticket', 'none', 'shown', 'late'),
  confirm: choice('Window after saving a note', 'none', 'shown'),
  reshow: choice('Showing what was hidden', 'rebuilt', 'styleOnly'),
  hiding: choice('Hidden screens are', 'display', 'visibility', 'offscreen'),
  pool: choice('Earlier tickets', 'kept', 'off'),
  visible: choice('Tickets on screen', 'one', 'two'),
  label: choice('Header label', 'right', 'wrong', 'missing', 'none', 'race'),
  labelDelay: amount('Header label after', 'ms', 300, 20_000),
  raceDelay: amount('In a race, the other label after', 'ms', 1500, 20_000),
  screenDelay: amount('Screen after the fragment', 'ms', 0, 20_000),
  fragment: choice('Fragment', 'token', 'noSuffix', 'undecodable', 'startscreen', 'none'),
  links: choice('*.rails links', 'page', 'redirect'),
  gwt: choice('GWT buttons', 'takeAll', 'trustedOnly'),
  extensions: choice('Other extensions', 'none', 'traces'),
  noise: choice('Background changes', 'none', 'steady'),
  nodes: amount('Extra nodes in each screen', 'nodes', 0, 100_000),
  hosted: choice('Hosted pod', 'none', 'shown'),
  locale: choice('Locale', 'en_US', 'en_NZ', 'en_GB', 'de_DE'),
  chargeTo: amount('Time entry charges ticket', 'number', 0, 99_999_999),
  seed: amount('Seed of random names (0: each load anew)', 'number', 0, 4_294_967_295),
} as const

type Table = typeof switchTable
export type SwitchName = keyof Table
export type Switches = {
  -readonly [N in SwitchName]: Table[N] extends Choice<infer V> ? V : number
}

export const switchNames = Object.keys(switchTable).filter(isSwitchName)

export function normalSwitches(): Switches {
  return readSwitches('').switches
}

/** Reads an address' query. What is not a switch, or not one of its values, is named. */
export function readSwitches(query: string | URLSearchParams): {
  switches: Switches
  problems: string[]
} {
  const said = new Map<SwitchName, string | number>()
  const problems: string[] = []
  const settings = new URLSearchParams(query).getAll('standin').flatMap((one) => one.split(','))
  for (const setting of settings.filter((one) => one !== '')) {
    const [name = '', ...rest] = setting.split(':')
    if (!isSwitchName(name)) {
      problems.push(`No switch is called "${name}".`)
      continue
    }
    const value = readValue(switchTable[name], rest.length > 0 ? rest.join(':') : undefined)
    if (value === undefined) problems.push(`"${setting}" is not a value of ${name}.`)
    else said.set(name, value)
  }
  const entries = switchNames.map((name) => [name, said.get(name) ?? normalOf(switchTable[name])])
  return { switches: asSwitches(Object.fromEntries(entries)), problems }
}

/** The value of the `standin` parameter that says what differs from normal; '' when nothing. */
export function writeSwitches(wanted: Partial<Switches>): string {
  return switchNames
    .filter((name) => wanted[name] !== undefined && wanted[name] !== normalOf(switchTable[name]))
    .map((name) => `${name}:${wanted[name]}`)
    .join(',')
}

function readValue(one: Choice<string> | Amount, said: string | undefined) {
  if (one.kind === 'choice') {
    const wanted = said ?? one.values[1]
    return one.values.find((value) => value === wanted)
  }
  const number = Number(said)
  const isFine = said !== undefined && /^\d+$/.test(said) && number <= one.most
  return isFine ? number : undefined
}

function normalOf(one: Choice<string> | Amount): string | number {
  return one.kind === 'choice' ? one.values[0] : one.normal
}

function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(switchTable, name)
}

/** Safe: every name of the table has been given one of its own values just before. */
function asSwitches(read: Record<string, unknown>): Switches {
  return read as Switches
}
