/** Every published flow by category, found by words as in the panel. */
import { Workflow } from 'lucide-react'
import { useState } from 'react'
import { type FlowSummary, ListFlows } from '#shared/flow/contract.ts'
import { FLOW_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { searchFlowList } from '#shared/flow/search-flow-list.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { since } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay } from '../page-context.ts'
import { BeginDraft } from './draft/BeginDraft.tsx'
import { DraftList } from './draft/DraftList.tsx'

const ALL = 'all'

export function FlowList({ db }: { db: LocalStore }) {
  const mayWrite = useMay('authorFlows')
  const asked = useAsk(ListFlows, {})
  const [category, setCategory] = useState(ALL)
  const [query, setQuery] = useState('')
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
          value={category}
          options={[
            { value: ALL, label: 'All' },
            ...categories.map((value) => ({ value, label: value })),
          ]}
          onPick={setCategory}
          className="min-w-36"
        />
      </div>
      <Asked of={asked} label="Reading the library">
        {({ flows }) => {
          const inCategory = flows.filter((flow) => category === ALL || flow.category === category)
          const found = query.trim() === '' ? inCategory : searchFlowList(inCategory, query)
          if (flows.length === 0) {
            return (
              <Empty icon={<Workflow />} title="No flows yet">
                The built-in flows come with the server. Ask whoever runs it to look at its start.
              </Empty>
            )
          }
          if (found.length === 0) return <Notice>No flow fits. Try other words.</Notice>
          return (
            <ul className="divide-y divide-line rounded-md border border-line bg-surface">
              {found.map((flow) => (
                <Row key={flow.id} flow={flow} />
              ))}
            </ul>
          )
        }}
      </Asked>
    </div>
  )
}

function Row({ flow }: { flow: FlowSummary }) {
  return (
    <li>
      <a href={`#${flow.id}`} className="flex flex-col gap-0.5 px-3 py-2.5 hover:bg-hover">
        <span className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1 font-medium break-words">{flow.name}</span>
          {flow.isSubFlow && <Badge>Sub-flow</Badge>}
          {flow.kind !== 'troubleshooting' && <Badge>{FLOW_KIND_WORDS[flow.kind]}</Badge>}
        </span>
        <span className="text-small text-muted">{flow.summary}</span>
        <span className="flex flex-wrap gap-x-3 text-small text-faint">
          <span>{flow.category}</span>
          <span>{flow.isBuiltIn ? 'Built in' : 'Of your team'}</span>
          <span>Published {since(flow.publishedAt, Date.now())}</span>
        </span>
      </a>
    </li>
  )
}
