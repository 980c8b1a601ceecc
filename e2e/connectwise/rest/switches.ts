/**
 * How this installation behaves where real ones differ, or where nobody knows. Each can be set in
 * a test (`switches.set`) or over `/_standin/switches`. The first value named is what a fresh one
 * does; where the truth is unknown, the harder answer for a client was chosen.
 */
import * as z from 'zod/mini'

const Right = z.enum(['all', 'my', 'none'])

/**
 * What the API member's role allows. `none` answers 403. `my` shows nothing that is not its own:
 * lists are empty and single records are 404, as a role that is a little too small does.
 */
export const Rights = z.object({
  companies: Right,
  contacts: Right,
  configurations: Right,
  displayPasswords: Right,
  documents: Right,
  boards: Right,
  serviceTickets: Right,
  editServiceTickets: Right,
  projectTickets: Right,
  editProjectTickets: Right,
  closeTickets: Right,
  mergeTickets: Right,
  time: Right,
  addTime: Right,
  editTime: Right,
  billableOption: Right,
  members: Right,
  tableSetup: Right,
})
export type Rights = z.infer<typeof Rights>
export type RightName = keyof Rights

const Key = z.object({ publicKey: z.string(), privateKey: z.string(), member: z.string() })

export const Switches = z.object({
  /** `auto` takes names below myconnectwise.net for the cloud, everything else for own servers. */
  hosting: z.enum(['auto', 'cloud', 'own']),
  /** The cloud's codebase; own servers always use `v4_6_release/`, which works on the cloud too. */
  codebase: z.string(),
  /** Older servers send `null` for empty fields, have no allNotes and no `SiteUrl`. */
  model: z.enum(['newer', 'older']),
  info: z.enum(['full', 'missing', 'empty', 'null']),
  emptyReference: z.enum(['byModel', 'emptyObject']),
  /** The name under which a status' or priority's place in the order comes. */
  sortName: z.enum(['sort', 'sortOrder', 'absent']),
  isCloudAsText: z.boolean(),
  keys: z.array(Key),
  /** What wrong keys get: own servers say 401, the cloud often 404. */
  badKeys: z.union([z.literal(401), z.literal(404)]),
  unauthorizedBody: z.enum(['Unauthorized', 'ConnectWiseApi']),
  noClientId: z.union([z.literal(400), z.literal(401), z.literal(403)]),
  /** When given, any other client id is refused like a missing one. */
  clientIds: z.nullable(z.array(z.string())),
  systemInfoNeedsLogin: z.boolean(),
  /** The plain cloud host answers "SSL is required" instead of serving the API. */
  plainHostRefused: z.boolean(),
  forbiddenBody: z.enum(['json', 'text', 'html']),
  rights: Rights,
  /** Calls a minute and key before 429; 0 for no limit. */
  callsPerMinute: z.number(),
  links: z.enum(['plain', 'doubledSlash', 'otherHost']),
  projectTicketsUnderService: z.boolean(),
  closedTickets: z.enum(['accept', 'refuse']),
  mergedTickets: z.enum(['accept', 'refuse']),
  /** What becomes of line breaks in the text of a note. */
  lineBreaks: z.enum(['kept', 'crlf', 'collapsed']),
  /** Whether a note without `processNotifications` is mailed. */
  notesMailByDefault: z.boolean(),
  /** Without `charset=utf-8` the bytes of a body are read as Latin-1. */
  charsetMatters: z.boolean(),
  /** How old a day may be to take time. */
  openTimePeriodDays: z.number(),
})
export type Switches = z.infer<typeof Switches>

const everything: Rights = {
  companies: 'all',
  contacts: 'all',
  configurations: 'all',
  displayPasswords: 'none',
  documents: 'all',
  boards: 'all',
  serviceTickets: 'all',
  editServiceTickets: 'all',
  projectTickets: 'all',
  editProjectTickets: 'all',
  closeTickets: 'all',
  mergeTickets: 'all',
  time: 'all',
  addTime: 'all',
  editTime: 'all',
  billableOption: 'all',
  members: 'all',
  tableSetup: 'all',
}

/** The keys a fresh installation knows. They open nothing but the stand-in. */
export const DEMO_KEY = {
  publicKey: 'standInPublic0001',
  privateKey: 'standInPrivate0001',
  member: 'rflow_api',
}

const fresh: Switches = {
  hosting: 'auto',
  codebase: 'v2026_4/',
  model: 'newer',
  info: 'full',
  emptyReference: 'byModel',
  sortName: 'sort',
  isCloudAsText: false,
  keys: [DEMO_KEY],
  badKeys: 401,
  unauthorizedBody: 'Unauthorized',
  noClientId: 400,
  clientIds: null,
  systemInfoNeedsLogin: true,
  plainHostRefused: false,
  forbiddenBody: 'json',
  rights: everything,
  callsPerMinute: 1000,
  links: 'plain',
  projectTicketsUnderService: true,
  closedTickets: 'accept',
  mergedTickets: 'refuse',
  lineBreaks: 'kept',
  notesMailByDefault: true,
  charsetMatters: true,
  openTimePeriodDays: 45,
}

export type SwitchChanges = Partial<Omit<Switches, 'rights'>> & { rights?: Partial<Rights> }

export type SwitchBoard = ReturnType<typeof createSwitches>

export function createSwitches(changes: SwitchChanges = {}) {
  let now: Switches = merge(fresh, changes)
  return {
    get now(): Switches {
      return now
    },
    /** Changes what is named; rights that are not named stay. */
    set: (more: SwitchChanges) => {
      now = merge(now, more)
    },
    reset: () => {
      now = merge(fresh, changes)
    },
  }
}

function merge(before: Switches, changes: SwitchChanges): Switches {
  return { ...before, ...changes, rights: { ...before.rights, ...changes.rights } }
}
