/**
 * Folders of the library: where a team keeps its flows, the built-in ones too. A flow is in one folder
 * or in none; a folder is there as long as a flow is in it or beneath it.
 *
 * A folder is the list of names that leads to it, written `Printing / North site`. Leads say what is
 * where; moving a folder takes along all that is beneath it, and so it gets another name.
 */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { route } from '../route.ts'

const DEEPEST = 4
const LONGEST_NAME = 60

const FolderName = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LONGEST_NAME), z.regex(/^[^/]*$/))

const HAS_SLASH =
  'Must not hold a slash: “Printing / North site” is two names, “Printing” and “North site”'
const IS_BROKEN = 'Must stand on one line, without a tab or another control character'
const IS_UNSEEN = 'Must hold something that can be seen'

/** As somebody gives it: what no form lets through is refused by what is wrong with it. */
const GivenName = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(LONGEST_NAME),
  z.refine((name) => !name.includes('/'), HAS_SLASH),
  z.refine((name) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name), IS_BROKEN),
  z.refine((name) => /[^\p{C}\p{Z}]/u.test(name) || name === '', IS_UNSEEN),
)
const GivenFolder = z.array(GivenName).check(z.maxLength(DEEPEST))

/** Empty: in no folder. */
export const Folder = z.array(FolderName).check(z.maxLength(DEEPEST))
export type Folder = z.infer<typeof Folder>

const SomeFolder = z.array(FolderName).check(z.minLength(1), z.maxLength(DEEPEST))
const SomeGivenFolder = z.array(GivenName).check(z.minLength(1), z.maxLength(DEEPEST))

export const PutInFolder = route({
  method: 'PUT',
  path: '/flows/:flowId/folder',
  summary: 'Put a flow of the library into a folder, or into none',
  may: 'publishFlows',
  pace: 'author',
  request: z.object({ flowId: Id, folder: GivenFolder }),
  response: z.object({ folder: Folder }),
})

export const MoveFolder = route({
  method: 'POST',
  path: '/flow-folders/move',
  summary: 'Move or rename a folder, with all that is in it and beneath it',
  may: 'publishFlows',
  pace: 'author',
  request: z.object({ from: SomeFolder, to: SomeGivenFolder }),
  response: z.object({ moved: z.int() }),
})

/** Whether a folder is another one or beneath it. */
export const isWithin = (folder: Folder, above: Folder): boolean =>
  above.every((name, n) => folder[n] === name)

/** Where a folder is once the one above it was moved; undefined where that would be too deep. */
export function moveWithin(folder: Folder, from: Folder, to: Folder): Folder | undefined {
  if (!isWithin(folder, from)) return folder
  const moved = [...to, ...folder.slice(from.length)]
  return moved.length > DEEPEST ? undefined : moved
}

/** No name holds a slash. */
export const BETWEEN = ' / '
export const tellFolder = (folder: Folder): string => folder.join(BETWEEN)

/** What somebody has written: names with a slash between them. What is wrong with it, in words. */
export function readFolder(text: string): { folder: Folder } | { problem: string } {
  const names = text.split('/').map((name) => name.trim())
  const folder = names.length === 1 && names[0] === '' ? [] : names
  if (folder.length > DEEPEST) return { problem: `At most ${DEEPEST} folders in one another.` }
  if (folder.includes('')) return { problem: 'Write a name before and after each slash.' }
  if (folder.some((name) => name.length > LONGEST_NAME)) {
    return { problem: `At most ${LONGEST_NAME} characters for each name.` }
  }
  return GivenFolder.safeParse(folder).success
    ? { folder }
    : { problem: 'Write names that can be seen, each on one line.' }
}

export interface CountedFolder {
  folder: Folder
  /** How many flows are in it and beneath it. */
  flows: number
}

/** Every folder that these flows are in, those above them too, in the order of a tree. */
export function listFolders(flows: readonly { folder: Folder }[]): CountedFolder[] {
  const counts = new Map<string, CountedFolder>()
  for (const { folder } of flows) {
    for (let depth = 1; depth <= folder.length; depth += 1) {
      const above = folder.slice(0, depth)
      const known = counts.get(tellFolder(above))
      counts.set(tellFolder(above), { folder: above, flows: (known?.flows ?? 0) + 1 })
    }
  }
  return [...counts.values()].toSorted((a, b) => compareFolders(a.folder, b.folder))
}

function compareFolders(one: Folder, other: Folder): number {
  const n = one.findIndex((name, at) => name !== other[at])
  if (n === -1) return one.length - other.length
  return (one[n] ?? '').localeCompare(other[n] ?? '', 'en')
}
