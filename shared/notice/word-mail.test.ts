import { expect, test } from 'vitest'
import { wordMail } from './word-mail.ts'

const line = 'Jude escalated T-17, The till prints nothing: No rights there'

test('a mail leads to the ticket, and says where in the panel it stands', () => {
  const link = 'https://na.myconnectwise.net/ticket'
  const { text } = wordMail({ line, link })
  expect(text).toContain(`Open the ticket: ${link}`)
  expect(text).toContain('at the top of the ResolutionFlow panel')
  expect(text).not.toContain('Shift+B')
})

test('without a ticket it says how to read it, step by step, and links nowhere', () => {
  const { text } = wordMail({ line, link: null })
  expect(text).toContain(
    'To read it, click the ResolutionFlow icon beside the address bar and press Shift+B',
  )
  expect(text).not.toMatch(/https?:|Open the ticket/)
})
