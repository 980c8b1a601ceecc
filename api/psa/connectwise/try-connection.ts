/**
 * Tries a connection feature by feature, and says of each whether it works and what to do if not.
 *
 * A missing right shows itself as a 403 on some calls, as an empty list on others, and as "not
 * found" on a single record; so each feature is asked for by itself, and an empty list is told
 * as "cannot be seen from here" instead of as a success. Nothing is written: whether notes and
 * time may be added is seen only by adding some, and the findings say so.
 */
import type { ConnectionTest } from '#shared/psa/contract.ts'
import type { CallFailure, CallOutcome, ConnectWiseClient, Query } from './client.ts'
import { readAs } from './outcome.ts'
import { CwSystemInfo } from './shapes.ts'
import { sayUnreached } from './words.ts'

type Finding = ConnectionTest['findings'][number]

interface Feature {
  what: string
  path: string
  /** The right on the screen of the role. */
  right: string
  /** A ConnectWise in use always has some; none then means that they are not shown to us. */
  isNeverEmpty?: boolean
  query?: Query
}

const FEATURES: readonly Feature[] = [
  {
    what: 'Read service tickets',
    path: '/service/tickets',
    query: { fields: 'id', orderBy: 'id desc' },
    right: 'Service Desk > Service Tickets, Inquire: All',
    isNeverEmpty: true,
  },
  {
    what: 'Read project tickets',
    path: '/project/tickets',
    query: { fields: 'id', orderBy: 'id desc' },
    right: 'Project > Project Tickets, Inquire: All',
  },
  {
    what: 'Read boards',
    path: '/service/boards',
    right: 'Service Desk > Service Tickets, Inquire: All',
    isNeverEmpty: true,
  },
  {
    what: 'Read companies',
    path: '/company/companies',
    query: { fields: 'id' },
    right: 'Companies > Company Maintenance, Inquire: All',
    isNeverEmpty: true,
  },
  {
    what: 'Read contacts',
    path: '/company/contacts',
    query: { fields: 'id' },
    right: 'Companies > Contacts, Inquire: All',
    isNeverEmpty: true,
  },
  {
    what: 'Read configurations',
    path: '/company/configurations',
    query: { fields: 'id' },
    right: 'Companies > Configurations, Inquire: All',
  },
  {
    what: 'Read time entries',
    path: '/time/entries',
    query: { fields: 'id' },
    right: 'Time & Expense > Time Entry, Inquire: All',
  },
  {
    what: 'Read work types',
    path: '/time/workTypes',
    right: 'Time & Expense > Time Entry, Inquire: All',
    isNeverEmpty: true,
  },
]

export async function tryConnection(
  client: ConnectWiseClient,
): Promise<Omit<ConnectionTest, 'at'>> {
  // Members are asked first: that list certainly needs a sign-in, and few rights.
  const signIn = await client.some('/system/info/members', { pageSize: 1 })
  if (signIn.kind !== 'ok' && signIn.kind !== 'rights') {
    return { ok: false, version: null, findings: [stopped(client.host, signIn)] }
  }
  const info = readAs(await client.get('/system/info'), CwSystemInfo, 'the release')
  const members = await client.some('/system/members', { pageSize: 1, fields: 'id' })
  const tried: Finding[] = [
    works(`Reach ${client.host}`, 'The address is right and the keys are accepted.'),
    sayMembers(client, signIn, members),
  ]
  // One after the other: a test must not be what makes the server say "too many".
  for (const feature of FEATURES) tried.push(await tryFeature(client, feature))
  const findings = [...tried, ...NOT_TRIED]
  return {
    ok: findings.every((finding) => finding.state !== 'fails'),
    version: (info.kind === 'ok' && info.body.version) || null,
    findings,
  }
}

/** By the light list, which has no addresses, and by the full one. */
function sayMembers(client: ConnectWiseClient, light: CallOutcome, full: CallOutcome): Finding {
  const what = 'Read members'
  const right = 'System > Member Maintenance, Inquire: All'
  if (light.kind !== 'ok') return failed(client, what, right, light)
  if (full.kind === 'ok') return works(what, 'Members can be read with their e-mail addresses.')
  if (isSilent(full)) return failed(client, what, right, full)
  const message = `Members can be read, their e-mail addresses perhaps not; people are then matched by name. For the addresses the role needs ${right}.`
  return { what, state: 'unknown', message }
}

const isSilent = ({ why }: CallFailure) => why === 'timeout' || why === 'no_time'

async function tryFeature(client: ConnectWiseClient, feature: Feature): Promise<Finding> {
  const { what, path, right, query = {} } = feature
  const answer = await client.some(path, { ...query, pageSize: 1 })
  if (answer.kind !== 'ok' && answer.why === 'no_time') {
    return { what, state: 'unknown', message: NO_TIME }
  }
  if (answer.kind !== 'ok') return failed(client, what, right, answer)
  const isEmpty = Array.isArray(answer.body) && answer.body.length === 0
  if (!isEmpty) return works(what, 'Works.')
  return feature.isNeverEmpty
    ? {
        what,
        state: 'fails',
        message: `ConnectWise shows none at all, as it does when a right is set to “My” instead of “All”. The role needs ${right}.`,
      }
    : {
        what,
        state: 'unknown',
        message: `ConnectWise shows none. If there are some, the role needs ${right}.`,
      }
}

const NO_TIME =
  'Not tried: ConnectWise took too long with what was tried before. Test again when it answers faster.'

const NOT_TRIED: readonly Finding[] = [
  {
    what: 'Add notes',
    state: 'unknown',
    message:
      'Seen when the first note is posted, since a test writes nothing. The role needs Service Desk > Service Tickets, Edit: All; for project tickets Project > Project Tickets, Edit: All.',
  },
  {
    what: 'Add time entries',
    state: 'unknown',
    message:
      'Seen when the first time entry is posted. The role needs Time & Expense > Time Entry, Add: All, so that time stands under the name of who worked.',
  },
]

const works = (what: string, message: string): Finding => ({ what, state: 'works', message })

function failed(
  { host }: ConnectWiseClient,
  what: string,
  right: string,
  failure: CallFailure,
): Finding {
  const message =
    failure.kind === 'rights' || failure.kind === 'not_found'
      ? `The role of the API member lacks a right: it needs ${right} (System > Security Roles). ${failure.message}`
      : said(host, failure)
  return { what, state: 'fails', message }
}

/** Nothing was written, so whether a question had gone out is no matter; what to do is. */
const said = (host: string, failure: CallFailure) =>
  isSilent(failure) ? sayUnreached('timeout', host, false) : failure.message

/** What stands in the way of everything else is told alone. */
function stopped(host: string, failure: CallFailure): Finding {
  const what = failure.kind === 'credentials' ? 'Sign in to ConnectWise' : `Reach ${host}`
  return { what, state: 'fails', message: said(host, failure) }
}
