/** What is stored of a whole flow as one version of it: its hash, its words, its steps by title. */
import { createHash } from 'node:crypto'
import type { FlowContent } from '#shared/flow/flow.ts'
import { versionOf } from '#shared/flow/flow-version.ts'
import { searchTexts } from './search-words.ts'

export const makeVersion = async (content: FlowContent) => ({
  content,
  version: await versionOf(content, sha256),
  search: searchTexts(content),
  stepTitles: content.nodes.map((node) => node.title),
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
