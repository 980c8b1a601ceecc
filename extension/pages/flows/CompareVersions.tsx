/** Any two published versions of a flow, and what the later says otherwise than the earlier. */
import { useId, useState } from 'react'
import { type FlowVersionHead, GetFlowVersion } from '#shared/flow/contract.ts'
import { SelectField } from '../../ui/Field.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'
import { Compared } from './Compared.tsx'

/** Newest first, as they are listed. */
export function CompareVersions({ versions }: { versions: readonly FlowVersionHead[] }) {
  const heading = useId()
  const [one, pickOne] = useState('')
  const [other, pickOther] = useState('')
  const picked = versions.filter(({ version }) => version === one || version === other)
  const [after, before] = picked
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-2 border-t border-line pt-2">
      <h3 id={heading} className="text-small font-medium">
        Compare two versions
      </h3>
      <div className="grid gap-2 wide:grid-cols-2">
        <Pick label="One version" versions={versions} picked={one} onPick={pickOne} />
        <Pick label="Another version" versions={versions} picked={other} onPick={pickOther} />
      </div>
      {before && after ? (
        <Difference key={`${one} ${other}`} before={before} after={after} />
      ) : (
        <p className="text-small text-muted">
          {one !== '' && one === other
            ? 'This is the same version twice. Pick another one.'
            : 'Pick two, in whichever order: it is told from the earlier to the later.'}
        </p>
      )}
    </section>
  )
}

function Pick({
  label,
  versions,
  picked,
  onPick,
}: {
  label: string
  versions: readonly FlowVersionHead[]
  picked: string
  onPick: (version: string) => void
}) {
  return (
    <SelectField
      label={label}
      value={picked}
      options={[
        { value: '', label: 'Pick a version' },
        ...versions.map((head) => ({ value: head.version, label: tellVersion(head) })),
      ]}
      onPick={onPick}
    />
  )
}

/** Two of one minute are told apart by how their names begin. */
const tellVersion = ({ version, authorName, changeReason, ...head }: FlowVersionHead) =>
  `${tellMoment(head)}, ${changeReason ?? authorName} (${version.slice(0, 8)})`

/** Since when it was offered last. */
const tellMoment = ({
  publishedAt,
  backSince,
}: Pick<FlowVersionHead, 'publishedAt' | 'backSince'>) =>
  `${day(backSince ?? publishedAt)} ${clock(backSince ?? publishedAt)}`

function Difference({ before, after }: { before: FlowVersionHead; after: FlowVersionHead }) {
  const earlier = useAsk(GetFlowVersion, { version: before.version })
  const later = useAsk(GetFlowVersion, { version: after.version })
  return (
    <Asked of={earlier} label="Reading the earlier version">
      {(was) => (
        <Asked of={later} label="Reading the later version">
          {(is) => (
            <div className="flex flex-col gap-1.5">
              <p className="text-small text-muted">
                From {tellMoment(before)} to {tellMoment(after)}:
              </p>
              <Compared before={was.content} after={is.content} />
            </div>
          )}
        </Asked>
      )}
    </Asked>
  )
}
