/**
 * A page of text as chunks: by heading, so that each is about one thing, and of 300 to 500 tokens,
 * so that it says enough and not too much.
 *
 * Short sections are joined with what follows under the same parent; long ones are cut between
 * paragraphs, else between sentences, else where the room ends. Nothing is left out and nothing
 * stands in two chunks. A `#` within a code fence is no heading.
 */
import type { Article } from '../article/contract.ts'
import { type Chunk, lineOf, makeChunk } from './chunk.ts'

const TOKENS = { least: 300, most: 500 }
/** A token is about four characters of English. */
const CHARS_PER_TOKEN = 4
const LEAST = TOKENS.least * CHARS_PER_TOKEN
const MOST = TOKENS.most * CHARS_PER_TOKEN

export function chunkArticle({ id, title, text }: Pick<Article, 'id' | 'title' | 'text'>): Chunk[] {
  return joinShort(sectionsOf(text).flatMap(cutLong)).map(({ path, text: body }, index) =>
    makeChunk({
      citation: {
        id: `kb:${id}#${index}`,
        title: [title, path.at(-1)].filter(Boolean).join(': '),
        articleId: id,
      },
      kind: 'kb',
      reach: 'team',
      header: [title, ...path].map((part) => lineOf(part)).join(' › '),
      body,
    }),
  )
}

interface Section {
  /** The headings above it, outermost first. */
  path: readonly string[]
  text: string
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = []
  let path: string[] = []
  let lines: string[] = []
  let isCode = false
  const close = () => {
    const body = lines.join('\n').trim()
    if (body !== '') sections.push({ path, text: body })
    lines = []
  }
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (/^\s{0,3}(```|~~~)/.test(line)) isCode = !isCode
    const heading = isCode ? null : /^(#{1,6})[ \t]+(\S.*)$/.exec(line)
    if (!heading?.[1] || !heading[2]) {
      lines.push(line)
      continue
    }
    close()
    path = [...path.slice(0, heading[1].length - 1), heading[2].trim()]
    lines = [heading[2].trim()]
  }
  close()
  return sections
}

function cutLong({ path, text }: Section): Section[] {
  const parts: string[] = []
  let left = text
  while (left.length > MOST) {
    const end = lastBreak(left.slice(0, MOST))
    parts.push(left.slice(0, end).trim())
    left = left.slice(end).trim()
  }
  return [...parts, left].filter((part) => part !== '').map((part) => ({ path, text: part }))
}

/** Where a reader would pause, in the second half; else where the room ends. */
function lastBreak(room: string): number {
  for (const pause of ['\n\n', '\n', '. ', ' ']) {
    const at = room.lastIndexOf(pause)
    if (at >= MOST / 2) return at + pause.length
  }
  return /[\uD800-\uDBFF]$/.test(room) ? room.length - 1 : room.length
}

function joinShort(sections: readonly Section[]): Section[] {
  const joined: Section[] = []
  for (const section of sections) {
    const last = joined.at(-1)
    const isOneThing = last && isWithin(last.path.slice(0, -1), section.path)
    const fits = last && last.text.length + section.text.length + 2 <= MOST
    if (last && isOneThing && fits && last.text.length < LEAST) {
      joined[joined.length - 1] = { path: last.path, text: `${last.text}\n\n${section.text}` }
    } else joined.push(section)
  }
  return joined
}

const isWithin = (parent: readonly string[], path: readonly string[]): boolean =>
  parent.every((part, i) => path[i] === part)
