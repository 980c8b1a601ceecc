/** Script templates by state, found by words; what is not saved yet is among them. */
import { useQuery } from '@tanstack/react-query'
import { FileCode, Plus } from 'lucide-react'
import { useState } from 'react'
import { v7 } from 'uuid'
import { ListScripts, type Script, type ScriptState } from '#shared/script/contract.ts'
import { findScripts } from '#shared/script/find-scripts.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { since } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { pickOnlyHere } from '../keep-drafts.ts'
import { useAsk, useMay } from '../page-context.ts'
import { Unsaved } from '../Unsaved.tsx'
import { listKept } from './kept-scripts.ts'
import { STATES } from './state-words.ts'

type Shown = ScriptState | 'all'

export function ScriptList({ db }: { db: LocalStore }) {
  const mayWrite = useMay('authorFlows')
  const asked = useAsk(ListScripts, {})
  const kept = useQuery({ queryKey: ['kept scripts', db.name], queryFn: () => listKept(db) })
  const [shown, setShown] = useState<Shown>('all')
  const [query, setQuery] = useState('')
  const unsaved = new Set(kept.data?.map(({ id }) => id))
  const isThere = (id: string) => asked.data?.scripts.some((one) => one.id === id) ?? false
  const write = () => {
    location.hash = v7()
  }
  const newOne = mayWrite && (
    <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={write}>
      New template
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="text-large font-semibold">Script templates</h1>
          <p className="text-muted">
            Scripts with fields to fill in, used from the side panel. People copy and run them;
            nothing is run by ResolutionFlow.
          </p>
        </div>
        {newOne}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField
            label="Search"
            type="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            placeholder="What it is for"
          />
        </div>
        <SelectField
          label="State"
          value={shown}
          options={[{ value: 'all', label: 'All' }, ...STATE_OPTIONS]}
          onPick={setShown}
          className="min-w-36"
        />
      </div>
      <Unsaved
        things={pickOnlyHere(kept.data, asked, isThere).map(
          ({ id, kept: { content, basedOn } }) => ({
            ...{ id, name: content.name, isChange: basedOn > 0 },
          }),
        )}
      />
      <Asked of={asked} label="Reading script templates">
        {({ scripts }) => {
          const inState = scripts.filter((one) => shown === 'all' || one.state === shown)
          const found = query.trim() === '' ? inState : findScripts(inState, query)
          if (scripts.length === 0) {
            return (
              <Empty icon={<FileCode />} title="No script templates yet" action={newOne}>
                What your team runs again and again is written once, with fields for what differs,
                and checked before others use it.
              </Empty>
            )
          }
          if (found.length === 0) return <Notice>No template fits. Try other words.</Notice>
          return (
            <ul className="divide-y divide-line rounded-md border border-line bg-surface">
              {found.map((script) => (
                <Row key={script.id} script={script} isUnsaved={unsaved.has(script.id)} />
              ))}
            </ul>
          )
        }}
      </Asked>
    </div>
  )
}

const STATE_OPTIONS = (['published', 'draft', 'retired'] as const).map((value) => ({
  value,
  label: STATES[value].word,
}))

function Row({ script, isUnsaved }: { script: Script; isUnsaved: boolean }) {
  const { content, state } = script
  return (
    <li>
      <a href={`#${script.id}`} className="flex flex-col gap-0.5 px-3 py-2.5 hover:bg-hover">
        <span className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1 font-medium break-words">{content.name}</span>
          {isUnsaved && <Badge tone="amber">Changes not saved</Badge>}
          <SafetyMark safety={content.safety} />
          <Badge tone={STATES[state].tone}>{STATES[state].word}</Badge>
        </span>
        {content.summary && <span className="text-small text-muted">{content.summary}</span>}
        <span className="flex flex-wrap gap-x-3 text-small text-faint">
          <span>{script.isBuiltIn ? 'Built in' : script.authorName}</span>
          <span>Version {script.revision}</span>
          <span>{since(script.updatedAt, Date.now())}</span>
          {script.from && <span>From a fix</span>}
        </span>
      </a>
    </li>
  )
}
