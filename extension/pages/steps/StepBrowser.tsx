/**
 * Steps of the library by their words, on its page and wherever one is picked. What is changed
 * anywhere on the page is read again here by itself.
 */
import { ListChecks } from 'lucide-react'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { type LibraryStep, ListLibrarySteps } from '#shared/step-library/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay } from '../page-context.ts'
import { StepCard } from './StepCard.tsx'

const PAGE = 50

type Whose = 'everybody' | 'own'

export function StepBrowser({
  newOne,
  acts,
}: {
  /** How one is written, where there is none yet. */
  newOne?: ReactNode
  /** What may be done with a step here. */
  acts: (step: LibraryStep) => ReactNode
}) {
  const mayWrite = useMay('authorFlows')
  const [query, setQuery] = useState('')
  const [whose, setWhose] = useState<Whose>('everybody')
  const [pages, setPages] = useState(1)
  const q = useDeferredValue(query.trim())
  const narrow = (change: () => void) => {
    change()
    setPages(1)
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-52">
          <TextField
            label="Search"
            type="search"
            value={query}
            maxLength={200}
            onChange={({ target }) => narrow(() => setQuery(target.value))}
            placeholder="Words of a step, or of its commands"
          />
        </div>
        {mayWrite && (
          <Segments
            label="Whose"
            value={whose}
            options={WHOSE}
            onChange={(next) => narrow(() => setWhose(next))}
          />
        )}
      </div>
      {Array.from({ length: pages }, (_, n) => (
        <Page
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
          key={n}
          asked={{ q, whose, offset: n * PAGE }}
          acts={acts}
          newOne={newOne}
          onMore={n === pages - 1 ? () => setPages(pages + 1) : undefined}
        />
      ))}
    </div>
  )
}

const WHOSE = [
  { value: 'everybody', label: 'All' },
  { value: 'own', label: 'Mine' },
] as const

function Page({
  asked: { q, whose, offset },
  acts,
  newOne,
  onMore,
}: {
  asked: { q: string; whose: Whose; offset: number }
  acts: (step: LibraryStep) => ReactNode
  newOne: ReactNode
  onMore: (() => void) | undefined
}) {
  const asked = useAsk(ListLibrarySteps, { q, whose, limit: PAGE, offset }, { asOf: offset })
  return (
    <Asked of={asked} label="Reading the steps" lines={6}>
      {({ steps, isMore }) =>
        steps.length === 0 && offset === 0 ? (
          <Nothing q={q} whose={whose} newOne={newOne} />
        ) : (
          <>
            <ul className="flex flex-col gap-2">
              {steps.map((step) => (
                <StepCard key={step.id} step={step} acts={acts(step)} />
              ))}
            </ul>
            {isMore && onMore && (
              <Button className="self-start" onClick={onMore}>
                Show more
              </Button>
            )}
          </>
        )
      }
    </Asked>
  )
}

function Nothing({ q, whose, newOne }: { q: string; whose: Whose; newOne: ReactNode }) {
  if (q !== '') return <Notice>No step has these words. Try fewer of them.</Notice>
  return (
    <Empty
      icon={<ListChecks />}
      title={whose === 'own' ? 'You have written none yet' : 'No steps yet'}
      action={newOne}
    >
      Write down what you do most, once. From then on it is two keys away in any work.
    </Empty>
  )
}
