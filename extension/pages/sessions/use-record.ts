/**
 * A session's record: what this browser has of it, and what the server has beyond, read anew as
 * soon as anybody has added to it. What only this browser has is looked for every few seconds.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ReadEvents } from '#shared/session/contract.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import { wait } from '../../client/browser.ts'
import { followRecord } from '../../client/follow-record.ts'
import { readRecord } from '../../client/record-shelf.ts'
import { usePage } from '../page-context.ts'

export interface RecordRead {
  session: Session | null
  /** How many entries the server has. */
  version: number
  /** Entries that are in this browser only. */
  waiting: number
  trouble: string | null
}

export function useRecord(sessionId: string): RecordRead {
  const { around, db } = usePage()
  const { data, error, refetch } = useQuery({
    queryKey: ['record', sessionId, db?.name],
    queryFn: async () => {
      const shelved = db ? await readRecord(db, sessionId) : undefined
      const here = shelved?.stored.map((row) => row.event) ?? []
      const answer = await around.client.ask(ReadEvents, { sessionId, after: here.length })
      const pending = shelved?.pending.map((row) => row.event) ?? []
      if (!answer.ok && here.length + pending.length === 0) throw new Error(answer.trouble.message)
      const there = answer.ok ? answer.value.events.map((stored) => stored.event) : []
      const known = new Set([...here, ...there].map((event) => event.id))
      const waiting = pending.filter((event) => !known.has(event.id))
      return {
        session: foldSession([...here, ...there, ...waiting]).session,
        version: here.length + there.length,
        waiting: waiting.length,
      }
    },
    enabled: db !== undefined,
    refetchInterval: 15_000,
  })
  const version = data?.version
  const { client } = around
  const isOnServer = version !== undefined && version > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: followed from where the first reading ended
  useEffect(() => {
    if (!isOnServer) return
    const closing = new AbortController()
    let seen = version
    const follow = async () => {
      const deps = { open: client.open, wait, random: Math.random }
      for await (const step of followRecord(deps, sessionId, () => seen, closing.signal)) {
        if (step.kind !== 'came') continue
        seen = Math.max(seen, ...[step.value].flat().map(({ seq }) => seq))
        void refetch()
      }
    }
    void follow()
    return () => closing.abort()
  }, [client, sessionId, isOnServer, refetch])
  return {
    session: data?.session ?? null,
    version: data?.version ?? 0,
    waiting: data?.waiting ?? 0,
    trouble: data ? null : (error?.message ?? null),
  }
}
