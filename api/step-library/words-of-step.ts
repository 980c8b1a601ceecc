/** What is searched in a step of the library, by how much it counts. */
import type { StepContent } from '#shared/step-library/step-content.ts'
import { plainText } from '../flow/search-words.ts'

const MOST_TEXT = 20_000

export const wordsOfStep = (content: StepContent) => ({
  title: plainText(content.title),
  text: plainText(
    [content.group, content.body, content.says?.text, content.ready].filter(Boolean).join(' '),
  ).slice(0, MOST_TEXT),
  commands: plainText(content.commands.map(({ text }) => text).join(' ')).slice(0, MOST_TEXT),
})
