/** Sessions of colleagues that were finished before: each with one answer at a step of a flow. */
import { v7 } from 'uuid'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import { AppendEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { askApi, signInAs } from './ask-api.ts'
import type { demoPerson } from './rig.ts'

export async function finishWalks(
  url: string,
  by: ReturnType<typeof demoPerson>,
  { flow: slug, node: nodeId, answers }: { flow: string; node: string; answers: string[] },
): Promise<void> {
  const { accessToken, person } = await signInAs(url, by.email, by.password)
  const { flows } = await askApi(url, ListFlows, {}, accessToken)
  const { version = '' } = flows.find((one) => one.slug === slug) ?? {}
  const { id, content } = await askApi(url, GetFlowVersion, { version }, accessToken)
  const pin = { id, version, slug, name: content.name }
  const node = content.nodes.find((one) => one.id === nodeId)
  const choices = node && 'choices' in node ? node.choices : []
  for (const label of answers) {
    const choice = choices.find((one) => one.label === label)
    if (!node || node.kind === 'step' || !choice)
      throw new Error(`“${label}” is no answer of ${nodeId}.`)
    const [sessionId, runId] = [v7(), v7()]
    const place = { runId, nodeId }
    const data: EventData[] = [
      { type: 'session_started', ticket: { ref: null, summary: 'A share is away' } },
      { type: 'flow_entered', runId, flow: pin, pins: [pin], start: nodeId, from: null },
      {
        ...{ type: 'step_taken', place, nodeKind: node.kind, title: node.title },
        ...{ result: { kind: 'choice', choice: choice.id, label }, leadsTo: null },
      },
      { type: 'session_finished', outcome: makeOutcome() },
    ]
    const at = new Date().toISOString()
    const me = { kind: 'person' as const, id: person.id, name: person.name }
    const events = data.map((one) => ({ id: v7(), at, by: me, data: one }))
    const { refused } = await askApi(
      url,
      AppendEvents,
      { sessionId, after: 0, events },
      accessToken,
    )
    if (refused.length > 0) throw new Error(JSON.stringify(refused))
  }
}
