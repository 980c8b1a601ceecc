import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneLine } from '../text/one-line.ts'
import { wordMessage } from './word-message.ts'

const LINK = 'https://na.myconnectwise.net/ticket'

test('whatever a ticket says is text in a chat: no link, no mention, no format', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (written) => {
      const line = oneLine(written)
      expect(line).not.toMatch(/[\r\n\u2028\u202e]/)
      const slack = wordMessage('slack', { line: written, link: LINK })
      expect(slack).toMatchObject({
        mrkdwn: false,
        blocks: [{ elements: [{ elements: [{ type: 'text', text: line }, {}, { url: LINK }] }] }],
      })
      const { text } = slack as { text: string } // its shape is held just above
      expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
      expect(wordMessage('teams', { line: written, link: null })).toMatchObject({
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
