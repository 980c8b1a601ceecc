/** Flows by list, version and words; and what is known of a client. */
import { GetFlowVersion, ListClientFacts, ListFlows, SearchFlows } from '#shared/flow/contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer, answerAtOnce } from '../answer.ts'
import { inTeam } from '../db.ts'
import { clientKey } from '../session/client-facts.ts'
import {
  everyFlow,
  type FlowRow,
  findAllWords,
  findAnyWord,
  findLikeWords,
  listClientFacts,
  readFlowVersion,
} from './queries.ts'
import { matchedStep, searchWords } from './search-words.ts'

/** So many flows that hold every word are enough; what is only written alike would be noise. */
const ENOUGH = 5

export function flowRoutes(app: App): void {
  const { db } = app.deps

  answerAtOnce(
    app,
    ListFlows,
    (_, { teamId }) => everyFlow({ teamId }),
    (flows) => ({ flows: flows.map(tellFlow) }),
  )

  answerAtOnce(
    app,
    SearchFlows,
    ({ q, limit }, { teamId }) => findAllWords(db, teamId, searchWords(q), limit),
    async (all, { teamId }, { q, limit }) => {
      const words = searchWords(q)
      // Each stage is asked only when the one before it has found too little.
      const isEnough = words.length === 0 || all.length >= Math.min(limit, ENOUGH)
      const found = isEnough
        ? all
        : await inTeam(db, teamId, async (tx) => {
            const like = addNew(all, await findLikeWords(tx, teamId, words, limit))
            return like.length > 0 ? like : findAnyWord(tx, teamId, words, limit)
          })
      return {
        hits: found
          .slice(0, limit)
          .map((row) => ({ flow: tellFlow(row), step: matchedStep(row, words) })),
      }
    },
  )

  answer(app, GetFlowVersion, async ({ version }, { teamId }) => {
    const flow = await inTeam(db, teamId, (tx) => readFlowVersion(tx, teamId, version))
    return flow ?? refuse('notFound', 'There is no such version of a flow.')
  })

  answer(app, ListClientFacts, async ({ client }, { teamId }) => ({
    facts: await inTeam(db, teamId, (tx) => listClientFacts(tx, teamId, clientKey(client))),
  }))
}

const tellFlow = ({ stepTitles: _, ...flow }: FlowRow) => flow

function addNew(known: FlowRow[], more: FlowRow[]): FlowRow[] {
  const ids = new Set(known.map((flow) => flow.id))
  return [...known, ...more.filter((flow) => !ids.has(flow.id))]
}
