import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordMessage } from './word-message.ts'

const LINK = 'https://na.myconnectwise.net/ticket'

test('whatever a ticket says is text in a chat: no link, no mention, no format', () => {
  fc.assert(
    fc.property(fc.string(), (line) => {
      const slack = wordMessage('slack', { line, link: LINK })
      expect(slack).toMatchObject({
        mrkdwn: false,
        blocks: [{ elements: [{ elements: [{ type: 'text', text: line }, {}, { url: LINK }] }] }],
      })
      const { text } = slack as { text: string } // its shape is held just above
      expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
      expect(wordMessage('teams', { line, link: null })).toMatchObject({
        attachments: [{ content: { body: [{ inlines: [{ type: 'TextRun', text: line }] }] } }],
      })
    }),
  )
})

test('without a ticket there is nothing to open', () => {
  for (const kind of ['slack', 'teams'] as const) {
    expect(JSON.stringify(wordMessage(kind, { line: 'x', link: null }))).not.toMatch(
      /"url"|actions/,
    )
  }
})
