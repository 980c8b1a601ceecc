/** Flows by list, version and words; and what is known of a client. */
import { ReadAnswersTaken, shareOut } from '#shared/flow/answers-taken.ts'
import {
  GetFlowVersion,
  ListFlows,
  ListFlowVersions,
  ListRemovedFlows,
  PutBackFlow,
  RemoveFlow,
  SearchFlows,
} from '#shared/flow/contract.ts'
import { readPick } from '#shared/flow/pick-flows.ts'
import { ReadStepRatings } from '#shared/flow/step-ratings.ts'
import { fuseRanks } from '#shared/knowledge/fuse-ranks.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer, answerAtOnce } from '../answer.ts'
import { inTeam } from '../db.ts'
import { countAnswers } from './answer-queries.ts'
import { listRemoved, MOST_REMOVED } from './draft-queries.ts'
import { onceMoreIfNamed } from './once-more-if-named.ts'
import { putBackFlow } from './put-back-flow.ts'
import {
  everyFlow,
  type FlowRow,
  findAllWords,
  findAnyWord,
  findLikeWords,
  listPicked,
  listVersions,
  type Picked,
  readFlowVersion,
} from './queries.ts'
import { listRatings } from './rating-queries.ts'
import { removeFlow } from './remove-flow.ts'
import { matchedStep, searchWords } from './search-words.ts'

/** So many flows that hold every word are enough; what is only written alike would be noise. */
const ENOUGH = 5

export function flowRoutes(app: App): void {
  const { db, embedder, knowledge } = app.deps

  answerAtOnce(
    app,
    ListFlows,
    (_, { teamId }) => everyFlow({ teamId }),
    (flows) => ({ flows: flows.map(tellFlow) }),
  )

  answerAtOnce(
    app,
    SearchFlows,
    (asked, { teamId, personId }) => {
      const picked = { pick: readPick(asked), personId }
      return findAllWords(db, teamId, searchWords(asked.q), asked.limit, picked)
    },
    async (all, { teamId, personId }, asked) => {
      const { q, limit } = asked
      const words = searchWords(q)
      const picked = { pick: readPick(asked), personId }
      // Each stage is asked only when the one before it has found too little.
      const isEnough = words.length === 0 || all.length >= Math.min(limit, ENOUGH)
      const found = isEnough
        ? all
        : await inTeam(db, teamId, async (tx) => {
            const like = addNew(all, await findLikeWords(tx, teamId, words, limit, picked))
            return like.length > 0 ? like : findAnyWord(tx, teamId, words, limit, picked)
          })
      const asMeant = isEnough ? found : await addMeant(found, picked, teamId, q, words.length)
      return {
        hits: asMeant
          .slice(0, limit)
          .map((row) => ({ flow: tellFlow(row), step: matchedStep(row, words) })),
      }
    },
  )

  /** What is meant by the words beside what holds them; as it was, where meaning is not compared. */
  async function addMeant(
    found: FlowRow[],
    picked: Picked,
    teamId: string,
    q: string,
    words: number,
  ) {
    const slugs = embedder && words > 1 ? await knowledge.flowsAlike(teamId, q) : []
    if (slugs.length === 0) return found
    const all = await inTeam(db, teamId, (tx) => listPicked(tx, teamId, picked))
    return fuseFlows(found, slugs, all)
  }

  answer(app, GetFlowVersion, async ({ version }, { teamId }) => {
    const flow = await inTeam(db, teamId, (tx) => readFlowVersion(tx, teamId, version))
    return flow ?? refuse('notFound', 'There is no such version of a flow.')
  })

  answer(app, ReadAnswersTaken, async ({ flowId }, { teamId }) => ({
    answers: shareOut(await inTeam(db, teamId, (tx) => countAnswers(tx, teamId, flowId))),
  }))

  answer(app, ReadStepRatings, async ({ flowId }, { teamId }) => ({
    ratings: await inTeam(db, teamId, (tx) => listRatings(tx, teamId, flowId)),
  }))

  answer(app, ListFlowVersions, async ({ flowId }, { teamId }) => {
    const versions = await inTeam(db, teamId, (tx) => listVersions(tx, teamId, flowId))
    return versions.length > 0 ? { versions } : refuse('notFound', 'There is no such flow.')
  })

  answer(app, RemoveFlow, async ({ flowId }, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      await removeFlow(tx, app.deps, who, flowId, address)
      return {}
    }),
  )

  answer(app, ListRemovedFlows, async (_, { teamId }) => {
    const rows = await inTeam(db, teamId, (tx) => listRemoved(tx, teamId))
    const flows = rows.slice(0, MOST_REMOVED)
    return { flows, isMore: rows.length > MOST_REMOVED }
  })

  answer(app, PutBackFlow, ({ flowId }, who, { address }) =>
    onceMoreIfNamed(() =>
      inTeam(db, who.teamId, (tx) => putBackFlow(tx, app.deps, who, flowId, address)),
    ),
  )
}

function fuseFlows(found: readonly FlowRow[], slugs: readonly string[], all: readonly FlowRow[]) {
  const bySlug = new Map([...all, ...found].map((row) => [row.slug, row]))
  const byWords = found.map(({ slug }) => slug)
  const placeIn = (list: readonly string[], slug: string) => list.indexOf(slug) + 1 || undefined
  const hits = [...new Set([...byWords, ...slugs])].map((id) => ({
    ...{ id, matched: 0, cover: 0, likeness: null },
    ranks: { all: placeIn(byWords, id), meaning: placeIn(slugs, id) },
  }))
  return fuseRanks(hits).flatMap(({ id }) => bySlug.get(id) ?? [])
}

const tellFlow = ({ stepTitles: _, authorName, madeAt, forkOf, folder, ...flow }: FlowRow) => ({
  ...flow,
  folder: folder ?? [],
  forkOf: forkOf && { ...forkOf, by: authorName ?? '', at: madeAt },
})

function addNew(known: FlowRow[], more: FlowRow[]): FlowRow[] {
  const ids = new Set(known.map((flow) => flow.id))
  return [...known, ...more.filter((flow) => !ids.has(flow.id))]
}
