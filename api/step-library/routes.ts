/**
 * The step library: listed, read, written, taken away, reviewed.
 *
 * Whoever may write flows keeps steps for themselves; leads offer them to the team. A step that a
 * flow has is its flow's: here it is only read and reviewed.
 */

import { canonicalJson } from '#shared/canonical-json.ts'
import { mayDo } from '#shared/person/rights.ts'
import { redact } from '#shared/redact/redact.ts'
import { refuse } from '#shared/route.ts'
import {
  DeleteLibraryStep,
  type LibraryStep,
  ListLibrarySteps,
  ReadLibraryStep,
  ReviewLibraryStep,
  SaveLibraryStep,
} from '#shared/step-library/contract.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, type Tx } from '../db.ts'
import { searchWords } from '../flow/search-words.ts'
import type { Who } from '../who.ts'
import {
  changeStep,
  deleteStep,
  holdStep,
  insertStep,
  keepReview,
  listReviews,
  listSteps,
  readStep,
} from './queries.ts'
import { wordsOfStep } from './words-of-step.ts'

export function stepLibraryRoutes(app: App): void {
  const { db, now } = app.deps

  answer(app, ListLibrarySteps, async ({ q, whose, limit, offset }, who) => {
    const page = { words: searchWords(q ?? ''), isOwn: whose === 'own', limit: limit + 1, offset }
    const found = await inTeam(db, who.teamId, (tx) => listSteps(tx, who, page))
    return { steps: found.slice(0, limit), isMore: found.length > limit }
  })

  answer(app, ReadLibraryStep, ({ stepId }, who) =>
    inTeam(db, who.teamId, (tx) => readWithReviews(tx, who, stepId)),
  )

  answer(app, SaveLibraryStep, ({ stepId: id, basedOn, visibility, content }, who) =>
    inTeam(db, who.teamId, async (tx) => {
      const isLead = mayDo(who, 'publishFlows')
      if (visibility === 'team' && !isLead) leadsOffer()
      const step = { id, content, visibility, sourceNode: null, search: wordsOfStep(content) }
      const kept = { teamId: who.teamId, authorId: who.personId, at: now() }
      const isNew = basedOn === 0 && (await insertStep(tx, step, kept))
      if (!isNew) {
        const { seen, revision } = await holdOwn(tx, who, id)
        // Its answer was lost, or it was pressed twice.
        if (revision === basedOn + 1 && isSame(seen, { visibility, content })) return seen
        if (revision !== basedOn) changedMeanwhile()
        if (visibility === 'author' && seen.authorId !== who.personId) ofAnother(seen.authorName)
        await changeStep(tx, who.teamId, step, kept.at)
      }
      return (await readStep(tx, who, id)) ?? noStep()
    }),
  )

  answer(app, DeleteLibraryStep, ({ stepId }, who) =>
    inTeam(db, who.teamId, async (tx) => {
      await holdOwn(tx, who, stepId)
      await deleteStep(tx, who.teamId, stepId)
      return {}
    }),
  )

  answer(app, ReviewLibraryStep, ({ stepId, stars, text }, who) =>
    inTeam(db, who.teamId, async (tx) => {
      if (!(await readStep(tx, who, stepId))) noStep()
      // Said in one’s own words, where a secret says nothing that others need.
      await keepReview(tx, who, { stepId, stars, text: redact(text).text, at: now() })
      return readWithReviews(tx, who, stepId)
    }),
  )
}

async function readWithReviews(tx: Tx, who: Who, id: string) {
  const step = (await readStep(tx, who, id)) ?? noStep()
  return { step, reviews: await listReviews(tx, who, id) }
}

/**
 * A step that they may change: written here, and theirs or, for leads, the team's. An id that is
 * taken by what one may not see is told as one that nobody has.
 */
async function holdOwn(tx: Tx, who: Who, id: string) {
  const seen = (await readStep(tx, who, id)) ?? noStep()
  if (seen.source) isOfFlow(seen.source.flowName)
  const held = (await holdStep(tx, who.teamId, id)) ?? noStep()
  if (held.authorId !== who.personId && !mayDo(who, 'publishFlows')) notTheirs(seen.authorName)
  return { seen, revision: held.revision }
}

type Said = Pick<LibraryStep, 'visibility' | 'content'>

const isSame = (one: Said, other: Said): boolean =>
  canonicalJson([one.visibility, one.content]) === canonicalJson([other.visibility, other.content])

const noStep = (): never => refuse('notFound', 'There is no such step in the library.')

const isOfFlow = (flow: string): never =>
  refuse(
    'badRequest',
    `This step is part of the flow “${flow}”. Change it there; the library follows when the flow is published.`,
  )

const leadsOffer = (): never =>
  refuse(
    'notAllowed',
    'Leads offer steps to the team. Keep it for yourself, and show one of them what it says.',
  )

const notTheirs = (author: string): never =>
  refuse('notAllowed', `This step is ${author}’s. Save a copy of your own instead.`)

const ofAnother = (author: string): never =>
  refuse(
    'badRequest',
    `Only ${author} can keep this step for themselves. Offer it to the team, or take it away.`,
  )

const changedMeanwhile = (): never =>
  refuse(
    'conflict',
    'Somebody changed this step meanwhile. Copy what you wrote, open it again and repeat it.',
  )
