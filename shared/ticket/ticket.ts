/**
 * A ticket with its surroundings, as the panel shows it and as flows are offered by.
 *
 * Notes and the texts of time entries come from different places in ConnectWise and are
 * merged by time here, told apart by `source`: the "last note" without time entries would be
 * wrong. All text is foreign text, normalised once on entry, and shown as text.
 */
import * as z from 'zod/mini'
import { Instant } from '../ids.ts'

const Named = z.object({ id: z.int(), name: z.string() })

export const ThreadEntry = z.object({
  /** Kind and number: the same number can stand under two kinds. */
  key: z.string(),
  source: z.enum(['note', 'time_entry', 'meeting']),
  text: z.string(),
  discussion: z.boolean(),
  internal: z.boolean(),
  resolution: z.boolean(),
  author: z.string(),
  authorKind: z.enum(['member', 'contact', 'unknown']),
  at: z.nullable(Instant),
  minutes: z.nullable(z.number()),
  /** From a ticket that was merged into this one. */
  isMerged: z.boolean(),
})
export type ThreadEntry = z.infer<typeof ThreadEntry>

/** Kind and number, since the same number can stand under two kinds. */
export const threadKey = (source: ThreadEntry['source'], id: number): string => `${source}:${id}`

export const TicketConfiguration = z.object({
  id: z.int(),
  name: z.string(),
  type: z.string(),
  serialNumber: z.optional(z.string()),
  ipAddress: z.optional(z.string()),
  os: z.optional(z.string()),
  lastUser: z.optional(z.string()),
})
export type TicketConfiguration = z.infer<typeof TicketConfiguration>

/** By this one sees whether a ticket changed between the preview and the click. */
export const TicketStamp = z.object({
  lastUpdated: z.nullable(z.string()),
  status: z.string(),
  owner: z.string(),
  /** The keys of the newest entries of the thread, newest first. */
  newest: z.array(z.string()).check(z.maxLength(50)),
})
export type TicketStamp = z.infer<typeof TicketStamp>

export const Ticket = z
  .object({
    origin: z.string(),
    ticketId: z.int(),
    recordType: z.enum(['service', 'project', 'issue']),
    summary: z.string(),
    board: z.nullable(Named),
    status: z.nullable(z.object({ id: z.int(), name: z.string(), isClosed: z.boolean() })),
    priority: z.nullable(Named),
    company: z.nullable(z.object({ id: z.int(), identifier: z.string(), name: z.string() })),
    contact: z.nullable(
      z.object({ name: z.string(), email: z.nullable(z.string()), phone: z.nullable(z.string()) }),
    ),
    owner: z.nullable(z.object({ identifier: z.string(), name: z.string() })),
    resources: z.array(z.string()),
    configurations: z.array(TicketConfiguration),
    mergedInto: z.nullable(z.int()),
    /** This client wants somebody to have agreed to what is changed. */
    wantsAuthorisation: z.optional(z.boolean()),
    thread: z.array(ThreadEntry),
    stamp: TicketStamp,
    fetchedAt: Instant,
    /** What could not be read, in words: the rest is shown all the same. */
    missing: z.array(z.string()),
  })
  .check(z.meta({ id: 'Ticket' }))
export type Ticket = z.infer<typeof Ticket>

/** What a person should look at before writing: each a sentence. Empty when nothing changed. */
export function ticketChanges(seen: TicketStamp, now: TicketStamp): string[] {
  const changes: string[] = []
  if (seen.status !== now.status)
    changes.push(`The status is now “${now.status}”, it was “${seen.status}”.`)
  if (seen.owner !== now.owner) {
    changes.push(now.owner ? `The owner is now ${now.owner}.` : 'The ticket has no owner any more.')
  }
  const known = new Set(seen.newest)
  const added = now.newest.filter((key) => !known.has(key)).length
  if (added > 0)
    changes.push(added === 1 ? 'There is a new note.' : `There are ${added} new notes.`)
  return changes
}
