/** Tools that look into what the team knows: passages, flows, past cases. */
import * as z from 'zod/mini'
import { choicesOf } from '#shared/flow/flow-map.ts'
import { findNode } from '#shared/flow/next-node.ts'
import type { KnowledgeKind } from '#shared/knowledge/chunk.ts'
import { inTeam } from '../../db.ts'
import { listFlows, readFlowVersion } from '../../flow/queries.ts'
import type { Passage, Sought } from '../../knowledge/door.ts'
import { readTool, type ToolResult, type Within } from './tool.ts'

const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(400))
const limit = z.int().check(z.minimum(1), z.maximum(10))

export const searchKnowledge = readTool({
  name: 'search_knowledge',
  description:
    'Searches what this team knows: its flows, their steps, past cases and articles. Use it for a symptom, a product with an error text or code, or a procedure that a team may have written down. Gives passages with labels K1, K2 … to name as evidence.',
  input: z.object({
    query: words,
    kinds: z.array(z.enum(['flow', 'step', 'session', 'kb'])),
    limit,
  }),
  look: async ({ query, kinds, limit: most }, within) =>
    seek({ query, kinds, limit: most }, within),
})

export const similarSessions = readTool({
  name: 'similar_sessions',
  description:
    'Finds past cases of this team with like symptoms: the path that was taken and how it ended, without names of clients or people.',
  input: z.object({ symptoms: words, limit }),
  look: async ({ symptoms, limit: most }, within) =>
    seek({ query: symptoms, kinds: ['session'], limit: most }, within),
})

/**
 * Kinds that are not named are all of them. A client's own cases are found as every client's may
 * find them, without names: as they were they name people whom no veil of this session knows.
 */
async function seek(
  { query, kinds, limit: most }: Pick<Sought, 'query' | 'limit'> & { kinds: KnowledgeKind[] },
  within: Within,
): Promise<ToolResult> {
  const { deps, teamId, hide } = within
  const among = kinds.length > 0 ? { kinds } : {}
  const sought = { teamId, query, limit: most, client: null, hide, ...among }
  return tellPassages(await deps.knowledge.search(sought), within)
}

const DAY_MS = 24 * 3_600_000

const tellPassages = (passages: readonly Passage[], within: Within): ToolResult => ({
  ok: {
    passages: passages.map((passage) => ({
      id: within.labelPassage(passage),
      title: passage.citation.title,
      kind: passage.kind,
      ...(passage.citation.flow ? { flow_id: passage.citation.flow.slug } : {}),
      ...(passage.citation.flow?.nodeId ? { step_id: passage.citation.flow.nodeId } : {}),
      where: passage.where,
      text: passage.text,
      age_days: Math.floor((within.deps.now().getTime() - Date.parse(passage.learnedAt)) / DAY_MS),
    })),
    ...(passages.length === 0
      ? { note: 'Nothing was found. Try other words, or go on without.' }
      : {}),
  },
})

const NEAR = 12

export const openFlow = readTool({
  name: 'open_flow',
  description:
    'Opens a flow of the team by its flow_id, as search_knowledge and the record give it, and shows the steps from one on with their answers. from_step is the id of a step, or empty for the beginning.',
  input: z.object({ flow_id: words, from_step: z.string().check(z.maxLength(64)) }),
  async look({ flow_id, from_step }, { deps, teamId }) {
    const found = await inTeam(deps.db, teamId, async (tx) => {
      const flow = (await listFlows(tx, teamId)).find(({ slug }) => slug === flow_id)
      return flow && readFlowVersion(tx, teamId, flow.version)
    })
    if (!found) {
      return {
        error: `There is no flow “${flow_id}”. Take a flow_id from search_knowledge or from the record.`,
      }
    }
    const { content } = found
    const start = findNode(content, from_step === '' ? content.start : from_step)
    if (!start) {
      return {
        error: `The flow has no step “${from_step}”. Leave from_step empty to see it from the beginning.`,
      }
    }
    const near = [start.id]
    for (const id of near) {
      if (near.length >= NEAR) break
      for (const edge of content.edges) {
        if (edge.from === id && !near.includes(edge.to)) near.push(edge.to)
      }
    }
    return {
      ok: {
        name: content.name,
        steps: near.slice(0, NEAR).flatMap((id) => {
          const node = findNode(content, id)
          if (!node) return []
          return [
            {
              id,
              kind: node.kind,
              title: node.title,
              ...(node.body ? { body: node.body.slice(0, 1_000) } : {}),
              answers: choicesOf(node).map((choice) => ({
                label: choice.label,
                ...(choice.cause ? { cause: choice.cause } : {}),
                leads_to:
                  content.edges.find((e) => e.from === id && e.choice === choice.id)?.to ?? '',
              })),
            },
          ]
        }),
      },
    }
  },
})
