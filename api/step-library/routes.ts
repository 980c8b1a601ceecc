/**
 * The step library: listed, read, written, taken away, reviewed.
 *
 * Whoever may write flows keeps steps for themselves; leads offer them to the team. A step that a
 * flow has is its flow's: here it is only read and reviewed.
 */

import { mayDo } from '#shared/person/rights.ts'
import { redact } from '#shared/redact/redact.ts'
import { refuse } from '#shared/route.ts'
import {
  DeleteLibraryStep,
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
      if (basedOn === 0) {
        if (!(await insertStep(tx, step, kept))) await refuseTaken(tx, who, id)
      } else {
        const held = await holdOwn(tx, who, id)
        if (held.revision !== basedOn) changedMeanwhile()
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

/** A step that they may change: written here, and theirs or, for leads, the team's. */
async function holdOwn(tx: Tx, who: Who, id: string) {
  const seen = (await readStep(tx, who, id)) ?? noStep()
  if (seen.source) isOfFlow(seen.source.flowName)
  const held = (await holdStep(tx, who.teamId, id)) ?? noStep()
  if (held.authorId !== who.personId && !mayDo(who, 'publishFlows')) notTheirs(seen.authorName)
  return held
}

/** An id that is taken by what one may not see is told as one that nobody has. */
async function refuseTaken(tx: Tx, who: Who, id: string): Promise<never> {
  const seen = await readStep(tx, who, id)
  if (seen?.source) isOfFlow(seen.source.flowName)
  return seen ? changedMeanwhile() : noStep()
}

const noStep = (): never => refuse('notFound', 'There is no such step in the library.')

const isOfFlow = (flow: string): never =>
  refuse(
    'badRequest',
    `This step is part of the flow “${flow}”. Change it there; the library follows when the flow is published.`,
  )

const leadsOffer = (): never =>
  refuse(
    'notAllowed',
    'Leads offer steps to the team. Keep it for yourself, and ask one of them to offer it.',
  )

const notTheirs = (author: string): never =>
  refuse('notAllowed', `This step is ${author}’s. Save a copy of your own instead.`)

const changedMeanwhile = (): never =>
  refuse(
    'conflict',
    'Somebody changed this step meanwhile. Copy what you wrote, open it again and repeat it.',
  )
