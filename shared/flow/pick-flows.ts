/**
 * The flows of the library that someone has picked out: by whose they are, by folder, by category,
 * by tags.
 *
 * Of several tags a flow has to carry each. One's own are those that one has made, forks among them.
 */
import type { FlowSummary, WhoseFlows } from './contract.ts'
import { BETWEEN, type Folder, isWithin, tellFolder } from './folders.ts'

export interface FlowPick {
  whose: WhoseFlows
  /** Every one where it is null. */
  category: string | null
  /** And what is beneath it; all of them where it is empty. */
  folder: Folder
  tags: ReadonlySet<string>
}

/** The same as a question carries it; what is not picked by is not there. */
export const askPick = ({ whose, category, folder, tags }: FlowPick) => ({
  ...(whose === 'all' ? {} : { whose }),
  ...(category === null ? {} : { category }),
  ...(folder.length === 0 ? {} : { folder: tellFolder(folder) }),
  ...(tags.size === 0 ? {} : { tags: [...tags].join('\n') }),
})

export const readPick = (asked: {
  whose?: WhoseFlows | undefined
  category?: string | undefined
  folder?: string | undefined
  tags?: string | undefined
}): FlowPick => ({
  whose: asked.whose ?? 'all',
  category: asked.category ?? null,
  folder: asked.folder ? asked.folder.split(BETWEEN) : [],
  tags: new Set((asked.tags ?? '').split('\n').filter(Boolean)),
})

interface Asker {
  personId: string
  favourites: ReadonlySet<string>
}

type Pickable = Pick<FlowSummary, 'id' | 'category' | 'folder' | 'tags' | 'isBuiltIn' | 'authorId'>

export const pickFlows = <F extends Pickable>(
  flows: readonly F[],
  { whose, category, folder, tags }: FlowPick,
  asker: Asker,
): F[] =>
  flows.filter(
    (flow) =>
      isOf(flow, whose, asker) &&
      isWithin(flow.folder, folder) &&
      (category === null || flow.category === category) &&
      [...tags].every((tag) => flow.tags.includes(tag)),
  )

function isOf(flow: Pickable, whose: WhoseFlows, { personId, favourites }: Asker): boolean {
  switch (whose) {
    case 'all':
      return true
    case 'mine':
      return flow.authorId === personId
    case 'favourites':
      return favourites.has(flow.id)
    case 'team':
      return !flow.isBuiltIn
    case 'built_in':
      return flow.isBuiltIn
    default:
      return whose satisfies never
  }
}

/** The tags that these flows carry, by how many carry each; those of most flows first. */
export function countTags(flows: readonly Pick<FlowSummary, 'tags'>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const tag of flows.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return new Map([...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)))
}
