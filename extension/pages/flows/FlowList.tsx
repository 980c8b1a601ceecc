/** Every published flow by category, found by words as in the panel. */
import { Workflow } from 'lucide-react'
import { useState } from 'react'
import {
  type FlowSummary,
  ListFlows,
  SearchFlows,
  WHOSE,
  type WhoseFlows,
} from '#shared/flow/contract.ts'
import { joinHits } from '#shared/flow/join-hits.ts'
import { askPick, type FlowPick, pickFlows } from '#shared/flow/pick-flows.ts'
import { searchFlowList } from '#shared/flow/search-flow-list.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay, usePage } from '../page-context.ts'
import { BeginDraft } from './draft/BeginDraft.tsx'
import { DraftList } from './draft/DraftList.tsx'
import { FlowRow } from './FlowRow.tsx'
import { FolderPick } from './FolderPick.tsx'
import { ForkFlow } from './ForkFlow.tsx'
import { RemovedFlows } from './RemovedFlows.tsx'
import { TagPicks } from './TagPicks.tsx'
import { useFavourites } from './use-favourites.ts'

const ALL = 'all'
const EVERYTHING: FlowPick = { whose: 'all', category: null, folder: [], tags: new Set() }

const WHOSE_WORDS: Record<WhoseFlows, string> = {
  all: 'Everybody’s',
  mine: 'Mine',
  favourites: 'Favourites',
  team: 'Of your team',
  built_in: 'Built in',
}

export function FlowList({ db }: { db: LocalStore }) {
  const mayWrite = useMay('authorFlows')
  const mayPublish = useMay('publishFlows')
  const asked = useAsk(ListFlows, {})
  const { account } = usePage()
  const [picked, setPicked] = useState<FlowPick>(EVERYTHING)
  const [forking, setForking] = useState<FlowSummary | null>(null)
  const [query, setQuery] = useState('')
  const { favourites, turn } = useFavourites()
  const sought = useSettled(query.trim().slice(0, 200))
  const asPicked = { q: sought, limit: 20, ...askPick(picked) }
  const found = useAsk(SearchFlows, asPicked, { isOn: sought !== '' })
  // Those of what stands in the field now; while the server is away the list here answers alone.
  const hits = sought === query.trim() && !found.isPlaceholderData ? (found.data?.hits ?? []) : []
  const showAll = () => {
    setPicked(EVERYTHING)
    setQuery('')
  }
  const categories = [...new Set(asked.data?.flows.map((flow) => flow.category))].toSorted()
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h1 className="text-large font-semibold">Flows</h1>
        <p className="text-muted">
          What technicians are led through beside the ticket. Read one whole here, or take it along
          as a file.
        </p>
      </div>
      {mayWrite && <BeginDraft db={db} />}
      {mayWrite && <DraftList db={db} />}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField
            label="Search"
            type="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            placeholder="What the ticket says"
          />
        </div>
        <SelectField
          label="Category"
          value={picked.category ?? ALL}
          options={[
            { value: ALL, label: 'All' },
            ...categories.map((value) => ({ value, label: value })),
          ]}
          onPick={(value) => setPicked({ ...picked, category: value === ALL ? null : value })}
          className="min-w-36"
        />
        <SelectField
          label="Whose"
          value={picked.whose}
          options={WHOSE.map((value) => ({ value, label: WHOSE_WORDS[value] }))}
          onPick={(whose) => setPicked({ ...picked, whose })}
          className="min-w-28"
        />
        <FolderPick
          flows={asked.data?.flows ?? []}
          picked={picked.folder}
          onPick={(folder) => setPicked({ ...picked, folder })}
        />
      </div>
      <Asked of={asked} label="Reading the library">
        {({ flows }) => {
          const those = pickFlows(flows, picked, { personId: account?.person.id ?? '', favourites })
          const shown =
            query.trim() === ''
              ? those.map((flow) => ({ flow, step: null }))
              : joinHits(searchFlowList(those, query), hits, those)
          if (flows.length === 0) {
            return (
              <Empty icon={<Workflow />} title="No flows yet">
                The built-in flows come with the server. Ask whoever runs it to look at its start.
              </Empty>
            )
          }
          return (
            <>
              <TagPicks
                flows={shown.map(({ flow }) => flow)}
                picked={picked.tags}
                onPick={(tags) => setPicked({ ...picked, tags })}
              />
              {shown.length === 0 ? (
                <Notice
                  actions={
                    <Button size="small" onClick={showAll}>
                      Show all flows
                    </Button>
                  }
                >
                  {tellNone(picked, flows, account?.person.id ?? '', favourites.size)}
                </Notice>
              ) : (
                <ul className="divide-y divide-line rounded-md border border-line bg-surface">
                  {shown.map(({ flow, step }) => (
                    <FlowRow
                      key={flow.id}
                      flow={flow}
                      step={step}
                      isFavourite={favourites.has(flow.id)}
                      onFavourite={() => turn(flow.id)}
                      onFork={mayWrite ? () => setForking(flow) : undefined}
                    />
                  ))}
                </ul>
              )}
            </>
          )
        }}
      </Asked>
      {mayPublish && <RemovedFlows />}
      {forking && <ForkFlow flow={forking} db={db} onClose={() => setForking(null)} />}
    </div>
  )
}

/** Why none is shown, and what to do. */
function tellNone(
  { whose }: FlowPick,
  flows: readonly FlowSummary[],
  personId: string,
  favourites: number,
): string {
  if (whose === 'mine' && !flows.some(({ authorId }) => authorId === personId)) {
    return 'You have made no flow yet. Begin one, or fork one of the library.'
  }
  return whose === 'favourites' && favourites === 0
    ? 'You have marked no flow yet. The star beside a flow marks it.'
    : 'No flow fits. Try other words, or fewer filters.'
}
