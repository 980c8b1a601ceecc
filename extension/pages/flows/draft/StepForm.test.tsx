import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { asKind, makeStep } from '#shared/flow/edit/begin-flow.ts'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { NODE_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { openLocalStore } from '../../../client/local-store.ts'
import { showOnPage } from '../../testing/show-on-page.tsx'
import { createFlowEditor } from './flow-editor.ts'
import { StepForm } from './StepForm.tsx'

const ASK: FlowNode = asKind(makeFlow('any', { ask: {} }).nodes[0] as FlowNode, 'question', v7)
const KINDS = Object.keys(NODE_KIND_WORDS) as FlowNode['kind'][] // the keys of a constant object

let close: () => void
afterEach(() => close())

/** The form of one step of that kind, and what was edited there. */
async function showForm(kind: FlowNode['kind']) {
  const node = kind === 'action' ? makeStep(kind, v7) : asKind(ASK, kind, v7)
  const flow: FlowContent = {
    ...makeFlow(
      'drawn',
      { [node.id]: {} },
      { kind: kind === 'step' ? 'procedure' : 'troubleshooting' },
    ),
    nodes: [node],
  }
  const edits: unknown[] = []
  const client = {
    ask: async () => ({ ok: true as const, value: { flows: [] } as never }),
    open: async () => Promise.reject(new Error('Nothing is streamed here')),
  }
  const editor = {
    ...createFlowEditor({
      db: openLocalStore('https://rf.example', v7(), async () => true),
      ...{ client, draftId: v7(), now: () => new Date('2026-11-01T08:00:00Z'), newId: v7 },
    }),
    edit: (made: readonly unknown[]) => edits.push(...made) > 0,
  }
  const nothing = () => undefined
  const shown = await showOnPage(
    <StepForm {...{ node, flow, editor, problems: [], onOpen: nothing, onClose: nothing }} />,
    client.ask,
  )
  close = shown.close
  const label = [...shown.box.querySelectorAll('label')].find((one) =>
    one.textContent?.startsWith('Step library'),
  )
  const select = label?.control instanceof HTMLSelectElement ? label.control : undefined
  const title = shown.box.querySelector<HTMLInputElement>('input[name="title"]')
  return { node, select, title, edits }
}

test.each(KINDS)(
  'a step of kind %s: only one of a checklist says whom the library offers it to',
  async (kind) => {
    const { select } = await showForm(kind)
    expect(select !== undefined).toBe(kind === 'step')
  },
)

test('an action that is called otherwise says so where it did not help, in one edit with its title', async () => {
  const { node, title, edits } = await showForm('action')
  await act(async () => {
    if (!title) return
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
    set?.call(title, 'Restart the spooler')
    title.dispatchEvent(new Event('input', { bubbles: true }))
  })
  expect(edits).toEqual([
    { type: 'changeNode', node: node.id, fields: { title: 'Restart the spooler' } },
    {
      ...{ type: 'putChoice', node: node.id },
      choice: {
        ...{ id: expect.any(String), label: 'It did not help' },
        says: { kind: 'dead_end', text: 'Restart the spooler' },
      },
    },
  ])
})

test('it is offered to the team unless one says otherwise: to oneself, or not at all', async () => {
  const { node, select, edits } = await showForm('step')
  expect(select?.selectedOptions[0]?.label).toBe('Offered to the team')
  const options = [...(select?.options ?? [])].map(({ value }) => value)
  expect(options).toEqual(['team', 'author', 'hidden'])
  await act(async () => {
    if (!select) return
    select.value = 'hidden'
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  expect(edits).toEqual([{ type: 'changeNode', node: node.id, fields: { library: 'hidden' } }])
})
