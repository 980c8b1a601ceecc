/**
 * Which of many tickets are closed, in as few questions as their number allows.
 *
 * Asked under the module that the page told, then under the other one for those it does not list.
 * A ticket that neither lists, or that comes without saying, is not in the answer: nobody knows.
 */
import * as z from 'zod'
import type { PsaOutcome, TicketAsked } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { isOneOf } from './conditions.ts'
import { failureOf } from './outcome.ts'
import { readRows } from './shapes.ts'
import type { Module } from './ticket-path.ts'

const Row = z.object({ id: z.number().int(), closedFlag: z.boolean() })

/** Keeps the address of the question short enough for every server. */
const MOST_AT_ONCE = 100

export async function listClosed(
  client: ConnectWiseClient,
  asked: readonly TicketAsked[],
): Promise<PsaOutcome<ReadonlyMap<number, boolean>>> {
  const found = new Map<number, boolean>()
  const likelier = ({ recordType }: TicketAsked): Module =>
    recordType === 'project' ? 'project' : 'service'
  const inOrder: readonly Module[] = ['service', 'project']
  const rounds = [
    inOrder.map((module) => ({ module, of: asked.filter((one) => likelier(one) === module) })),
    inOrder.map((module) => ({ module, of: asked.filter((one) => likelier(one) !== module) })),
  ]
  for (const { module, of } of rounds.flat()) {
    const left = [...new Set(of.map(({ ticketId }) => ticketId))].filter((id) => !found.has(id))
    for (let at = 0; at < left.length; at += MOST_AT_ONCE) {
      const rows = await client.list(`/${module}/tickets`, {
        conditions: isOneOf('id', left.slice(at, at + MOST_AT_ONCE)),
        fields: 'id,closedFlag',
      })
      // A missing right on the other module says nothing about what was found.
      if (rows.kind !== 'ok' && found.size === 0) return failureOf(rows)
      if (rows.kind !== 'ok') continue
      for (const { id, closedFlag } of readRows(Row, rows.body)) found.set(id, closedFlag)
    }
  }
  return { kind: 'ok', body: found }
}
