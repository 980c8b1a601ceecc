/** A server with one draft on it and the versions of one flow, as far as the editor of drafts asks. */
import { v7 } from 'uuid'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import {
  type DraftOf,
  type FlowDraft,
  ListDrafts,
  PublishDraft,
  ReadDraft,
  type SaveDraft,
} from '#shared/flow/drafts.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { RequestOf, Route } from '#shared/route.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { OFFLINE, type Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'

export const DRAFT_ID = v7()
export const FLOW_ID = v7()
export const AT = '2026-11-01T08:00:00.000Z'
export const CONTENT = makeFlow('made', {
  ask: { ways: { yes: 'look', no: 'end' } },
  look: { ways: { on: 'end' } },
  end: {},
})
export const VERSIONS = ['1', '2', '3'].map((n) => n.repeat(64))

export const draftOf = (revision: number, content: FlowContent, of: DraftOf | null): FlowDraft => ({
  ...{ id: DRAFT_ID, of, name: content.name, kind: content.kind, revision, content },
  ...{
    isFork: content.fork !== undefined,
    authorId: v7(),
    authorName: 'Ada',
    savedBy: 'Ada',
    savedAt: AT,
  },
})

export function makeDraftServer(draft: FlowDraft | null, versions: FlowContent[] = []) {
  let now = draft
  let isThere = true
  let flowId = FLOW_ID
  const refuse = (code: Trouble['code']) => ({
    ok: false as const,
    trouble: { kind: 'refused', code, message: `Refused: ${code}.` } as Trouble,
  })
  const ok = (value: unknown) => ({ ok: true, value })
  const version = () => VERSIONS[versions.length - 1] ?? ''
  const publish = (content: FlowContent) => {
    flowId = now?.of?.flowId ?? DRAFT_ID
    versions.push(content)
    now = null
  }
  const ask = async (route: Route, request: unknown) => {
    if (!isThere) return { ok: false, trouble: OFFLINE }
    if (route === ListDrafts) return ok({ drafts: now ? [now] : [] })
    if (route === ReadDraft) return now ? ok(now) : refuse('notFound')
    if (route === ListFlows)
      return ok({ flows: versions.length > 0 ? [{ id: flowId, version: version() }] : [] })
    if (route === GetFlowVersion) {
      const { version } = request as RequestOf<typeof GetFlowVersion>
      return ok({ id: flowId, version, content: versions[VERSIONS.indexOf(version)] })
    }
    if (route === PublishDraft) {
      if (!now) return refuse('notFound')
      if (now.of && now.of.version !== version()) return refuse('conflict')
      publish(now.content)
      return ok({ flowId, version: version() })
    }
    const { basedOn, of, content } = request as RequestOf<typeof SaveDraft>
    if (!now && basedOn > 0) return refuse('notFound')
    if ((now?.revision ?? 0) !== basedOn) return refuse('conflict')
    now = draftOf(basedOn + 1, content as FlowContent, of)
    return ok(now)
  }
  return {
    client: { ask: ask as Client['ask'] }, // answers only what is asked of it here
    saved: () => now,
    save: (content: FlowContent) => {
      now = draftOf((now?.revision ?? 0) + 1, content, now?.of ?? null)
    },
    /** A lead publishes it, as it stands or as they have changed it. */
    publish: (content = now?.content ?? CONTENT) => publish(content),
    drop: () => {
      now = null
    },
    leave: () => {
      isThere = false
    },
    comeBack: () => {
      isThere = true
    },
  }
}
