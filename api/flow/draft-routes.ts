/**
 * Drafts of flows: list, read, save, drop, publish.
 *
 * A draft is its author's and the leads'; for anybody else it is not there. Of two who save the
 * same one the later is told, and nothing is overwritten.
 */
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import {
  type DraftOf,
  DropDraft,
  ListDrafts,
  PublishDraft,
  ReadDraft,
  SaveDraft,
} from '#shared/flow/drafts.ts'
import type { Fork } from '#shared/flow/flow.ts'
import { mayDo } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Who } from '../who.ts'
import {
  changeDraft,
  countDrafts,
  deleteDraft,
  hadVersion,
  hasVersion,
  holdDraft,
  insertDraft,
  listDrafts,
  readDraft,
  readDraftHead,
} from './draft-queries.ts'
import { onceMoreIfNamed } from './once-more-if-named.ts'
import { publishDraft } from './publish-draft.ts'

const MOST_DRAFTS = 200

export function draftRoutes(app: App): void {
  const { deps } = app

  answer(app, ListDrafts, async (_, who) => ({
    drafts: await inTeam(deps.db, who.teamId, (tx) =>
      listDrafts(tx, who.teamId, mayDo(who, 'publishFlows') ? 'everybody' : who.personId),
    ),
  }))

  answer(app, ReadDraft, async ({ draftId }, who) =>
    inTeam(deps.db, who.teamId, async (tx) => {
      const draft = await readDraft(tx, who.teamId, draftId)
      return draft && maySee(draft, who) ? draft : noDraft()
    }),
  )

  answer(app, SaveDraft, async ({ draftId: id, basedOn, of, content }, who) =>
    inTeam(deps.db, who.teamId, async (tx) => {
      const { teamId, personId: savedBy } = who
      const held = await holdDraft(tx, teamId, id)
      if (held ? !maySee(held, who) : basedOn > 0) noDraft()
      if (held && held.revision !== basedOn) changedMeanwhile()
      if (held && held.flowId !== (of?.flowId ?? null)) ofAnother()
      await demandVersion(tx, teamId, of)
      await demandOriginal(tx, teamId, content.fork)
      const draft = { teamId, id, of, content, savedBy, savedAt: deps.now() }
      if (held) await changeDraft(tx, draft)
      else {
        if ((await countDrafts(tx, teamId, savedBy)) >= MOST_DRAFTS) tooMany()
        if (!(await insertDraft(tx, draft))) changedMeanwhile()
      }
      return (await readDraftHead(tx, teamId, id)) ?? noDraft()
    }),
  )

  answer(app, DropDraft, async ({ draftId }, who) =>
    inTeam(deps.db, who.teamId, async (tx) => {
      const held = await holdDraft(tx, who.teamId, draftId)
      if (!held || !maySee(held, who)) return noDraft()
      await deleteDraft(tx, who.teamId, draftId)
      return {}
    }),
  )

  answer(app, PublishDraft, ({ draftId, revision }, who, { address }) =>
    onceMoreIfNamed(() =>
      inTeam(deps.db, who.teamId, async (tx) => {
        const draft = (await holdDraft(tx, who.teamId, draftId)) ?? noDraft()
        if (draft.revision !== revision) changedMeanwhile()
        return publishDraft(tx, deps, who, draft, address)
      }),
    ),
  )
}

const maySee = ({ authorId }: { authorId: string }, who: Who): boolean =>
  authorId === who.personId || mayDo(who, 'publishFlows')

async function demandVersion(tx: Tx, teamId: string, of: DraftOf | null): Promise<void> {
  if (!of || (await hasVersion(tx, [teamId], of))) return
  refuse(
    'notFound',
    'This is no version of a flow of your team. Of a built-in one, make a copy of your own.',
  )
}

async function demandOriginal(tx: Tx, teamId: string, fork: Fork | undefined): Promise<void> {
  if (!fork) return
  const of = { flowId: fork.flow, version: fork.version }
  if (await hadVersion(tx, [teamId, BUILT_IN_TEAM], of)) return
  refuse('notFound', 'The flow that this is a fork of is not of your team. Fork it anew.')
}

const noDraft = (): never =>
  refuse('notFound', 'There is no such draft. It may have been published or dropped.')

const changedMeanwhile = (): never =>
  refuse(
    'conflict',
    'Somebody has saved this draft meanwhile. Look at theirs and decide what stays.',
  )

const ofAnother = (): never =>
  refuse('badRequest', 'A draft stays with the flow it was begun for. Begin another draft.')

const tooMany = (): never =>
  refuse('notAllowed', `You have ${MOST_DRAFTS} drafts. Publish or drop one of them first.`)
