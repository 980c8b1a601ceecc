/**
 * The machines that are known by name in a ticket and a session: they stand under other names
 * with a model, where the team has settled so. Null where they may be named.
 */
import { hostsNamedIn } from '#shared/assistant/find-hosts.ts'
import type { RedactionPolicy } from '#shared/assistant/settings.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { eachText } from './veil.ts'

export interface KnownAround {
  ticket: Ticket | null
  session?: Session
  /** What is kept of the client: name and value. */
  clientFacts?: Readonly<Record<string, string>>
}

export function hostsOf(policy: RedactionPolicy, around: KnownAround): string[] | null {
  if (policy === 'keep_hosts') return null
  const { ticket, session, clientFacts = {} } = around
  const values = Object.fromEntries(
    Object.entries(session?.variables ?? {}).map(([name, { value }]) => [name, value]),
  )
  return [
    ...(ticket?.configurations.map(({ name }) => name) ?? []),
    ...Object.entries({ ...clientFacts, ...values }).flatMap(([name, value]) =>
      NAMES_MACHINE.test(name) ? [value] : [],
    ),
    ...hostsNamedIn([...textsOf(ticket), ...(session ? saidIn(session) : [])]),
  ]
}

const NAMES_MACHINE =
  /server|host|computer|machine|device|domain|controller|gateway|printer|firewall|(?:^|_)(?:dc|pc)(?:_|$)/

function textsOf(ticket: Ticket | null): string[] {
  const texts: string[] = []
  eachText(ticket, (text) => {
    texts.push(text)
    return text
  })
  return texts
}

const saidIn = ({ statements, lane }: Session): string[] => [
  ...[...statements].map(({ text }) => text),
  ...lane.messages.map(({ text }) => text),
]
