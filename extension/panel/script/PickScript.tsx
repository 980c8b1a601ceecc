/** Templates to choose from: those that this situation calls for first, or what one searches. */
import { FileCode, Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { placeInFlow } from '#shared/flow/walk.ts'
import type { Script } from '#shared/script/contract.ts'
import { findScripts } from '#shared/script/find-scripts.ts'
import { activeFix } from '#shared/session/lane.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { inputLook } from '../../ui/Field.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { fillHere } from '../session/fill-here.ts'
import { useKeys } from '../use-keys.ts'
import type { ScriptsRead } from './use-scripts.ts'

export function PickScript({
  read: { scripts, isLoaded, trouble },
  session,
  need,
  isGone,
  onPick,
}: {
  read: ScriptsRead
  session: Session
  /** What it is wanted for. */
  need: string
  /** One was asked for, and it is not there. */
  isGone: boolean
  onPick: (script: Script) => void
}) {
  const { outside } = usePanel()
  const [query, setQuery] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const situation = useSituation(session, need)
  const fitting = useMemo(() => findScripts(scripts, situation), [scripts, situation])
  const found = query.trim() === '' ? null : findScripts(scripts, query)
  const others = scripts.filter((one) => !fitting.includes(one))
  const shown = found ?? [...fitting, ...others]
  const pick = (at: number) => {
    const script = shown[at]
    if (!script) return false
    onPick(script)
  }
  useKeys({
    search: () => search.current?.focus(),
    choose: (digit) => pick(digit - 1),
    next: () => pick(0),
  })
  const rows = (list: readonly Script[], from = 0) => (
    <ul className="flex flex-col gap-1.5">
      {list.map((script, i) => (
        <li key={script.id}>
          <Choice
            digit={from + i + 1}
            isFirst={from + i === 0}
            label={script.content.name}
            detail={
              <span className="flex flex-col items-start gap-1">
                <span className="line-clamp-2">{script.content.summary}</span>
                <SafetyMark safety={script.content.safety} />
              </span>
            }
            aside={from + i === 0 ? <Kbd>{keyOf('next')}</Kbd> : undefined}
            onPick={() => onPick(script)}
          />
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {isGone && (
        <Notice tone="amber">That template is not there any more. Choose another one.</Notice>
      )}
      <div className="relative">
        <Search
          aria-hidden="true"
          className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
        />
        <input
          ref={search}
          type="search"
          aria-label="Search script templates"
          placeholder="Search script templates"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') pick(0)
            if (event.key === 'Escape') {
              setQuery('')
              event.currentTarget.blur()
            }
          }}
          className={`${inputLook} h-9 pr-9 pl-8`}
        />
        {query === '' && (
          <span className="absolute top-1/2 right-2 -translate-y-1/2">
            <Kbd>{keyOf('search')}</Kbd>
          </span>
        )}
      </div>
      {!isLoaded && <Skeleton label="Script templates are being fetched" lines={4} />}
      {trouble && (
        <Notice tone="amber" title="As they were kept in this browser">
          {trouble.message}
        </Notice>
      )}
      {isLoaded && scripts.length === 0 ? (
        <Empty icon={<FileCode />} title="No script templates yet">
          A template is a script with fields to fill in, checked by your team once and used many
          times. Leads publish them.
        </Empty>
      ) : found ? (
        found.length > 0 ? (
          rows(found)
        ) : (
          <p className="px-0.5 text-small text-muted">
            No template has these words. Try another one.
          </p>
        )
      ) : (
        <>
          {fitting.length > 0 && <Heading>For this situation</Heading>}
          {rows(fitting)}
          {others.length > 0 && <Heading>{fitting.length > 0 ? 'All others' : 'All'}</Heading>}
          {rows(others, fitting.length)}
        </>
      )}
      <Button
        look="quiet"
        size="small"
        className="self-start"
        onClick={() => outside.openScripts()}
      >
        See and change templates
      </Button>
    </>
  )
}

const Heading = ({ children }: { children: string }) => (
  <h3 className="px-0.5 text-small font-medium text-muted">{children}</h3>
)

/** In words: what it is wanted for, what is suspected, where one stands, what the ticket is about. */
function useSituation(session: Session, need: string): string {
  const flowOf = usePanelState((state) => state.world?.library.flowOf)
  const here = flowOf && placeInFlow(session, flowOf)
  const fix = activeFix(session.lane)
  return [
    need,
    ...(fix && need === '' ? [fix.title, ...fix.steps] : []),
    typeof here === 'object' ? `${fillHere(here, session)(here.node.title)} ${here.flow.name}` : '',
    session.ticket?.summary ?? '',
  ].join(' ')
}
