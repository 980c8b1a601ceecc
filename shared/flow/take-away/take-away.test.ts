import { expect, test } from 'vitest'
import { FlowContent } from '../flow.ts'
import { FlowFile } from './flow-file.ts'
import { inOrder } from './flow-order.ts'
import { takeAwayFlow } from './take-away.ts'

const FLOW = FlowContent.parse({
  slug: 'share',
  name: 'Share *not* accessible',
  kind: 'troubleshooting',
  summary: 'A share cannot be opened',
  category: 'Files',
  variables: [{ name: 'server', label: 'File server', keep: 'client' }],
  start: 'ask',
  nodes: [
    { id: 'end', kind: 'end', title: 'It works', ending: 'resolved', verification: 'Opens.' },
    { id: 'lost', kind: 'end', title: 'Nothing leads here', ending: 'escalate' },
    {
      ...{ id: 'ask', kind: 'question', title: 'Does "it" answer? #1' },
      choices: [
        { id: 'yes', label: 'Yes | surely' },
        { id: 'no', label: 'No' },
      ],
    },
    {
      ...{ id: 'look', kind: 'check', title: 'Look at {server}', group: 'Server' },
      commands: [{ text: 'echo "a```b"', safety: 'reads', where: 'on {server}', expect: 'a' }],
      links: [{ title: 'The [page]', url: 'https://learn.microsoft.com/x', grade: 'read' }],
      choices: [{ id: 'seen', label: 'Seen' }],
    },
  ],
  edges: [
    { id: 'a', from: 'ask', choice: 'yes', to: 'end' },
    { id: 'b', from: 'ask', choice: 'no', to: 'look' },
    { id: 'c', from: 'look', choice: 'seen', to: 'end' },
  ],
})

test('nodes are told from the start, every one once, what nothing leads to last', () => {
  expect(inOrder(FLOW).map(({ id }) => id)).toEqual(['ask', 'end', 'look', 'lost'])
})

test('a flow file holds the flow, whole', () => {
  const { name, text } = takeAwayFlow(FLOW, 'json')
  expect(name).toBe('share.flow.json')
  expect(FlowFile.parse(JSON.parse(text)).flow).toEqual(FLOW)
})

test('Mermaid gets ids of its own, shapes by kind, and words that mean nothing to it', () => {
  expect(takeAwayFlow(FLOW, 'mermaid').text).toBe(`flowchart TD
  n1{"Does #quot;it#quot; answer? #35;1"}
  n2(["It works"])
  n3["Look at {server}"]
  n4(["Nothing leads here"])
  n1 -->|"Yes | surely"| n2
  n1 -->|"No"| n3
  n3 -->|"Seen"| n2
`)
})

test('Markdown tells steps by number, answers with where they lead, commands in a fence that holds', () => {
  const { name, text } = takeAwayFlow(FLOW, 'markdown')
  expect(name).toBe('share.md')
  expect(text).toContain('# Share \\*not\\* accessible')
  expect(text).toContain('- `{server}`: File server')
  expect(text).toContain('- No → 3. Look at {server}')
  expect(text).toContain('````\necho "a```b"\n````\n\nreads only; on {server}; look for: a')
  expect(text).toContain('- [The \\[page\\]](<https://learn.microsoft.com/x>)')
  expect(text).toContain('To verify: Opens.')
})
