/**
 * The audit trail: who did what to what, when, from where, with which result.
 *
 * Only ever added to, in the transaction of the act, and chained by hashes so that a line
 * taken out or changed shows. It never holds contents or secrets.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '#shared/canonical-json.ts'
import type { Tx } from './db.ts'
import { insertAudit, lockAuditEnd } from './queries.ts'

export interface AuditEntry {
  teamId: string
  at: Date
  /** None for what the program did, and where nobody is known. */
  personId: string | null
  /** `person.removed`, `psa.keys.set`: the concept, then what happened to it. */
  act: string
  object?: string
  address?: string
  result?: 'done' | 'refused'
}

export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const end = await lockAuditEnd(tx, entry.teamId)
  const row = {
    teamId: entry.teamId,
    seq: (end?.seq ?? 0) + 1,
    at: entry.at.toISOString(),
    personId: entry.personId,
    act: entry.act,
    object: entry.object ?? null,
    address: entry.address ?? null,
    result: entry.result ?? 'done',
  }
  await insertAudit(tx, { ...row, hash: hashAudit(end?.hash ?? '', row) })
}

export const hashAudit = (before: string, row: object): string =>
  createHash('sha256')
    .update(`${before}\n${canonicalJson(row)}`)
    .digest('hex')
