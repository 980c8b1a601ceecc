/**
 * Every version of a flow that was published: when, by whom, why, and what it says otherwise than
 * today's or any other one. Going back is the next version: a draft begun from an old one.
 */
import { useState } from 'react'
import { type FlowVersionHead, GetFlowVersion, ListFlowVersions } from '#shared/flow/contract.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay } from '../page-context.ts'
import { Compared } from './Compared.tsx'
import { CompareVersions } from './CompareVersions.tsx'
import { beginDraft } from './draft/begin-draft.ts'

export function Versions({ flow, db }: { flow: Flow; db: LocalStore }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Fold title="Versions" isOpen={isOpen} onOpenChange={setOpen}>
      <List flow={flow} db={db} />
    </Fold>
  )
}

function List({ flow, db }: { flow: Flow; db: LocalStore }) {
  const asked = useAsk(ListFlowVersions, { flowId: flow.id })
  const mayBegin = useMay('authorFlows') && !flow.isBuiltIn
  const begin = (content: FlowContent) =>
    void beginDraft(db, content, { flowId: flow.id, version: flow.version })
  return (
    <Asked of={asked} label="Reading versions">
      {({ versions }) => (
        <>
          <ol aria-label="Versions" className="flex flex-col divide-y divide-line">
            {versions.map((head) => (
              <OneVersion
                key={head.version}
                head={head}
                now={flow}
                onBegin={mayBegin ? begin : undefined}
              />
            ))}
          </ol>
          {versions.length >= WORTH_PICKING && <CompareVersions versions={versions} />}
        </>
      )}
    </Asked>
  )
}

/** Of two, what has changed since the first says all. */
const WORTH_PICKING = 3

function OneVersion({
  head: { version, publishedAt, backSince, authorName, changeReason, steps },
  now,
  onBegin,
}: {
  head: FlowVersionHead
  now: Flow
  onBegin: ((content: FlowContent) => void) | undefined
}) {
  const [isShown, setShown] = useState(false)
  const asked = useAsk(GetFlowVersion, { version }, { isOn: isShown })
  const isNow = version === now.version
  return (
    <li className="flex flex-col gap-1 py-2">
      <div className="flex flex-wrap items-center gap-2 text-small">
        <span className="font-medium">
          {day(backSince ?? publishedAt)} {clock(backSince ?? publishedAt)}
        </span>
        <span className="text-muted">
          {authorName}, {steps === 1 ? '1 step' : `${steps} steps`}
        </span>
        {isNow && <Badge tone="accent">Offered now</Badge>}
        <span className="flex-1" />
        {!isNow && (
          <Button
            size="small"
            look="quiet"
            aria-expanded={isShown}
            onClick={() => setShown(!isShown)}
          >
            What has changed since
          </Button>
        )}
      </div>
      {backSince && (
        <p className="text-small text-muted">
          First published {day(publishedAt)} {clock(publishedAt)}, gone back to since.
        </p>
      )}
      {changeReason && <p className="text-small text-muted">{changeReason}</p>}
      {isShown && (
        <Asked of={asked} label="Reading the version">
          {({ content }) => (
            <div className="flex flex-col items-start gap-2 pt-1">
              <Compared before={content} after={now.content} />
              {onBegin && (
                <Button size="small" onClick={() => onBegin(content)}>
                  Begin a draft from this version
                </Button>
              )}
            </div>
          )}
        </Asked>
      )}
    </li>
  )
}
